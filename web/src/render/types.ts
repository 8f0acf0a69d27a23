/** What the painter needs to know, in a form that can be posted to a worker. */

/** Screen = point * k + (x, y), in CSS pixels. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** One picture: the view, the size of the stage, how far the bitmap reaches beyond it, and device pixels per CSS pixel. */
export interface Frame {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly ratio: number;
  /** Factor on the radius of every node. */
  readonly scale: number;
}

/** All that can be drawn. */
export interface Scene {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Radius in CSS pixels at scale 1. */
  readonly size: Float32Array;
  readonly colour: Uint8Array;
  readonly shape: Uint8Array;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly inferred: Uint8Array;
}

/** What of it is drawn: nodes by falling weight, and edges. */
export interface Shown {
  readonly nodes: Uint32Array;
  readonly edges: Uint32Array;
}

/** What stands out; all else is pale while there is something here. */
export interface Focus {
  readonly nodes: Uint32Array;
  readonly edges: Uint32Array;
}

export interface Style {
  readonly background: string;
  readonly edge: string;
  readonly strong: string;
  readonly outline: string;
  readonly text: string;
  readonly accent: string;
  readonly colours: readonly string[];
}

export type ToPainter =
  | { readonly type: "scene"; readonly scene: Scene }
  | { readonly type: "shown"; readonly shown: Shown }
  | { readonly type: "draw"; readonly id: number; readonly frame: Frame; readonly focus: Focus; readonly style: Style };

export interface Painted {
  readonly id: number;
  readonly bitmap: CanvasImageSource;
  readonly ms: number;
}

export const NO_FOCUS: Focus = { nodes: new Uint32Array(0), edges: new Uint32Array(0) };
