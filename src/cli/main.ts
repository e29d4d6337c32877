#!/usr/bin/env node
import { run } from "./program";

// Whoever reads the output may stop early, as head does: that is no error, and the exit code says what was found.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
