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
  ["forced colours", "entity=trend/multimodal-capabilities", { ...LOOSE, forcedColors: "active" }],
  [
    "forced colours on a dark ground",
    "view=table&entity=model/clip",
    { ...LOOSE, forcedColors: "active", colorScheme: "dark" },
  ],
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
  await page.keyboard.insertText("clip");
  await page.locator(".found [role=option]", { hasText: "CLIP" }).first().waitFor();
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
  await page.keyboard.insertText("gemni");
  await page.locator("#tg-search-hint", { hasText: "Nothing begins so" }).waitFor();
  assert.equal(await page.locator(".found [role=option]:visible").count(), 0);
  await page.keyboard.press("Enter");
  await page.locator(".found [role=option]", { hasText: "Gemini 1.0" }).waitFor();
});

test("with forced colours the picture's ground is that of the system, and what is pressed or chosen is seen", async () => {
  const { page } = await open(browser, file, "view=table&entity=model/clip", { forcedColors: "active" });
  await ready(page);
  const theme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.theme);
  const colour = (selector: string): Promise<string> =>
    page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(await theme(), "light");
  assert.notEqual(await colour(".views [aria-pressed=true]"), await colour(".views [aria-pressed=false] >> nth=0"));
  const outline = page.locator("tr.chosen td").first();
  assert.equal(await outline.evaluate((element) => getComputedStyle(element).outlineStyle), "solid");
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
});

test("on paper: the picture whole, dark on light, claims unfolded, and nothing to press", async () => {
  const { page } = await open(browser, file, "entity=model/clip", { colorScheme: "dark" });
  await ready(page);
  const canvas = page.locator("canvas");
  const before = await canvas.evaluate((element: HTMLCanvasElement) => [element.width, element.height]);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: 700, height: 1000 });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const box = await canvas.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 700 && box.height > 200, JSON.stringify(box));
  const now = await canvas.evaluate((element: HTMLCanvasElement) => [element.width, element.height]);
  assert.deepEqual(now, before, "the picture is that of the screen");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(20, 27, 43)");
  assert.equal(await page.locator(".filters:visible, .head button:visible, .actions:visible").count(), 0);
  assert.ok((await page.locator(".said .claim:visible").count()) > 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 700));
  const legend = await page.locator(".legend").boundingBox();
  assert.ok(box && legend && legend.y >= box.y + box.height, "the legend stands below the picture");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".said[open]").count(), await page.locator(".said[open] .conflict").count());
});

test("who stands on the button that stops a layout stands on the picture when it goes away", async () => {
  const { page } = await open(browser, file);
  await ready(page);
  const moved = await page.evaluate(() => {
    const { app } = (window as unknown as { trendgraph: { app: { stage: { progress(share?: number): void } } } })
      .trendgraph;
    app.stage.progress(0.5);
    document.querySelector<HTMLElement>(".progress button")?.focus();
    const was = document.activeElement?.textContent;
    app.stage.progress();
    return [was, document.activeElement?.className];
  });
  assert.deepEqual(moved, ["Stop", "canvas"]);
});

test("with reduced motion nothing moves by itself, and the focus is always seen", async () => {
  const { page } = await open(browser, file, "", { reducedMotion: "reduce" });
  await ready(page);
  for (let step = 0; step < 25; step++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return true;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return style.outlineStyle !== "none" && box.width > 0 && box.height > 0;
    });
    assert.ok(seen, `step ${step}`);
  }
});
