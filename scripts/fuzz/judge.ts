import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { addCluster, addClusterFiles } from "../../src";
import { addedClusters, notes } from "../../src/app/add-clusters";
import { summary } from "../../src/app/summary";
import { STAND_IN } from "../../src/description/parsing/salvage";
import { DescriptionError } from "../../src/description/report";
import { readContext, SettingsError } from "../../src/settings/settings";
import type { Case } from "./cases";
import { CANARY } from "./values";

/** Longer than this for one small description is as bad as a hang. */
const LONGEST_MS = 5_000;

/** Puts a case through the product; gives what is wrong with the answer, which isn't whether the case was refused. */
export function judge(one: Case): string[] {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  const start = performance.now();
  try {
    const lines = refusal(one, folder);
    const slow = performance.now() - start > LONGEST_MS ? [`took ${Math.round(performance.now() - start)} ms`] : [];
    return [...slow, ...(lines ? badRefusal(lines) : badOutput(join(folder, "out")))];
  } catch (thrown) {
    return [`a stack trace: ${thrown instanceof Error ? thrown.stack : String(thrown)}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lines that a case is refused with, or nothing when it was taken. */
function refusal(one: Case, folder: string): readonly string[] | undefined {
  try {
    put(one, folder);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof DescriptionError) return thrown.problems;
    if (thrown instanceof SettingsError) return thrown.message.split("\n");
    throw thrown;
  }
}

function put(one: Case, folder: string): void {
  const outdir = join(folder, "out");
  if (one.kind === "settings") {
    const file = join(folder, "cdktf.json");
    writeFileSync(file, one.text);
    const app = new App({ outdir, context: readContext(file), stackTraces: false });
    addCluster(app, {
      name: "a",
      region: "eu-central-1",
      network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
    });
    app.synth();
    return;
  }
  const app = new App({ outdir, stackTraces: false });
  if (one.kind === "code") {
    // A program that isn't checked by TypeScript may hand over anything.
    Reflect.apply(addCluster, undefined, [app, one.value]);
  } else {
    const name = /^name: ([\w-]+)$/m.exec(one.text)?.[1] ?? "a";
    mkdirSync(join(folder, "clusters"));
    writeFileSync(join(folder, "clusters", `${name.slice(0, 100)}.yaml`), one.text);
    addClusterFiles(app, join(folder, "clusters"));
  }
  app.synth();
  summary(addedClusters(app), notes(app));
}

function badRefusal(lines: readonly string[]): string[] {
  const text = lines.join("\n");
  return [
    ...(lines.length === 0 || lines.includes("") ? ["a refusal without a word"] : []),
    ...lines.filter((line) => line.includes("\n")).map((line) => `more than a line: ${line}`),
    ...lines.filter((line, index) => lines.indexOf(line) < index).map((line) => `said twice: ${line}`),
    ...twiceAboutOne(lines).map((place) => `two lines about one value: ${place}`),
    ...lines.filter((line) => line.includes(STAND_IN)).map((line) => `names a stand-in: ${line}`),
    ...(/\bundefined\b|\[object |(?<!number )\bNaN\b|function \w*\(/.test(text)
      ? [`JavaScript shines through: ${text}`]
      : []),
  ];
}

/** Values that two lines say that they got something wrong there. */
function twiceAboutOne(lines: readonly string[]): string[] {
  const places = lines.flatMap((line) => {
    const [place, path, message] = line.split("  ");
    return message?.startsWith("got ") ? [`${place}  ${path}`] : [];
  });
  return places.filter((place, index) => places.indexOf(place) < index);
}

function badOutput(outdir: string): string[] {
  const stacks = join(outdir, "stacks");
  return readdirSync(stacks).flatMap((stack) => {
    const text = readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8");
    return [
      ...[...text.matchAll(new RegExp(`(?<![$%])[$%]\\{(${CANARY}|TfToken).{0,40}`, "g"))].map(
        ([found]) => `${stack}: a text is read as a template: ${found}`,
      ),
      ...(text.includes("\ufdd0") && !text.includes("\ufdd0d{a}") ? [`${stack}: a text wasn't put back`] : []),
    ];
  });
}
