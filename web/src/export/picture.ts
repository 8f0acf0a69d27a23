/** What the stage shows as SVG and as PNG, with a legend, and where it comes from below it. */

import type { Graph } from "../data/graph.ts";
import { fontOf, type Label, shorten } from "../render/labels.ts";
import { Painter } from "../render/painter.ts";
import { pathData } from "../render/shapes.ts";
import type { Focus, Frame, Scene, Shown, Style } from "../render/types.ts";
import { xml } from "./tables.ts";

export interface Shot {
  readonly graph: Graph;
  readonly scene: Scene;
  readonly shown: Shown;
  readonly focus: Focus;
  readonly frame: Frame;
  readonly labels: readonly Label[];
  readonly style: Style;
}

const FOOT = 64;
const round = (value: number): string => String(Math.round(value * 10) / 10);

/** Kinds in the picture, the most frequent first. */
function kindsIn({ graph, shown }: Shot): number[] {
  const counts = new Map<number, number>();
  for (const i of shown.nodes) counts.set(graph.nodes.kind[i], (counts.get(graph.nodes.kind[i]) ?? 0) + 1);
  return [...counts].sort((p, q) => q[1] - p[1]).map(([kind]) => kind);
}

function caption({ graph, shown }: Shot): string {
  const { release, evidence_up_to, selection } = graph.meta;
  return `${shown.nodes.length} entities, ${shown.edges.length} relations of ${selection}. trendgraph ${release}${evidence_up_to ? `, evidence up to ${evidence_up_to}` : ""}. Dashed: follows by rule.`;
}

/** Places of the legend's entries, in lines that fit the width. */
function legend(shot: Shot): { kind: number; x: number; y: number; text: string }[] {
  const entries: { kind: number; x: number; y: number; text: string }[] = [];
  let x = 16;
  let y = shot.frame.height + 16;
  for (const kind of kindsIn(shot).slice(0, 24)) {
    const text = shot.graph.kinds[kind]?.label ?? "";
    const width = 26 + text.length * 6.4;
    if (x + width > shot.frame.width) {
      x = 16;
      y += 17;
      if (y > shot.frame.height + 36) break;
    }
    entries.push({ kind, x, y, text });
    x += width;
  }
  return entries;
}

export function svg(shot: Shot): string {
  const { scene, shown, frame, labels, style, graph, focus } = shot;
  const { k, x, y } = frame.view;
  const px = (i: number): number => scene.x[i] * k + x;
  const py = (i: number): number => scene.y[i] * k + y;
  const strong = new Set(focus.edges);
  const bright = new Set(focus.nodes);
  const path = (edges: Iterable<number>): string => {
    let d = "";
    for (const j of edges)
      d += `M${round(px(scene.a[j]))} ${round(py(scene.a[j]))}L${round(px(scene.b[j]))} ${round(py(scene.b[j]))}`;
    return d;
  };
  const some = (inferred: number, lit: boolean): number[] =>
    [...shown.edges].filter((j) => scene.inferred[j] === inferred && strong.has(j) === lit);
  const pale = focus.nodes.length > 0 ? 0.25 : 1;
  const line = (lit: boolean, inferred: number): string => {
    const d = path(some(inferred, lit));
    const dash = inferred ? ' stroke-dasharray="4 3"' : "";
    const ink = lit
      ? `stroke="${style.strong}" stroke-width="1.4" stroke-opacity="0.85"`
      : `stroke="${style.edge}" stroke-opacity="${0.55 * pale}"`;
    return d ? `<path d="${d}" fill="none" ${ink}${dash}/>` : "";
  };
  const dot = (i: number): string =>
    `<path d="${pathData(scene.shape[i], px(i), py(i), Math.max(0.7, scene.size[i] * frame.scale))}" fill="${style.colours[scene.colour[i]] ?? style.text}" fill-opacity="${bright.size === 0 || bright.has(i) ? 1 : pale}" stroke="${style.outline}" stroke-width="0.8"><title>${xml(shorten(graph.nodes.label[i], 200))}</title></path>`;
  const name = (label: Label): string =>
    `<text x="${round(px(label.node) + label.dx)}" y="${round(py(label.node) + label.dy)}"${label.strong ? ' font-weight="600"' : ""}>${xml(label.text)}</text>`;
  const key = legend(shot).map(
    ({ kind, x: at, y: line_, text }) =>
      `<path d="${pathData(graph.kinds[kind].shape, at, line_, 5)}" fill="${style.colours[graph.kinds[kind].colour] ?? style.text}"/><text x="${at + 10}" y="${line_ + 4}">${xml(text)}</text>`,
  );
  const height = frame.height + FOOT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${height}" viewBox="0 0 ${frame.width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="${style.text}">`,
    `<title>${xml(graph.meta.title)}</title><desc>${xml(caption(shot))}</desc>`,
    `<rect width="100%" height="100%" fill="${style.background}"/>`,
    `<svg width="${frame.width}" height="${frame.height}">`,
    line(false, 0) + line(false, 1) + line(true, 0) + line(true, 1),
    ...[...shown.nodes].reverse().map(dot),
    `<g paint-order="stroke" stroke="${style.background}" stroke-width="3" stroke-linejoin="round">`,
    ...labels.map(name),
    "</g></svg>",
    ...key,
    `<text x="12" y="${height - 10}" font-size="11">${xml(caption(shot))}</text>`,
    "</svg>",
    "",
  ].join("\n");
}

/** Twice as fine as the screen, at least. */
export function png(shot: Shot): Promise<Blob | null> {
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  const inner = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const target = inner.getContext("2d");
  if (context === null || target === null) return Promise.resolve(null);
  const painter = new Painter(inner, target);
  painter.setScene(shot.scene);
  painter.setShown(shot.shown);
  painter.paint({ ...shot.frame, margin: 0, ratio }, shot.focus, shot.style);
  canvas.width = inner.width;
  canvas.height = inner.height + FOOT * ratio;
  context.fillStyle = shot.style.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(inner, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  write(context, shot);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function write(context: CanvasRenderingContext2D, shot: Shot): void {
  const { style, scene, frame, labels, graph } = shot;
  const { k, x, y } = frame.view;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = style.background;
  for (const label of labels) {
    context.font = fontOf(label.strong);
    context.fillStyle = style.text;
    const [px, py] = [scene.x[label.node] * k + x + label.dx, scene.y[label.node] * k + y + label.dy];
    context.strokeText(label.text, px, py);
    context.fillText(label.text, px, py);
  }
  context.font = fontOf(false);
  for (const { kind, x: at, y: line, text } of legend(shot)) {
    context.fillStyle = style.colours[graph.kinds[kind].colour] ?? style.text;
    context.fill(new Path2D(pathData(graph.kinds[kind].shape, at, line, 5)));
    context.fillStyle = style.text;
    context.fillText(text, at + 10, line + 4);
  }
  context.fillText(caption(shot), 12, frame.height + FOOT - 10);
}
