/** A file like the one that `trendgraph visualise` writes, with the same policy, for tests without Python. */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Payload } from "../src/data/payload.ts";

const START = `(async () => {
  const code = document.getElementById("trendgraph-code").textContent.trim();
  const bytes = Uint8Array.from(atob(code), (c) => c.charCodeAt(0));
  const script = document.createElement("script");
  script.textContent = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  document.head.append(script);
})();`;

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
const pack = (text: string): string => gzipSync(Buffer.from(text, "utf8"), { level: 9 }).toString("base64");

export function page(payload: Payload | string, root: string): string {
  const code = readFileSync(join(root, "dist/explorer.js"), "utf8");
  const style = readFileSync(join(root, "dist/explorer.css"), "utf8");
  const policy = [
    "default-src 'none'",
    `script-src ${hash(START)} ${hash(code)}`,
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const data = typeof payload === "string" ? payload : JSON.stringify(payload);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>explorer</title><meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="icon" href="data:,"><style>${style}</style></head>
<body><div id="trendgraph-app"></div><noscript>Needs a script.</noscript>
<script type="application/gzip;base64" id="trendgraph-data">${pack(data)}</script>
<script type="application/gzip;base64" id="trendgraph-code">${pack(code)}</script><script>${START}</script></body></html>`;
}

export function writePage(payload: Payload | string, root: string, file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page(payload, root));
  return file;
}
