/** The painter in a worker: it never holds up the page, and hands over a finished bitmap. */

import { Painter } from "./painter.ts";
import type { ToPainter } from "./types.ts";

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
const painter = context ? new Painter(canvas, context) : undefined;

interface Host {
  onmessage: ((event: MessageEvent<ToPainter>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}
const host = globalThis as unknown as Host;

host.onmessage = ({ data }) => {
  if (painter === undefined) return;
  if (data.type === "scene") painter.setScene(data.scene);
  else if (data.type === "shown") painter.setShown(data.shown);
  else {
    const start = performance.now();
    painter.paint(data.frame, data.focus, data.style);
    const bitmap = canvas.transferToImageBitmap();
    host.postMessage({ id: data.id, bitmap, ms: performance.now() - start }, [bitmap]);
  }
};
