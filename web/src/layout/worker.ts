/** Lays out in steps and says how far it is; stops when it is told to, keeping what it has. */

import { Forces, type Job } from "./forces.ts";

export type ToLayout =
  | { readonly type: "start"; readonly id: number; readonly job: Job; readonly rounds: number }
  | { readonly type: "stop" };

export interface Placed {
  readonly id: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly done: number;
  readonly rounds: number;
  readonly last: boolean;
}

const EVERY_MS = 120;
let running = 0;

function step(forces: Forces, id: number, done: number, rounds: number): void {
  let now = done;
  const until = performance.now() + EVERY_MS;
  const stopped = running !== id;
  while (!stopped && now < rounds && performance.now() < until) {
    forces.run(1);
    now += 1;
  }
  const last = stopped || now >= rounds;
  self.postMessage({ id, ...forces.places(), done: now, rounds, last } satisfies Placed);
  if (!last) setTimeout(step, 0, forces, id, now, rounds);
}

self.onmessage = ({ data }: MessageEvent<ToLayout>) => {
  if (data.type === "stop") {
    running = 0;
    return;
  }
  running = data.id;
  step(new Forces(data.job), data.id, 0, data.rounds);
};
