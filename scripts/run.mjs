/**
 * Runs a program in TypeScript: `node scripts/run.mjs main.ts`. The program and what it imports of its own are bundled in
 * memory, packages are not. That is one file to load instead of two hundred, each by itself, as tsx does.
 *
 * Packages are found from the program's folder. Types aren't checked.
 */
import { readFileSync } from "node:fs";
import module, { createRequire, Module } from "node:module";
import { dirname, resolve } from "node:path";
import { build, stop } from "esbuild";

/** In a bundle, all files would lie in the program's folder. */
const ownPlace = {
  name: "own place",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!/__(dirname|filename)\b/.test(source)) return undefined;
      const place = `const __dirname = ${JSON.stringify(dirname(path))}, __filename = ${JSON.stringify(path)};`;
      return { contents: place + source, loader: "ts" };
    }),
};

async function bundle(program) {
  const { outputFiles, metafile } = await build({
    entryPoints: [program],
    outfile: `${program}.js`,
    write: false,
    metafile: true,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: `node${process.versions.node}`,
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
    plugins: [ownPlace],
  });
  const imports = Object.values(metafile.inputs).flatMap((file) => file.imports);
  // What is asked for while the program runs may be missing.
  const packages = imports.filter(({ external, kind }) => external && kind === "import-statement");
  return { code: outputFiles[0].text, packages: new Set(packages.map(({ path }) => path)) };
}

function run(program, { code, packages }) {
  const require = createRequire(program);
  // Before source maps are turned on, or Node decodes those of every package too, which takes a fifth of all the time.
  for (const name of packages) require(name);
  process.setSourceMapsEnabled(true);
  const main = new Module(program);
  main.filename = program;
  main.paths = require.resolve.paths("any");
  main._compile(code, program);
}

// Keeps what Node compiles, from one run to the next. Node 20 can't.
module.enableCompileCache?.();

const [, , given] = process.argv;
if (given === undefined) throw new Error("no program was given; node scripts/run.mjs main.ts");
const program = resolve(given);
// As it would be without this file.
process.argv.splice(1, 2, program);
let bundled;
try {
  bundled = await bundle(program);
} catch (failure) {
  console.error(failure.message);
  process.exit(1);
} finally {
  await stop();
}
run(program, bundled);
