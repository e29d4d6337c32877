import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The folder of this package: installed, or the repository. `dist/cli` is as far below it as `src/cli`. */
export const PACKAGE_FOLDER = join(__dirname, "../..");

const PackageSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  /** Exact versions of what the package is built and tested with. */
  devDependencies: z.record(z.string(), z.string()),
});

/** The `package.json` of this package. */
export function ownPackage(): z.output<typeof PackageSchema> {
  return PackageSchema.parse(JSON.parse(readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8")));
}
