import { bundle, root } from "../build.mjs";
import { launch, open, ready } from "../test/browser.ts";
import { writePage } from "../test/page.ts";
import { synthetic } from "../test/synthetic.ts";
await bundle();
const browser = await launch();
for (const [nodes, edges, limit] of [[10000, 20000, 0], [10000, 100000, 10000], [100000, 200000, 100000]]) {
  const file = writePage(synthetic({ nodes, edges }), root, `${root}/build/s-${nodes}-${edges}.html`);
  const { page, requests, complaints } = await open(browser, file, limit ? `limit=${limit}` : "");
  const t = await ready(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${root}/build/s-${nodes}-${edges}.png` });
  const s = await page.evaluate(() => (window as any).trendgraph.surface.stats.painted);
  console.log(nodes, edges, "ready", t, requests, complaints, s);
  await page.context().close();
}
await browser.close();
