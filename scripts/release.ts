import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseNotes } from "./release/notes";

/** `tsx scripts/release.ts v1.2.3` prints what the changelog says of a version, and fails where the tag fits neither it nor the package. */
const ROOT = join(__dirname, "..");

try {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  console.log(releaseNotes(process.argv[2] ?? "", version, readFileSync(join(ROOT, "CHANGELOG.md"), "utf8")));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
