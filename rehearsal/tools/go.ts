import { spawn } from "node:child_process";
import { setPriority } from "node:os";

/** How the Go command is run everywhere here. */
const ENVIRONMENT = {
  GOWORK: "off",
  GOFLAGS: "-mod=readonly",
  CGO_ENABLED: "0",
  // The toolchain that a go.mod asks for is fetched through the module proxy when the installed one is older.
  GOTOOLCHAIN: "auto",
};

/**
 * Runs the Go command in a module's folder, politely: what it starts yields to everything else on the machine.
 *
 * @returns its standard output
 * @throws Error with the last lines of its standard error
 */
export function go(folder: string, parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("go", parameters, { cwd: folder, env: { ...process.env, ...ENVIRONMENT } });
    if (child.pid !== undefined) setPriority(child.pid, 10);
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      complaint = `${complaint}${chunk}`.slice(-2000);
    });
    child.on("error", () => reject(new Error("Go is not installed: the command `go` was not found")));
    child.on("close", (code) => {
      if (code === 0) resolve(output.trim());
      else reject(new Error(`go ${parameters[0]} failed: ${complaint.trim().split("\n").slice(-5).join("\n")}`));
    });
  });
}
