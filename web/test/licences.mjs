// Lists the packages inside the bundle with their licences, and fails on one that is not free for every use.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle, LIMIT, root } from "../build.mjs";

const FREE = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]);
const { inputs, gzipped } = await bundle(join(root, "build/licences"));
const names = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
for (const name of [...names].sort()) {
  const { version, license } = JSON.parse(await readFile(join(root, "node_modules", name, "package.json"), "utf8"));
  console.log(`${name} ${version}: ${license}`);
  if (!FREE.has(license)) {
    console.error(`${name} may not be in the bundle: its licence is ${license}`);
    process.exitCode = 1;
  }
}
console.log(`the script has ${gzipped} of at most ${LIMIT} bytes gzipped`);
if (names.size === 0 || gzipped > LIMIT) process.exitCode = 1;
