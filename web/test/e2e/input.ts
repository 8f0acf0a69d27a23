/** Bad input: nothing runs, nothing hangs, and the person is told what is wrong. And what is taken away can be read. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { bundle, root } from "../../build.mjs";
import type { Payload, Table } from "../../src/data/payload.ts";
import { launch, open, ready } from "../browser.ts";
import { writePage } from "../page.ts";
import { sample } from "../sample.ts";
import { synthetic } from "../synthetic.ts";

let browser: Browser;
before(async () => {
  await bundle();
  browser = await launch();
});
after(() => browser.close());

const file = (name: string, payload: Payload | string): string =>
  writePage(payload, root, `${root}/build/input-${name}.html`);
const change = (table: Table, name: string, at: number, value: unknown): Table =>
  ({ ...table, [name]: (table[name] as unknown[]).map((old, i) => (i === at ? value : old)) }) as Table;

const MARKUP = '</script><img src=x onerror="window.harmed=1"><b>bold</b>';

test("markup in labels, titles and passages stays text, and a javascript: address is no link", async () => {
  const payload = sample();
  const evil = {
    ...payload,
    title: MARKUP,
    entities: change(payload.entities, "label", 1, MARKUP),
    sources: change(change(payload.sources, "title", 1, MARKUP), "url", 1, "javascript:window.harmed=1"),
    evidence: change(payload.evidence, "passage", 4, MARKUP),
  };
  const { page, complaints, requests } = await open(
    browser,
    file("markup", evil),
    "edge=model/clip usesTechnique technique/contrastive-learning",
  );
  await ready(page);
  assert.ok((await page.locator(".panel").innerText()).includes(MARKUP));
  for (const view of ["t", "l", "g"]) await page.keyboard.press(view);
  assert.equal(await page.locator("img, b:has-text('bold')").count(), 0);
  assert.equal(await page.locator("a[href^='javascript' i], a[href^='data' i]").count(), 0);
  assert.equal(await page.evaluate(() => (window as { harmed?: number }).harmed), undefined);
  assert.deepEqual([...complaints, ...requests], []);
});

test("a text of a million characters is cut, says so, and opens on request", async () => {
  const payload = sample();
  const long = {
    ...payload,
    values: change(payload.values, "text", 0, "x".repeat(1_000_000)),
    entities: change(payload.entities, "description", 1, "y".repeat(1_000_000)),
  };
  const { page } = await open(browser, file("long", long), "entity=model/clip");
  await ready(page);
  assert.ok((await page.locator(".panel").innerText()).length < 6000);
  await page.locator("button", { hasText: "Show all 1,000,000 characters" }).first().click();
  assert.equal((await page.locator("textarea").first().inputValue()).length, 1_000_000);
});

test("an entity with fifty thousand links opens, and says how many it does not show", async () => {
  const { page } = await open(
    browser,
    file("hub", synthetic({ nodes: 50_001, edges: 50_000, hub: true })),
    "view=graph&entity=languagemodel/e0&around=languagemodel/e0",
  );
  const id = await ready(page).then(() =>
    page.evaluate(
      () => (window as unknown as { trendgraph: { graph: { nodes: { id: string[] } } } }).trendgraph.graph.nodes.id[0],
    ),
  );
  await page.goto(`${page.url().split("#")[0]}#entity=${id}&around=${id}`);
  await page.locator(".shown", { hasText: "200 of 50,001 entities" }).waitFor();
  assert.match(await page.locator(".panel").innerText(), /8 of [\d,]+ shown/);
});

test("an empty graph, an unknown entity and an old link are told apart", async () => {
  const empty = await open(browser, file("empty", synthetic({ nodes: 0, edges: 0 })));
  await ready(empty.page);
  assert.ok(await empty.page.locator("text=This file holds no entities.").isVisible());
  assert.deepEqual(empty.complaints, []);
  const some = file("some", sample());
  const unknown = await open(browser, some, "entity=model/nobody");
  await ready(unknown.page);
  assert.match(await unknown.page.locator("[role=alert]").innerText(), /no “model\/nobody”/);
  const old = await open(browser, some, "/entity/model%2Fclip");
  await ready(old.page);
  assert.equal(await old.page.locator(".panel h2").innerText(), "CLIP");
});

test("damaged data and a file of another version say what to do", async () => {
  const says = async (name: string, text: string): Promise<string> => {
    const { page } = await open(browser, file(name, text));
    return page.locator("[role=alert]").innerText();
  };
  assert.match(await says("damaged", "{"), /Make the file again/);
  assert.match(await says("newer", '{"format": "trendgraph-explorer", "version": 9}'), /version 9/);
});

test("a graph without places is laid out, shows how far it is, and can be stopped", async () => {
  const { page, complaints } = await open(
    browser,
    file("unplaced", synthetic({ nodes: 20_000, edges: 60_000, placed: false })),
    "limit=3000",
    {},
    stopOnceUnderWay,
  );
  await ready(page);
  await page
    .locator("[role=status], [aria-live]", { hasText: /stopped after [1-9]\d* of 300 rounds/ })
    .waitFor({ state: "attached" });
  assert.ok(await page.locator(".progress").isHidden());
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  assert.ok(seen.share > 0 && seen.share < 100, `stopped at ${seen.share} %`);
  assert.ok(seen.within, "the button could not be reached");
  assert.deepEqual(complaints, []);
});

interface Seen {
  readonly share: number;
  readonly within: boolean;
}

/** Runs in the page: a hand outside it may come too late, when the layout of a fast machine is already finished. */
function stopOnceUnderWay(): void {
  const watch = new MutationObserver(() => {
    const bar = document.querySelector<HTMLProgressElement>(".progress progress");
    const button = document.querySelector<HTMLButtonElement>(".progress button");
    if (bar === null || button === null || bar.value === 0) return;
    watch.disconnect();
    const { left, top, width, height } = button.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    (window as unknown as { seen: Seen }).seen = { share: bar.value, within: there === button };
    button.click();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}

async function taken(page: Page, name: string): Promise<string> {
  await page.locator(".menu summary").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".menu button", { hasText: name }).click(),
  ]);
  return readFileSync(await download.path(), "latin1");
}

test("everything that can be taken away is what is shown", async () => {
  const { page, complaints } = await open(browser, file("away", sample()));
  await ready(page);
  assert.match(await taken(page, "Entities as CSV"), /^iri,label,kind,date,claims,sectors\r\n(.*\r\n){5}$/);
  assert.match(
    await taken(page, "Relations as CSV"),
    /^subject,subject_label,relation,object,object_label,standing,claims,confidence,evidenced_since\r\n(.*\r\n){4}$/,
  );
  const svg = await taken(page, "Picture as SVG");
  assert.match(svg, /^<svg xmlns/);
  assert.equal(
    await page.evaluate(
      (text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null,
      svg,
    ),
    true,
  );
  assert.match(await taken(page, "Picture as PNG"), /^.PNG/);
  assert.match(await taken(page, "Turtle"), /tgd:.*|<https:\/\/w3id.org\/trendgraph\/id\/model\/clip> /);
  const linked = JSON.parse(await taken(page, "JSON-LD")) as { "@id": string }[];
  assert.ok(linked.some((node) => node["@id"] === "https://w3id.org/trendgraph/id/model/clip"));
  const graphml = await taken(page, "GraphML");
  assert.equal(
    await page.evaluate(
      (text) => new DOMParser().parseFromString(text, "text/xml").querySelectorAll("node").length,
      graphml,
    ),
    5,
  );
  assert.deepEqual(complaints, []);
});

test("shift and two clicks show the shortest way, and a link shows it again", async () => {
  const { page } = await open(browser, file("path", sample()));
  await ready(page);
  const at = (id: string): Promise<{ x: number; y: number }> =>
    page.evaluate((wanted) => {
      const { graph, surface } = (
        window as unknown as {
          trendgraph: { graph: { nodes: { id: string[] } }; surface: { at(i: number): { x: number; y: number } } };
        }
      ).trendgraph;
      return surface.at(graph.nodes.id.indexOf(wanted));
    }, id);
  const canvas = page.locator(".canvas canvas");
  await canvas.click({ position: await at("organisation/openai") });
  await canvas.click({ position: await at("trend/multimodal-capabilities"), modifiers: ["Shift"] });
  assert.match(await page.locator(".panel h2").innerText(), /The shortest way: 2 steps/);
  await page.waitForURL(/#.*path=/);
  const fragment = new URL(page.url()).hash.slice(1);
  const again = await open(browser, `${root}/build/input-path.html`, fragment);
  await ready(again.page);
  assert.match(await again.page.locator(".panel h2").innerText(), /The shortest way: 2 steps/);
});
