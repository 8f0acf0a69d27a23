/** Outlines of nodes. A kind is told by its shape as well as by its colour. */

export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}

function polygon(corners: number, turn: number, inner = 1): readonly (readonly [number, number])[] {
  const count = inner === 1 ? corners : corners * 2;
  return Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    const radius = i % 2 === 1 ? inner : 1;
    return [Math.cos(angle) * radius, Math.sin(angle) * radius] as const;
  });
}

const UP = -Math.PI / 2;
const cross = [-0.38, -1, 0.38, -1, 0.38, -0.38, 1, -0.38, 1, 0.38, 0.38, 0.38, 0.38, 1, -0.38, 1];
const CROSS: readonly (readonly [number, number])[] = [
  ...pairs(cross),
  ...pairs([-0.38, 0.38, -1, 0.38, -1, -0.38, -0.38, -0.38]),
];

function pairs(flat: readonly number[]): (readonly [number, number])[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]] as const);
}

/** Corners on the unit circle, scaled so that all shapes look about equally large; the first one, a circle, has none. */
const SHAPES: readonly { readonly grow: number; readonly points: readonly (readonly [number, number])[] }[] = [
  { grow: 1, points: [] },
  { grow: 1.22, points: polygon(4, Math.PI / 4) },
  { grow: 1.3, points: polygon(3, UP) },
  { grow: 1.28, points: polygon(4, 0) },
  { grow: 1.12, points: polygon(6, UP) },
  { grow: 1.42, points: polygon(5, UP, 0.5) },
  { grow: 1.3, points: polygon(3, -UP) },
  { grow: 1.15, points: CROSS },
];

export const SHAPE_COUNT = SHAPES.length;

export function trace(pen: Pen, shape: number, x: number, y: number, radius: number): void {
  const { grow, points } = SHAPES[shape % SHAPE_COUNT];
  if (points.length === 0) {
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const r = radius * grow;
  pen.moveTo(x + points[0][0] * r, y + points[0][1] * r);
  for (let i = 1; i < points.length; i++) pen.lineTo(x + points[i][0] * r, y + points[i][1] * r);
  pen.closePath();
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

/** The same outline as the `d` of an SVG path. */
export function pathData(shape: number, x: number, y: number, radius: number): string {
  const parts: string[] = [];
  trace(
    {
      moveTo: (px, py) => void parts.push(`M${short(px)} ${short(py)}`),
      lineTo: (px, py) => void parts.push(`L${short(px)} ${short(py)}`),
      arc: (cx, cy, r) => {
        const half = `A${short(r)} ${short(r)} 0 1 1`;
        parts.push(`${half} ${short(cx - r)} ${short(cy)}${half} ${short(cx + r)} ${short(cy)}`);
      },
      closePath: () => void parts.push("Z"),
    },
    shape,
    x,
    y,
    radius,
  );
  return parts.join("");
}
