import { resolve } from "node:path";
import { z } from "zod";
import { must, run } from "./commands";

const REPOSITORY = resolve(__dirname, "../..");

const PackedSchema = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

/** What a file of the package may be. */
const PUBLIC = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|cluster\.schema\.json)$/,
  /^dist\/.+\.(js|js\.map|d\.ts)$/,
  /^charts\/[^/]+\/(Chart\.yaml|values\.yaml|templates\/.+)$/,
  /^templates\/project\//,
];

const NEEDED = [
  "dist/index.js",
  "dist/index.d.ts",
  "dist/index.js.map",
  "dist/cli/main.js",
  "cluster.schema.json",
  "charts/node-pools/Chart.yaml",
  "templates/project/main.ts",
];

/** Builds and packs the package; gives the tarball. Fails where something is in it that has no place there, or is missing. */
export function pack(folder: string): string {
  // What the build prints comes before the JSON.
  const printed = run(REPOSITORY, "npm", "pack", "--json", "--pack-destination", folder);
  const [{ filename, files }] = PackedSchema.parse(JSON.parse(printed.slice(printed.search(/^\[$/m))));
  const paths = files.map(({ path }) => path);
  const strange = paths.filter((path) => !PUBLIC.some((form) => form.test(path)));
  must(strange.length === 0, `the package has files that don't belong in it: ${strange.join(", ")}`);
  const missing = NEEDED.filter((path) => !paths.includes(path));
  must(missing.length === 0, `the package lacks ${missing.join(", ")}`);
  return resolve(folder, filename);
}
