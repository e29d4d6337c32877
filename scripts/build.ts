import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";

/** `npm run build` makes `dist`, which is what the package is made of: JavaScript, types and source maps. */
const PROJECT = join(__dirname, "..");

rmSync(join(PROJECT, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "--project", "tsconfig.build.json"], {
  cwd: PROJECT,
  stdio: "inherit",
});
chmodSync(join(PROJECT, "dist/cli/main.js"), 0o755);
