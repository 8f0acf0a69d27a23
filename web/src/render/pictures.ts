/** Finished pictures of the graph: painted in a worker where the browser can, on the page where not. */

import workerSource from "worker:./worker.ts";
import { Painter } from "./painter.ts";
import type { Focus, Frame, Painted, Scene, Shown, Style, ToPainter } from "./types.ts";

export interface Picture {
  readonly image: CanvasImageSource;
  readonly frame: Frame;
}

export class Pictures {
  /** Milliseconds that each picture took, in the worker. */
  readonly took: number[] = [];
  last: Picture | undefined;
  private readonly worker: Worker | undefined;
  private readonly local: Painter | undefined;
  private readonly localCanvas = document.createElement("canvas");
  private requested: { readonly id: number; readonly frame: Frame } | undefined;
  private next: (() => void) | undefined;
  private ids = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly arrived: () => void) {
    this.worker = startWorker();
    if (this.worker) {
      this.worker.onmessage = ({ data }: MessageEvent<Painted>) => this.take(data);
      return;
    }
    const context = this.localCanvas.getContext("2d", { alpha: false });
    if (context) this.local = new Painter(this.localCanvas, context);
  }

  setScene(scene: Scene): void {
    this.local?.setScene(scene);
    this.post({ type: "scene", scene });
  }

  setShown(shown: Shown): void {
    this.local?.setShown(shown);
    this.post({ type: "shown", shown });
  }

  /** The frame of the picture on its way, or of the last one. */
  get frame(): Frame | undefined {
    return this.requested?.frame ?? this.last?.frame;
  }

  /** Asks for a picture; while one is on its way, only the last wish is kept. */
  ask(frame: () => Frame, focus: Focus, style: Style): void {
    if (this.requested) {
      this.next = () => this.ask(frame, focus, style);
      return;
    }
    const id = ++this.ids;
    const wanted = frame();
    this.requested = { id, frame: wanted };
    if (this.local === undefined) {
      this.post({ type: "draw", id, frame: wanted, focus, style });
      return;
    }
    const start = performance.now();
    this.local.paint(wanted, focus, style);
    const ms = performance.now() - start;
    queueMicrotask(() => this.take({ id, bitmap: this.localCanvas, ms }));
  }

  /** Resolves when everything asked for so far has been painted. */
  settled(): Promise<void> {
    if (this.requested === undefined) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private post(message: ToPainter): void {
    this.worker?.postMessage(message);
  }

  private take({ id, bitmap, ms }: Painted): void {
    if (this.requested?.id !== id) return;
    const old = this.last?.image;
    if (typeof ImageBitmap !== "undefined" && old instanceof ImageBitmap) old.close();
    this.last = { image: bitmap, frame: this.requested.frame };
    this.requested = undefined;
    this.took.push(ms);
    this.arrived();
    const next = this.next;
    this.next = undefined;
    if (next) {
      next();
      return;
    }
    const waiting = this.waiting;
    this.waiting = [];
    for (const done of waiting) done();
  }
}

/** A worker that paints, where the browser can paint away from the page. */
function startWorker(): Worker | undefined {
  if (typeof OffscreenCanvas === "undefined" || typeof Worker === "undefined") return undefined;
  try {
    if (new OffscreenCanvas(1, 1).getContext("2d") === null) return undefined;
    return new Worker(URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" })));
  } catch {
    return undefined;
  }
}
