// Runs TypeScript with the Node that is there: bundles it first. `node test/run.mjs FILE|FOLDER [ARGUMENTS]`.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root, workers } from "../build.mjs";

/** The build script stays where it is, since it finds its folder by its own place. */
const outside = {
  name: "outside",
  setup(context) {
    context.onResolve({ filter: /build\.mjs$/ }, () => ({
      path: pathToFileURL(join(root, "build.mjs")).href,
      external: true,
    }));
  },
};

export async function compile(file) {
  const out = join(root, "build", `${file.replace(/[/\\]/g, "-").replace(/\.ts$/, "")}.mjs`);
  await build({
    entryPoints: [join(root, file)],
    outfile: out,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    plugins: [workers, outside],
    logLevel: "warning",
  });
  return out;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [target] = process.argv.slice(2);
  const files = target.endsWith(".ts")
    ? [target]
    : (await readdir(join(root, target))).filter((name) => name.endsWith(".ts")).map((name) => `${target}/${name}`);
  process.argv.splice(1, 2, target);
  for (const name of files.sort()) await import(pathToFileURL(await compile(name)).href);
}
