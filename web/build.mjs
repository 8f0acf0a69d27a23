// Makes dist/explorer.js and dist/explorer.css: one script with its workers inside, one style sheet, nothing to load later.
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export const root = dirname(fileURLToPath(import.meta.url));
export const LIMIT = 90 * 1024;

const common = {
  bundle: true,
  minify: true,
  target: "es2022",
  format: "iife",
  legalComments: "none",
  charset: "ascii",
  write: false,
  logLevel: "warning",
};

/** Gives `import source from "worker:./file.ts"` the bundled text of that worker. */
export const workers = {
  name: "workers",
  setup(context) {
    context.onResolve({ filter: /^worker:/ }, (args) => ({
      path: join(args.resolveDir, args.path.slice("worker:".length)),
      namespace: "worker",
    }));
    context.onLoad({ filter: /.*/, namespace: "worker" }, async (args) => {
      const result = await build({ ...common, entryPoints: [args.path] });
      return { contents: result.outputFiles[0].text, loader: "text" };
    });
  },
};

/** A script stands inside an HTML element, so it must never end that element or open a comment in it. */
export function embeddable(text) {
  return text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

/** Whole or not at all: somebody may read while somebody else builds. */
async function put(file, text) {
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, text);
  await rename(beside, file);
}

export async function bundle(folder = join(root, "dist")) {
  const script = await build({
    ...common,
    entryPoints: [join(root, "src/main.ts")],
    plugins: [workers],
    metafile: true,
  });
  const style = await build({ ...common, entryPoints: [join(root, "src/style.css")] });
  const text = embeddable(script.outputFiles[0].text);
  await mkdir(folder, { recursive: true });
  await put(join(folder, "explorer.js"), text);
  await put(join(folder, "explorer.css"), style.outputFiles[0].text);
  return {
    bytes: text.length,
    gzipped: gzipSync(text, { level: 9 }).length,
    inputs: Object.keys(script.metafile.inputs),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bytes, gzipped } = await bundle();
  console.log(`dist/explorer.js: ${bytes} bytes, ${gzipped} gzipped`);
  if (gzipped > LIMIT) {
    console.error(`the script has more than ${LIMIT} bytes gzipped`);
    process.exitCode = 1;
  }
}
