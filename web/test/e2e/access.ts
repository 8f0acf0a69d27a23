/** Every state passes axe, and everything can be done with the keys alone. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { bundle, root } from "../../build.mjs";
import { launch, open, ready } from "../browser.ts";
import { writePage } from "../page.ts";
import { sample } from "../sample.ts";

const AXE = readFileSync(createRequire(`${root}/package.json`).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser: Browser;
let file: string;
before(async () => {
  await bundle();
  browser = await launch();
  file = writePage(sample(), root, `${root}/build/access.html`);
});
after(() => browser.close());

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate(async (tags) => {
    const { axe } = window as unknown as {
      axe: { run(what: Document, how: object): Promise<{ violations: unknown[] }> };
    };
    return (await axe.run(document, { runOnly: { type: "tag", values: tags } })).violations;
  }, TAGS)) as Violation[];
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`).join(" / ")}`,
  );
}

/** axe is put in from outside, which the page's own policy would not allow. */
const LOOSE: BrowserContextOptions = { bypassCSP: true };
const PHONE: BrowserContextOptions = { ...LOOSE, viewport: { width: 320, height: 640 } };
const STATES: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ["overview", "", LOOSE],
  ["entity", "entity=model/clip", LOOSE],
  ["surroundings", "entity=model/clip&around=model/clip", LOOSE],
  ["edge", "edge=model/clip usesTechnique technique/contrastive-learning", LOOSE],
  ["trend", "entity=trend/multimodal-capabilities", LOOSE],
  ["path", "path=organisation/openai concern/bias", LOOSE],
  ["no path", "path=organisation/openai organisation/script", LOOSE],
  ["table", "view=table&entity=model/clip", LOOSE],
  ["lineage", "view=lineage&entity=model/clip", LOOSE],
  ["time", "from=2021-01&to=2021-12", LOOSE],
  ["empty", "from=1990-01&to=1990-02", LOOSE],
  ["unknown", "entity=model/nobody-knows", LOOSE],
  ["dark", "entity=model/clip", { ...LOOSE, colorScheme: "dark" }],
  ["phone", "", PHONE],
  ["phone with evidence", "entity=model/clip", PHONE],
];

for (const [name, fragment, options] of STATES) {
  test(`axe finds nothing: ${name}`, async () => {
    const { page, complaints } = await open(browser, file, fragment, options);
    await ready(page);
    for (const details of await page.locator("details:not(.menu)").all())
      await details.evaluate((element) => element.setAttribute("open", ""));
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(complaints, []);
    if (name.startsWith("phone")) {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `the page is ${width} wide`);
    }
    await page.context().close();
  });
}

const said = (page: Page): Promise<string> =>
  page
    .locator(".live")
    .textContent()
    .then((text) => text ?? "");
const state = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(
    () => (window as unknown as { trendgraph: { store: { now: Record<string, unknown> } } }).trendgraph.store.now,
  );

test("a journey by keys: search, surroundings, neighbours, back", async () => {
  const { page, complaints, requests } = await open(browser, file);
  await ready(page);
  await page.keyboard.press("/");
  await page.keyboard.type("clip");
  await page.locator("[role=option]", { hasText: "CLIP" }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal((await state(page)).entity, "model/clip");
  assert.match(await said(page), /CLIP selected, 4 relations/);
  await page.locator(".canvas").focus();
  await page.keyboard.press("n");
  const first = await said(page);
  await page.keyboard.press("n");
  assert.notEqual(await said(page), first);
  await page.keyboard.press("p");
  assert.equal((await said(page)).trim(), first.trim());
  await page.keyboard.press("Enter");
  const chosen = (await state(page)).entity;
  assert.notEqual(chosen, "model/clip");
  await page.keyboard.press("Enter");
  assert.equal((await state(page)).around, chosen);
  await page.keyboard.press("Escape");
  assert.equal((await state(page)).entity, "");
  await page.keyboard.press("Escape");
  assert.equal((await state(page)).around, "");
  assert.deepEqual([...complaints, ...requests], []);
});

test("arrows, plus, minus and zero move the picture; the question mark helps; letters change the view", async () => {
  const { page } = await open(browser, file);
  await ready(page);
  const place = (): Promise<string> =>
    page.evaluate(() => (window as unknown as { trendgraph: { surface: { place: string } } }).trendgraph.surface.place);
  await page.locator(".canvas").focus();
  const start = await place();
  for (const key of ["ArrowLeft", "ArrowUp", "+"]) {
    const was = await place();
    await page.keyboard.press(key);
    assert.notEqual(await place(), was, key);
  }
  await page.keyboard.press("0");
  assert.equal(await place(), start);
  await page.keyboard.press("?");
  assert.ok(await page.locator("dialog[open]").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("t");
  assert.ok(await page.locator("caption", { hasText: "Entities: 5 rows" }).isVisible());
});

test("Enter in the search finds what is spelt nearly so", async () => {
  const { page } = await open(browser, file);
  await ready(page);
  await page.keyboard.press("/");
  await page.keyboard.type("gemni");
  await page.waitForTimeout(100);
  assert.equal(await page.locator(".found [role=option]:visible").count(), 0);
  await page.keyboard.press("Enter");
  await page.locator(".found [role=option]", { hasText: "Gemini 1.0" }).waitFor();
});

test("with reduced motion nothing moves by itself, and the focus is always seen", async () => {
  const { page } = await open(browser, file, "", { reducedMotion: "reduce" });
  await ready(page);
  for (let step = 0; step < 25; step++) {
    await page.keyboard.press("Tab");
    const seen = (): boolean => {
      const element = document.activeElement;
      if (element === null || element === document.body) return true;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return style.outlineStyle !== "none" && box.width > 0 && box.height > 0;
    };
    // On a busy machine the style may come a moment after the focus.
    await page.waitForFunction(seen, null, { timeout: 5000 });
  }
});
