/** The file opens from disk, shows its graph, moves under the mouse, and asks nobody for anything. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { bundle, root } from "../../build.mjs";
import { launch, open, ready } from "../browser.ts";
import { writePage } from "../page.ts";
import { synthetic } from "../synthetic.ts";

let browser: Browser;
before(async () => {
  await bundle();
  browser = await launch();
});
after(() => browser.close());

test("a file of ten thousand entities opens, pans and zooms without a request or a complaint", async () => {
  const file = writePage(synthetic({ nodes: 10_000, edges: 20_000 }), root, `${root}/build/smoke.html`);
  const { page, requests, complaints } = await open(browser, file);
  await ready(page);
  const canvas = page.locator("canvas").first();
  const before = await canvas.screenshot();
  await canvas.hover({ position: { x: 200, y: 200 } });
  await page.mouse.down();
  await page.mouse.move(500, 400, { steps: 5 });
  await page.mouse.up();
  await page.mouse.wheel(0, -300);
  let now = before;
  for (let tries = 0; now.equals(before) && tries < 100; tries++) now = await canvas.screenshot();
  assert.notDeepEqual(now, before, "the picture moved");
  assert.deepEqual(requests, []);
  assert.deepEqual(complaints, []);
});
