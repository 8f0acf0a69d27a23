/** The door: reads the data of this file and starts the page. */

import { App } from "./app.ts";
import { decode } from "./data/decode.ts";
import type { Graph } from "./data/graph.ts";
import { FileError, parse, unpack } from "./data/payload.ts";
import { Store } from "./state/store.ts";
import { h, replace } from "./views/dom.ts";

const WRITE_MS = 150;

async function start(): Promise<void> {
  const root = document.getElementById("trendgraph-app");
  const data = document.getElementById("trendgraph-data");
  if (root === null || data === null) return;
  try {
    const graph = decode(parse(await unpack(data.textContent ?? "")));
    data.remove();
    document.getElementById("trendgraph-code")?.remove();
    const store = new Store(location.hash || opening(graph));
    const app = new App(root, graph, store);
    follow(store);
    await app.start();
    Object.assign(window, {
      trendgraph: { app, graph, store, surface: app.surface, search: app.search, ready: performance.now() },
    });
  } catch (error) {
    const why = error instanceof FileError ? error.message : `The explorer could not start: ${String(error)}`;
    replace(root, h("p", { class: "notice", role: "alert" }, why));
  }
}

/** What a file opens on when its address says nothing. */
function opening({ meta, nodes }: Graph): string {
  const [first] = meta.focus;
  if (first === undefined || nodes.id[first] === undefined || meta.view === "overview") return "";
  const id = encodeURIComponent(nodes.id[first]);
  return `entity=${id}&around=${id}`;
}

/** The address follows the state, and the state the address; going back leads to what was looked at before. */
function follow(store: Store): void {
  let timer = 0;
  let written = location.hash.slice(1);
  let step = false;
  store.listen((now, before) => {
    step ||=
      now.entity !== before.entity ||
      now.edge !== before.edge ||
      now.around !== before.around ||
      now.view !== before.view ||
      now.path.join() !== before.path.join();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const next = store.fragment;
      if (next === written) return;
      written = next;
      const address = `#${next}`;
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
      step = false;
    }, WRITE_MS);
  });
  const read = (): void => {
    const next = location.hash.slice(1);
    if (next === written) return;
    written = next;
    store.read(next);
  };
  window.addEventListener("hashchange", read);
  window.addEventListener("popstate", read);
}

void start();
