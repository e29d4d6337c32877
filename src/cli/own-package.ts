import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of this package: installed, or the repository. `dist/cli` is as far below it as `src/cli`. */
export const PACKAGE_FOLDER = join(__dirname, "../..");

export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Exact versions of what the package is built and tested with. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The `package.json` of this package. */
export function ownPackage(): OwnPackage {
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8"));
}
