#!/usr/bin/env node
import * as nodeModule from "node:module";

// Keeps what Node compiles, from one call to the next. Node 20 can't.
if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function") {
  nodeModule.enableCompileCache();
}

import("./program.js")
  .then(({ run }) => run(process.argv.slice(2)))
  .then((code) => {
    process.exitCode = code;
  });
