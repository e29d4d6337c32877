import { type Example, examples } from "../../../testing/corpus";
import type { KubeClient } from "../../kubernetes/client";
import { errorsOf, objectOf, said } from "./described";
import { refusalOf } from "./server";

/** Files of the corpus. */
export const FILES = ["node-pools.yaml", "node-classes.yaml"] as const;

/** What came of showing the corpus to the API server. */
export interface ExampleVerdicts {
  readonly count: number;
  /** Bad examples that the API server refuses too, although they are there for what somebody else refuses. */
  readonly findings: readonly string[];
  /** Verdicts that should be another. */
  readonly wrong: readonly string[];
}

/** Compares our verdict and the API server's on each example with what the corpus says of it. */
export async function judgeExamples(client: Pick<KubeClient, "create">): Promise<ExampleVerdicts> {
  const findings: string[] = [];
  const wrong: string[] = [];
  const all = FILES.flatMap((file) => examples(file).map((example) => ({ file, example })));
  for (const { file, example } of all) {
    const ours = errorsOf(example);
    const object = objectOf(example);
    const theirs = object ? await refusalOf(client, object) : NO_OBJECT;
    const verdict = compare(example, ours, theirs);
    const line = `${file}, ${example.name}: we ${said(ours)}; the API server ${said(theirs)}; the corpus says ${
      example.valid ? "good" : `bad by ${example.by}`
    }`;
    if (verdict === "finding") findings.push(line);
    if (verdict === "wrong") wrong.push(line);
  }
  return { count: all.length, findings, wrong };
}

const NO_OBJECT = "never sees it: no object can be made of it";

function compare({ valid, by }: Example, ours: string, theirs: string | undefined): "right" | "wrong" | "finding" {
  const weAccept = ours === "";
  const serverAccepts = theirs === undefined;
  if (weAccept !== valid) return "wrong";
  if (valid) return serverAccepts ? "right" : "wrong";
  if (by === "apiServer") return serverAccepts || theirs === NO_OBJECT ? "wrong" : "right";
  return serverAccepts ? "right" : "finding";
}
