/** Pictures of a file's states: `node test/run.mjs test/shots.ts FILE FOLDER [NAME…]`. */

import { mkdirSync } from "node:fs";
import type { BrowserContextOptions } from "playwright-core";
import { launch, open, ready } from "./browser.ts";

interface Shot {
  readonly name: string;
  readonly fragment: string;
  readonly options?: BrowserContextOptions;
}

const WIDE = { viewport: { width: 1280, height: 760 } };
const SHOTS: readonly Shot[] = [
  { name: "overview", fragment: "" },
  { name: "ego", fragment: "entity=model/clip&around=model/clip" },
  { name: "evidence", fragment: "entity=model/gpt-4&around=model/gpt-4" },
  { name: "trend", fragment: "entity=trend/multimodal-capabilities&around=trend/multimodal-capabilities" },
  { name: "table", fragment: "view=table&kinds=LanguageModel" },
  { name: "time", fragment: "from=2022-01&to=2023-06" },
  { name: "lineage", fragment: "view=lineage&entity=model/llama-2-7b" },
  { name: "dark", fragment: "entity=organisation/openai", options: { ...WIDE, colorScheme: "dark" } },
  { name: "phone", fragment: "", options: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 } },
  { name: "empty", fragment: "kinds=Trend&relations=quantisedFrom&from=1990-01&to=1990-02" },
];

const [file, folder, ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const { name, fragment, options = WIDE } of SHOTS.filter(
  (shot) => names.length === 0 || names.includes(shot.name),
)) {
  const { page, complaints, requests } = await open(browser, file, fragment, options);
  await ready(page);
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(name, [...complaints, ...requests].join(" | ") || "ok");
  await page.context().close();
}
await browser.close();
