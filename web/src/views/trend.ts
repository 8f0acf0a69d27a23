/** What is judged, measured and checked of a trend. */

import type { Graph, Trend } from "../data/graph.ts";
import type { Series } from "../data/payload.ts";
import { h, longText, s } from "./dom.ts";

export function trendParts(graph: Graph, i: number): HTMLElement[] {
  const trend = graph.trends.find((each) => each.entity === i);
  if (trend === undefined) return [];
  return [phases(trend), ...trend.series.map(series), verdicts(trend)].filter(
    (part): part is HTMLElement => part !== undefined,
  );
}

function phases({ phases: said = [] }: Trend): HTMLElement | undefined {
  if (said.length === 0) return undefined;
  const line = (phase: (typeof said)[number]): HTMLElement =>
    h(
      "li",
      {},
      h("b", {}, [phase.stage, phase.direction].filter(Boolean).join(", ") || "stage not said"),
      ` ${[phase.from ?? "…", phase.to ?? "…"].map((day) => day.slice(0, 7)).join(" to ")}`,
      phase.judged_by && h("span", { class: "about" }, `judged by ${phase.judged_by}`),
    );
  return h("section", { class: "group" }, h("h3", {}, "Judged"), h("ul", { class: "links" }, ...said.map(line)));
}

function verdicts({ verdicts: said = [] }: Trend): HTMLElement | undefined {
  if (said.length === 0) return undefined;
  const line = (verdict: (typeof said)[number]): HTMLElement =>
    h(
      "li",
      {},
      h("span", { class: "badge" }, verdict.value),
      " ",
      longText(verdict.claim),
      verdict.why && h("span", { class: "about" }, verdict.why),
    );
  return h("section", { class: "group" }, h("h3", {}, "Checked"), h("ul", { class: "links" }, ...said.map(line)));
}

const WIDTH = 300;
const HEIGHT = 64;

function number(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(3)));
}

/** A sparkline with its interval, and the same in words and as a table. */
function series(of: Series): HTMLElement {
  const points = of.points
    .filter((point) => point[2] !== null)
    .map(([start, , value, lower, upper, complete]) => ({
      start,
      value: value as number,
      lower: lower ?? (value as number),
      upper: upper ?? (value as number),
      complete: complete !== false && complete !== 0,
    }));
  const about = [of.unit, of.denominator && `of ${of.denominator}`, of.source].filter(Boolean).join(" · ");
  if (points.length === 0)
    return h(
      "section",
      { class: "group" },
      h("h3", {}, `Measured: ${of.indicator}`),
      h("p", {}, "No period has a value."),
    );
  const top = Math.max(...points.map((point) => point.upper), 1e-12);
  const x = (at: number): number => 4 + (at / Math.max(1, points.length - 1)) * (WIDTH - 8);
  const y = (value: number): number => HEIGHT - 4 - (Math.max(0, value) / top) * (HEIGHT - 12);
  const at = (value: number, index: number): string => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  const band = [
    ...points.map((point, index) => at(point.upper, index)),
    ...points.map((point, index) => at(point.lower, index)).reverse(),
  ];
  const [first, last] = [points[0], points[points.length - 1]];
  const words = `${of.indicator}: ${number(first.value)} in ${first.start.slice(0, 7)}, ${number(last.value)} in ${last.start.slice(0, 7)}`;
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "spark", role: "img", "aria-label": words },
    s("path", { d: `M4 ${HEIGHT - 4}H${WIDTH - 4}`, class: "axis" }),
    s("path", { d: `M${band.join("L")}Z`, class: "band" }),
    s("path", { d: `M${points.map((point, index) => at(point.value, index)).join("L")}`, class: "line" }),
    ...points.map((point, index) =>
      s("circle", {
        cx: x(index).toFixed(1),
        cy: y(point.value).toFixed(1),
        r: points.length > 24 ? 1.5 : 2.6,
        class: point.complete ? "dot" : "dot open",
      }),
    ),
  );
  const rows = points.map((point) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, point.start.slice(0, 7)),
      h("td", {}, number(point.value)),
      h("td", {}, `${number(point.lower)} to ${number(point.upper)}`),
      h("td", {}, point.complete ? "" : "not complete"),
    ),
  );
  return h(
    "section",
    { class: "group" },
    h("h3", {}, `Measured: ${of.indicator}`),
    h(
      "figure",
      {},
      picture,
      h(
        "figcaption",
        {},
        `${number(first.value)} (${first.start.slice(0, 7)}) to ${number(last.value)} (${last.start.slice(0, 7)})${last.complete ? "" : ", last period not complete"}. ${about}`,
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, "As a table"),
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h("tr", {}, ...["Period", "Value", "Interval", "Note"].map((text) => h("th", { scope: "col" }, text))),
        ),
        h("tbody", {}, ...rows),
      ),
    ),
  );
}
