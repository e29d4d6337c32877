#!/usr/bin/env node
import * as nodeModule from "node:module";
import { allowEarlyReaders } from "../output/early-readers";

// Keeps what Node compiles, from one call to the next. Node 20 can't.
if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function") {
  nodeModule.enableCompileCache();
}

allowEarlyReaders();
import("./program.js")
  .then(({ run }) => run(process.argv.slice(2)))
  .then((code) => {
    process.exitCode = code;
  });
