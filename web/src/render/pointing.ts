/** What a pointer does to the stage, and how the stage marks what it points at. */

/** Milliseconds, for whoever measures. */
export interface Stats {
  readonly painted: number[];
  readonly blitted: number[];
  readonly picked: number[];
}

export interface SurfaceEvents {
  hover(node: number): void;
  pick(node: number, edge: number, shift: boolean): void;
  /** The view came to rest after somebody moved it. */
  rest(place: string): void;
}

interface Pointing {
  /** A place on the stage; -1 when the pointer has left it. */
  hover(x: number, y: number): void;
  press(x: number, y: number, shift: boolean): void;
}

export function pointing(canvas: HTMLCanvasElement, to: Pointing): void {
  const place = (event: MouseEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons === 0) to.hover(...place(event));
  });
  canvas.addEventListener("pointerleave", () => to.hover(-1, -1));
  canvas.addEventListener("click", (event) => to.press(...place(event), event.shiftKey));
}

export function ring(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  width: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
