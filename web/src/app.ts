/** The page: puts the rooms together, and lets every change of the state go through one door. */

import type { Graph } from "./data/graph.ts";
import { edgeName, Lookup } from "./data/lookup.ts";
import { row } from "./data/rows.ts";
import type { Shot } from "./export/picture.ts";
import { neighbourhood, type Selection, select } from "./filter/filter.ts";
import { type Path, shortestPath } from "./filter/path.ts";
import { listen } from "./keyboard.ts";
import { LIVE, Places } from "./layout/places.ts";
import { sceneOf } from "./render/scene.ts";
import { DARK_STYLE, LIGHT_STYLE } from "./render/style.ts";
import { Surface } from "./render/surface.ts";
import { NO_FOCUS, type Scene, type Style } from "./render/types.ts";
import { Search } from "./search/search.ts";
import { INITIAL, type State } from "./state/state.ts";
import type { Store } from "./state/store.ts";
import { takeAway } from "./takeaway.ts";
import { cite, help } from "./views/dialogs.ts";
import { h, plural, replace } from "./views/dom.ts";
import { filters } from "./views/filters.ts";
import { finder } from "./views/finder.ts";
import { focusOf, sameSelection } from "./views/focus.ts";
import { header } from "./views/header.ts";
import { lineageView } from "./views/lineage.ts";
import { panel } from "./views/panel.ts";
import type { Actions, Context, Part } from "./views/part.ts";
import { edgeText } from "./views/said.ts";
import { type Stage, stage } from "./views/stage.ts";
import { table } from "./views/table.ts";
import { wantsDark, watchTheme } from "./views/theme.ts";
import { timeline } from "./views/timeline.ts";
import { Walk } from "./walk.ts";

const NARROW = "screen and (max-width: 720px)";

export class App {
  readonly search: Search;
  readonly surface: Surface;
  private readonly lookup: Lookup;
  private readonly scene: Scene;
  private readonly places: Places;
  private readonly stage: Stage;
  private readonly parts: readonly Part[];
  private readonly live = h("div", { class: "live", "aria-live": "polite", role: "status" });
  private readonly help = help();
  private context: Context | undefined;
  private scopeKey = "";
  private readonly walk: Walk;
  private dark = wantsDark();

  constructor(
    private readonly root: HTMLElement,
    private readonly graph: Graph,
    private readonly store: Store,
  ) {
    this.lookup = new Lookup(graph);
    this.search = new Search(graph);
    const size = sceneOf(graph).size;
    this.places = new Places(graph, size);
    this.scene = sceneOf(graph, this.places.x, this.places.y);
    const actions = this.actions();
    this.walk = new Walk(
      graph,
      store,
      actions,
      () => this.context,
      (node) => {
        if (node >= 0) this.stage.cursor(node);
        this.surface.setCursor(node);
      },
    );
    const field = finder(graph, this.search, actions);
    this.stage = stage(graph, store, () => this.places.stop());
    const citation = cite(graph, (text) => this.say(text));
    const away = takeAway(graph, () => this.shot(), {
      link: () => this.link(),
      cite: () => citation.showModal(),
      say: (text) => this.say(text),
    });
    const head = header(graph, store, {
      takeAway: away,
      help: () => this.help.showModal(),
      theme: () => this.theme(!this.dark),
    });
    this.parts = [
      head,
      filters(store, field.element),
      this.stage,
      table(graph, actions, (what) => away.find(({ id }) => id === what)?.run()),
      lineageView(graph, actions),
      panel(actions),
      timeline(graph, store),
    ];
    const [top, side, picture, sheet, tree, evidence, foot] = this.parts.map((part) => part.element);
    const skip = h(
      "a",
      { class: "skip", href: "#tg-panel", click: (event) => this.focusPanel(event) },
      "Skip to the evidence",
    );
    const main = h("main", { class: "main" }, picture, sheet, tree);
    replace(root, skip, top, side, main, evidence, foot, this.live, this.help, citation);
    this.surface = new Surface(
      this.stage.canvasHost,
      this.scene,
      this.style,
      (i) => graph.nodes.label[i] || graph.nodes.id[i],
      {
        hover: () => {},
        pick: (node, edge, shift) => this.picked(node, edge, shift),
        rest: (place) => store.set({ place }),
      },
    );
    this.theme(this.dark);
    watchTheme((dark) => this.theme(dark));
    store.listen((now, before) => this.update(now, before));
    window.matchMedia(NARROW).addEventListener("change", () => {
      if (!window.matchMedia("print").matches) this.update(store.now, store.now);
    });
    listen(this.keys(field.focus), this.stage.canvasHost);
  }

  /** Shows the state as it is now; resolves when the picture is there. */
  async start(): Promise<void> {
    this.update(this.store.now, INITIAL);
    if (!this.graph.nodes.placed && this.graph.nodes.n > 0) this.layOut();
    await this.surface.settled();
  }

  say(text: string): void {
    // The same text twice is said twice.
    replace(this.live, text === this.live.textContent ? `${text}\u00a0` : text);
  }

  private get style(): Style {
    return this.dark ? DARK_STYLE : LIGHT_STYLE;
  }

  private theme(dark: boolean): void {
    this.dark = dark;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    this.surface.setStyle(this.style);
  }

  private layOut(): void {
    this.places.everything(({ done, rounds, last }) => {
      this.surface.setScene(this.scene);
      this.surface.fit();
      this.stage.progress(last ? undefined : done / rounds);
      if (last)
        this.say(done < rounds ? `The layout is stopped after ${done} of ${rounds} rounds` : "The layout is finished");
    });
    this.stage.progress(0);
  }

  private contextOf(state: State): Context {
    const { graph, lookup } = this;
    const around = lookup.entity(state.around);
    const [from, to] = state.path.map((id) => lookup.entity(id));
    const path: Path | undefined = from >= 0 && to >= 0 ? shortestPath(graph, from, to) : undefined;
    const scope = path ? Uint32Array.from(path.nodes) : around >= 0 ? neighbourhood(graph, around) : undefined;
    let selection: Selection = select(graph, state, scope);
    if (path) selection = { ...selection, edges: Uint32Array.from(path.edges) };
    return {
      graph,
      state,
      store: this.store,
      selection,
      view: state.view || (window.matchMedia(NARROW).matches ? "table" : "graph"),
      entity: lookup.entity(state.entity),
      edge: lookup.edge(state.edge),
      around,
      path,
    };
  }

  private update(now: State, before: State): void {
    const old = this.context;
    const same = old !== undefined && sameSelection(now, before);
    const fresh = this.contextOf(now);
    const context = same ? { ...fresh, selection: old.selection, path: old.path } : fresh;
    this.context = context;
    this.walk.cursor = context.entity;
    for (const part of this.parts) part.update(context);
    this.root.dataset.view = context.view;
    this.root.dataset.selected = String(context.entity >= 0 || context.edge >= 0 || context.path !== undefined);
    if (!same) this.show(context);
    const seen = context.entity >= 0 && context.selection.nodes.includes(context.entity);
    this.surface.setFocus(focusOf(context), seen ? context.entity : -1);
    if (now.place && now.place !== before.place && now.place !== this.surface.place) this.surface.setPlace(now.place);
    if (seen && now.entity !== before.entity) this.surface.reveal(context.entity);
    this.stage.cursor(context.entity);
    this.tell(context, old);
  }

  /** New entities in the picture, and where they stand. */
  private show(context: Context): void {
    const { selection, around, path, state } = context;
    const few = selection.nodes.length <= LIVE;
    const scoped = around >= 0 || path !== undefined;
    const key = few ? `${around}|${state.path.join()}|${selection.nodes.join()}` : `all|${around}|${state.limit}`;
    const moved = key !== this.scopeKey;
    if (moved) {
      this.scopeKey = key;
      if (!few) this.places.stored(selection, this.surface.fittingScale(selection.nodes));
      else if (scoped) this.places.around(selection, this.surface.room);
      else this.places.few(selection, this.surface.room);
      this.surface.setScene(this.scene);
    }
    this.surface.setShown(selection);
    if (moved && !state.place) this.surface.fit();
  }

  private tell(context: Context, old: Context | undefined): void {
    const { graph, entity, edge, selection } = context;
    if (old === undefined) return;
    if (entity >= 0 && entity !== old.entity)
      this.say(
        `${graph.nodes.label[entity].slice(0, 120)} selected, ${plural(row(graph.incident, entity).length, "relation")}`,
      );
    else if (edge >= 0 && edge !== old.edge) this.say(edgeText(graph, edge).slice(0, 240));
    else if (selection !== old.selection)
      this.say(`${plural(selection.nodes.length, "entity", "entities")} of ${selection.possible} shown`);
  }

  private actions(): Actions {
    const { graph, store } = this;
    const id = (i: number): string => (i < 0 ? "" : graph.nodes.id[i]);
    return {
      select: (i) => this.selectNode(i),
      selectEdge: (j) => store.set({ edge: edgeName(graph, j), entity: "" }),
      surround: (i) =>
        store.set({ around: id(i), path: [], place: "", ...(i >= 0 ? { entity: id(i), edge: "" } : {}) }),
      lineage: (i) => store.set({ view: "lineage", entity: id(i), edge: "" }),
      say: (text) => this.say(text),
    };
  }

  /** Selects an entity; one that is not in the picture is shown with its surroundings. */
  private selectNode(i: number): void {
    const { graph, store, context } = this;
    const id = graph.nodes.id[i];
    const visible = context?.selection.nodes.includes(i) ?? false;
    const change: Partial<State> = visible ? {} : { around: id, path: [], place: "" };
    store.set({ entity: id, edge: "", ...change });
  }

  private picked(node: number, edge: number, shift: boolean): void {
    const { graph, store } = this;
    this.stage.canvasHost.focus({ preventScroll: true });
    if (node >= 0) {
      const id = graph.nodes.id[node];
      const first = store.now.entity;
      if (shift && first && first !== id) store.set({ path: [first, id], entity: "", edge: "", around: "", place: "" });
      else store.set({ entity: id, edge: "" });
    } else if (edge >= 0) store.set({ edge: edgeName(graph, edge), entity: "" });
    else store.set({ entity: "", edge: "" });
  }

  private keys(search: () => void): Parameters<typeof listen>[0] {
    const { store } = this;
    return {
      search,
      pan: (dx, dy) => this.surface.panBy(dx, dy),
      zoom: (factor) => this.surface.zoomBy(factor),
      fit: () => this.surface.fit(),
      step: (by) => this.walk.step(by),
      enter: () => this.walk.enter(),
      escape: () => this.walk.back(),
      view: (view) => store.set({ view }),
      help: () => this.help.showModal(),
    };
  }

  private focusPanel(event: Event): void {
    event.preventDefault();
    const heading = document.querySelector<HTMLElement>("#tg-panel h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }

  private link(): string {
    const { place } = this.surface;
    this.store.set({ place });
    return `${location.href.split("#")[0]}#${this.store.fragment}`;
  }

  private shot(): Shot {
    const { graph, scene, style } = this;
    const shown = this.context?.selection ?? { nodes: new Uint32Array(0), edges: new Uint32Array(0) };
    const focus = this.context ? focusOf(this.context) : NO_FOCUS;
    return { graph, scene, shown, focus, style, frame: this.surface.frame(), labels: this.surface.placed() };
  }
}
