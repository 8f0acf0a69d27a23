/** A file that `trendgraph visualise` made of the shipped data: TRENDGRAPH_FILE names it. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, open, ready } from "../browser.ts";

const file = process.env.TRENDGRAPH_FILE ?? "";
let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the real file opens, finds an entity, shows who says what, and asks nobody for anything", async () => {
  const { page, complaints, requests } = await open(browser, file);
  await ready(page);
  assert.match(await page.locator(".shown").innerText(), /^[\d,]+ (of [\d,]+ )?entit(y|ies)\s+shown/);
  assert.match(await page.locator(".release").innerText(), /^Release \S+ · evidence up to \d{4}-\d{2}-\d{2}$/);
  await page.keyboard.press("/");
  await page.keyboard.insertText("CLIP");
  await page.keyboard.press("Enter");
  await page.locator(".found [role=option][aria-selected=true]").waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".panel h2", { hasText: "CLIP" }).waitFor();
  await page.locator(".who", { hasText: "claim" }).first().click();
  await page.locator(".claim").first().waitFor();
  assert.match(await page.locator(".claim").first().innerText(), /affirms|denies/);
  assert.ok((await page.locator(".claim .evidence li").count()) > 0);
  assert.deepEqual([...complaints, ...requests], []);
});
