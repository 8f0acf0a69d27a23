/** Figures of the explorer on synthetic graphs, for benchmarks/README.md: `npm run bench [-- REPEATS]`. */

import { statSync } from "node:fs";
import { cpus } from "node:os";
import type { Browser, Page } from "playwright-core";
import { bundle, root } from "../build.mjs";
import { launch, open, ready } from "../test/browser.ts";
import { writePage } from "../test/page.ts";
import { synthetic } from "../test/synthetic.ts";

interface Bench {
  readonly nodes: number;
  readonly edges: number;
  readonly limit: number;
}

/** What a page that is being measured offers. */
interface Measured {
  readonly store: { set(change: object): void };
  readonly surface: {
    settled(): Promise<void>;
    readonly stats: { readonly picked: number[]; readonly painted: number[] };
  };
  readonly search: { find(query: string, fuzzy: boolean): Promise<number[]>; readonly took: number[] };
}

const SIZES: readonly Bench[] = [
  { nodes: 10_000, edges: 20_000, limit: 200 },
  { nodes: 20_000, edges: 40_000, limit: 20_000 },
  { nodes: 10_000, edges: 100_000, limit: 10_000 },
  { nodes: 100_000, edges: 200_000, limit: 100_000 },
];

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((p, q) => p - q)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds between frames while something is done. */
async function frames(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { frameTimes: times, frameStop: false });
    const tick = (now: number): void => {
      times.push(now);
      if (!(window as unknown as { frameStop: boolean }).frameStop) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const times = await page.evaluate(() => {
    Object.assign(window, { frameStop: true });
    return (window as unknown as { frameTimes: number[] }).frameTimes;
  });
  return times.slice(1).map((time, i) => time - times[i]);
}

async function drag(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  await page.mouse.down();
  for (let step = 0; step < 60; step++) {
    await page.mouse.move(600 + 260 * Math.sin(step / 6), 400 + 160 * Math.cos(step / 5));
    await page.waitForTimeout(12);
  }
  await page.mouse.up();
}

async function wheel(page: Page): Promise<void> {
  await page.mouse.move(640, 380);
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, step < 20 ? -60 : 60);
    await page.waitForTimeout(16);
  }
}

async function hover(page: Page): Promise<void> {
  for (let step = 0; step < 40; step++) await page.mouse.move(400 + step * 10, 200 + ((step * 37) % 300));
}

/** From the wish to the picture on the stage. */
function filtering(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { store, surface } = (window as unknown as { trendgraph: Measured }).trendgraph;
    const took: number[] = [];
    const wishes = [
      { confidence: 80 },
      { confidence: 0 },
      { from: 620 },
      { from: 610, to: 630 },
      { from: undefined, to: undefined },
      { kinds: ["Task", "Technique"] },
      { kinds: [] },
    ];
    for (const wish of wishes) {
      const start = performance.now();
      store.set(wish);
      await surface.settled();
      await new Promise(requestAnimationFrame);
      took.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 60));
    }
    return took;
  });
}

function searching(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { search } = (window as unknown as { trendgraph: Measured }).trendgraph;
    await search.find("al", false);
    const before = search.took.length;
    for (const query of ["con", "conf", "gra lo", "quapal", "trasom"]) await search.find(query, false);
    await search.find("graloqa", true);
    return search.took.slice(before);
  });
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const used: Record<string, number> = { ...(await session.send("Runtime.getHeapUsage")) };
  return (used.usedSize + (used.embedderHeapUsedSize ?? 0) + (used.backingStorageSize ?? 0)) / 2 ** 20;
}

async function measure(
  browser: Browser,
  { nodes, edges, limit }: Bench,
  file: string,
): Promise<Record<string, number>> {
  const { page, requests, complaints } = await open(browser, file, limit === 200 ? "" : `limit=${limit}`);
  const first = await ready(page);
  await page.waitForTimeout(300);
  const pan = await frames(page, () => drag(page));
  await page.waitForTimeout(300);
  const zoom = await frames(page, () => wheel(page));
  await hover(page);
  const { picked, painted } = await page.evaluate(() => {
    return (window as unknown as { trendgraph: Measured }).trendgraph.surface.stats;
  });
  const filter = await filtering(page);
  const used = await heap(page);
  const search = nodes <= 20_000 ? await searching(page) : [];
  if (requests.length + complaints.length > 0) throw new Error([...requests, ...complaints].join("\n"));
  await page.context().close();
  return {
    nodes,
    edges,
    limit,
    ready: first,
    pan: quantile(pan, 0.95),
    zoom: quantile(zoom, 0.95),
    paint: median(painted),
    filter: median(filter),
    worst: Math.max(...filter),
    pick: quantile(picked, 0.95),
    search: search.length > 0 ? Math.max(...search) : Number.NaN,
    heap: used,
    kilobytes: statSync(file).size / 1000,
  };
}

const HEAD = ["entities, relations, shown", "file kB", "ready ms", "pan p95 ms", "zoom p95 ms", "picture ms"];
const REST = ["filter median ms", "slowest filter ms", "pick p95 ms", "slowest search ms", "heap MiB"];
const repeats = Number(process.argv[2] ?? 3);
const { gzipped } = await bundle();
console.log(
  `script ${gzipped} bytes gzipped; ${cpus().length} × ${cpus()[0]?.model}; best, then median, of ${repeats}`,
);
console.log(`| ${[...HEAD, ...REST].join(" | ")} |\n|${"---|".repeat(HEAD.length + REST.length)}`);
for (const size of SIZES) {
  const file = writePage(synthetic(size), root, `${root}/build/bench-${size.nodes}-${size.edges}.html`);
  const runs: Record<string, number>[] = [];
  for (let run = 0; run < repeats; run++) {
    const browser = await launch();
    runs.push(await measure(browser, size, file));
    await browser.close();
  }
  const cell = (key: string, digits = 0): string => {
    const values = runs.map((run) => run[key]);
    if (values.some(Number.isNaN)) return "–";
    const [best, middle] = [Math.min(...values).toFixed(digits), median(values).toFixed(digits)];
    return best === middle ? best : `${best}, ${middle}`;
  };
  const name = [size.nodes, size.edges, size.limit].map((value) => value.toLocaleString("en-GB")).join(" / ");
  const columns = ["kilobytes", "ready", "pan", "zoom", "paint", "filter", "worst"].map((key) => cell(key));
  console.log(`| ${name} | ${columns.join(" | ")} | ${cell("pick", 2)} | ${cell("search", 1)} | ${cell("heap")} |`);
}
