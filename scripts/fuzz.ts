/**
 * Puts random descriptions, settings and programs' values through the product: each is taken, or refused in plain lines,
 * and no text of it is read as a template. Prints what wasn't so, with the number that makes the same case again.
 *
 * `npm run fuzz -- --seconds 600 --seed 1` runs for ten minutes; `--case 1234` runs one case.
 */
import { parseArgs } from "node:util";
import { randomOf } from "../testing/random";
import { randomCase } from "./fuzz/cases";
import { judge } from "./fuzz/judge";

/** More than this tell nothing new. */
const MOST_FAILURES = 10;

function main(): void {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
      case: { type: "string" },
    },
  });
  const seed = Number(values.seed);
  const [first, last] =
    values.case === undefined ? [0, Number.POSITIVE_INFINITY] : [Number(values.case), Number(values.case)];
  const end = performance.now() + Number(values.seconds) * 1000;
  let [number, failures] = [first, 0];
  for (; number <= last && performance.now() < end && failures < MOST_FAILURES; number++) {
    if (!passes(seed, number)) failures += 1;
  }
  console.log(`${number - first} cases of seed ${seed}, ${failures} of them failed`);
  if (failures > 0) process.exitCode = 1;
}

function passes(seed: number, number: number): boolean {
  const random = randomOf(seed * 1_000_003 + number);
  const one = randomCase(random);
  const wrong = judge(one);
  if (wrong.length === 0) return true;
  const input = one.kind === "code" ? one.value : one.text;
  console.error(`case ${number} of seed ${seed}, a ${one.kind}:`, input);
  for (const line of wrong) console.error(`  ${line}`);
  return false;
}

main();
