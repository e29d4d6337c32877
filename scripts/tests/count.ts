/**
 * Reads the report of a run of tests, whose path is the argument (JSON of Vitest's, XML of pytest's), and prints how many
 * passed and failed. A file of tests in the tree that is not in the report counts as a failure, and so does a test that
 * was skipped without a reason. What was skipped, and why, is told on stderr.
 */
import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { readPytestReport, readVitestReport } from "./report";
import { testFiles } from "./tree";
import { judge } from "./verdict";

const ROOT = resolve(__dirname, "../..");

const path = process.argv[2] ?? "";
const text = readFileSync(path, "utf8");
const python = extname(path) === ".xml";
const results = python ? readPytestReport(text) : readVitestReport(text, ROOT);
const { passed, failed, faults, skipped } = judge(results, testFiles(ROOT, python ? "pytest" : "vitest"));

for (const [reason, names] of skipped) console.error([`${names.length} skipped: ${reason}`, ...names].join("\n  "));
for (const fault of faults) console.error(fault);
console.log(`${passed} ${failed}`);
