/** When the evidence was issued: a histogram with two thumbs, and a button that lets time run. */

import { monthText } from "../data/dates.ts";
import type { Graph } from "../data/graph.ts";
import type { Store } from "../state/store.ts";
import { count, h, replace, s } from "./dom.ts";
import type { Part } from "./part.ts";

const MOST_BINS = 72;
const STEPS = [1, 3, 6, 12, 24, 60, 120];
/** One in so many pieces of evidence may lie before the first step. */
const EARLY = 100;
const HEIGHT = 40;
const PLAY_MS = 700;

/** Equal steps of months from the first dated evidence to the last. */
export class Scale {
  readonly step: number;
  readonly first: number;
  readonly bins: number;

  /** The first step holds what is older too, where that is little: a few old papers would press everything to the right. */
  readonly clipped: boolean;

  constructor(graph: Graph) {
    const { last, all } = graph.dated;
    const early = Uint16Array.from(all).sort()[Math.floor(all.length / EARLY)] ?? graph.dated.first;
    const first = Math.min(early, last);
    this.clipped = graph.dated.first < first;
    this.step = STEPS.find((months) => (last - first) / months < MOST_BINS) ?? 240;
    // Steps begin in January, so that a quarter is a quarter.
    this.first = Math.floor(first / this.step) * this.step;
    this.bins = Math.floor((last - this.first) / this.step) + 1;
  }

  bin(month: number): number {
    return Math.max(0, Math.min(this.bins - 1, Math.floor((month - this.first) / this.step)));
  }

  from(bin: number): number {
    return this.first + bin * this.step;
  }

  to(bin: number): number {
    return this.from(bin + 1) - 1;
  }

  text(bin: number): string {
    const start = monthText(this.from(bin));
    if (bin === 0 && this.clipped) return `before ${monthText(this.to(0) + 1)}`;
    if (this.step === 1) return start;
    if (this.step === 3) return `${start.slice(0, 4)} Q${Math.ceil(Number(start.slice(5)) / 3)}`;
    return this.step >= 12 ? start.slice(0, 4) : start;
  }
}

/** Pieces of dated evidence in each step. */
export function histogram(graph: Graph, scale: Scale): Uint32Array {
  const bins = new Uint32Array(scale.bins);
  for (const month of graph.dated.all) bins[scale.bin(month)]++;
  return bins;
}

export function timeline(graph: Graph, store: Store): Part {
  const scale = new Scale(graph);
  const bins = histogram(graph, scale);
  const total = graph.dated.all.length;
  const undated = graph.evidence.count - total;
  const most = Math.max(1, ...bins);
  const bars = Array.from(bins, (value, at) =>
    s(
      "rect",
      { x: at + 0.08, width: 0.84, y: HEIGHT - (value / most) * HEIGHT, height: (value / most) * HEIGHT },
      s("title", {}, `${scale.text(at)}: ${count(value)}`),
    ),
  );
  const chart = s(
    "svg",
    { viewBox: `0 0 ${scale.bins} ${HEIGHT}`, preserveAspectRatio: "none", class: "bars", "aria-hidden": "true" },
    ...bars,
  );
  const thumb = (label: string): HTMLInputElement =>
    h("input", { type: "range", min: 0, max: scale.bins - 1, step: 1, "aria-label": label });
  const [from, to] = [thumb("Evidence issued from"), thumb("Evidence issued until")];
  const words = h("p", { class: "range", id: "tg-range" });
  let timer = 0;

  const set = (low: number, high: number): void => {
    store.set({
      from: low <= 0 ? undefined : scale.from(low),
      to: high >= scale.bins - 1 ? undefined : scale.to(high),
    });
  };
  const stop = (): void => {
    window.clearInterval(timer);
    timer = 0;
    replace(play, "▶ Play");
  };
  const moved = (): void => {
    if (timer) stop();
    const [low, high] = [Number(from.value), Number(to.value)];
    set(Math.min(low, high), Math.max(low, high));
  };
  const play = h("button", { type: "button", class: "play" }, "▶ Play");
  play.addEventListener("click", () => {
    if (timer) {
      stop();
      return;
    }
    // Evidence gathers from the first thumb on; from the end, time begins again.
    const low = scale.bin(store.now.from ?? scale.first);
    let high = store.now.to === undefined ? low : scale.bin(store.now.to);
    set(low, high);
    replace(play, "⏸ Pause");
    timer = window.setInterval(() => {
      high += 1;
      set(low, high);
      if (high >= scale.bins - 1) stop();
    }, PLAY_MS);
  });
  from.addEventListener("input", moved);
  to.addEventListener("input", moved);
  const everything = (): void => {
    stop();
    set(0, scale.bins - 1);
  };
  const all = h("button", { type: "button", class: "play", click: everything }, "All time");
  const element = h(
    "section",
    { class: "timeline", "aria-label": "Time" },
    h("div", { class: "words" }, h("h2", {}, "Evidence by date of issue"), words),
    h("div", { class: "track" }, chart, h("div", { class: "thumbs" }, from, to)),
    h("div", { class: "buttons" }, play, all),
  );
  return {
    element,
    update({ state }) {
      const low = scale.bin(state.from ?? scale.first);
      const high = state.to === undefined ? scale.bins - 1 : scale.bin(state.to);
      if (document.activeElement !== from || Number(from.value) !== low) from.value = String(low);
      to.value = String(high);
      from.setAttribute("aria-valuetext", scale.text(low));
      to.setAttribute("aria-valuetext", scale.text(high));
      let inside = 0;
      bars.forEach((bar, at) => {
        const chosen = at >= low && at <= high;
        if (chosen) inside += bins[at];
        bar.setAttribute("class", chosen ? "bar chosen" : "bar");
      });
      const open = state.from === undefined && state.to === undefined;
      element.hidden = total === 0;
      all.disabled = open;
      replace(
        words,
        h("b", {}, `${scale.text(low)} to ${scale.text(high)}`),
        ` · ${count(inside)} of ${count(total)} dated`,
        undated > 0 && ` · ${count(undated)} undated${open ? "" : ", not shown"}`,
      );
    },
  };
}
