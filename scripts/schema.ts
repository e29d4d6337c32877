import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "./schema/files";

/** `npm run schema` writes what follows from the schema; with `--check`, it only tells what is stale, and exits with 1. */
async function main(check: boolean): Promise<void> {
  const root = path.resolve(__dirname, "..");
  for (const { file, content } of await generatedFiles(root)) {
    const target = path.join(root, file);
    if (existsSync(target) && readFileSync(target, "utf8") === content) continue;
    if (check) {
      console.error(`${file} is stale; run 'npm run schema'`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    console.log(`${file} written`);
  }
}

main(process.argv.includes("--check")).catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
