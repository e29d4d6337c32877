#!/usr/bin/env node
import { allowEarlyReaders } from "../output/early-readers";
import { run } from "./program";

allowEarlyReaders();
run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
