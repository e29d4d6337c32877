#!/usr/bin/env node
import * as nodeModule from "node:module";

// Keeps what Node compiles, from one call to the next. Node 20 can't.
if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function") {
  nodeModule.enableCompileCache();
}

// Whoever reads the output may stop early, as head does: that is no error, and the exit code says what was found.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

import("./program.js")
  .then(({ run }) => run(process.argv.slice(2)))
  .then((code) => {
    process.exitCode = code;
  });
