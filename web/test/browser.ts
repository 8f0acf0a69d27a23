/** Chromium, driven by Playwright; every request that is not the file itself is counted, and none is let through. */

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PLACES = [
  process.env.TRENDGRAPH_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export function chromiumPath(): string | undefined {
  return PLACES.find((place) => place !== undefined && existsSync(place));
}

export async function launch(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("there is no Chromium: apt-get install chromium");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--enable-precise-memory-info",
    ],
  });
}

export interface Opened {
  readonly page: Page;
  /** Requests other than for the file itself. */
  readonly requests: string[];
  /** What the page complained about. */
  readonly complaints: string[];
}

/** Opens a file; `inPage` runs in the page before anything of its own. */
export async function open(
  browser: Browser,
  file: string,
  fragment = "",
  options: BrowserContextOptions = {},
  inPage: () => void = () => {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, offline: true, ...options });
  const page = await context.newPage();
  await page.addInitScript(inPage);
  const requests: string[] = [];
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("blob:") && !url.startsWith("data:")) requests.push(url);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto(fragment ? `${address}#${fragment}` : address);
  return { page, requests, complaints };
}

/** Waits until the page says that it is ready, and gives the milliseconds since navigation began. */
export async function ready(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => (window as { trendgraph?: { ready?: number } }).trendgraph?.ready,
    null,
    {
      timeout: 60_000,
    },
  );
  return (await handle.jsonValue()) as number;
}
