/** The door: reads the data of this file and starts the page. */

import { decode } from "./data/decode.ts";
import { parse, unpack } from "./data/payload.ts";
import { select } from "./filter/filter.ts";
import { sceneOf } from "./render/scene.ts";
import { LIGHT_STYLE } from "./render/style.ts";
import { Surface } from "./render/surface.ts";
import { Store } from "./state/store.ts";

async function start(): Promise<void> {
  const app = document.getElementById("trendgraph-app");
  const data = document.getElementById("trendgraph-data");
  if (app === null || data === null) return;
  const graph = decode(parse(await unpack(data.textContent ?? "")));
  data.remove();
  const stage = document.createElement("div");
  stage.className = "stage";
  app.append(stage);
  const store = new Store(location.hash);
  const surface = new Surface(stage, sceneOf(graph), LIGHT_STYLE, (i) => graph.nodes.label[i], {
    hover() {},
    pick() {},
    rest() {},
  });
  const show = (): void => surface.setShown(select(graph, store.now, undefined));
  show();
  surface.fit();
  await surface.settled();
  Object.assign(window, { trendgraph: { graph, store, surface, ready: performance.now() } });
}

void start();
