import type { KubeClient } from "../../kubernetes/client";
import { required } from "../../kubernetes/control-plane";
import type { Report } from "../../kubernetes/loop";
import type { Toolbox } from "../../tools/build";
import { provideDefinitions } from "./definitions";
import { judgeExamples } from "./examples";
import { judgeRandomChanges, type RandomVerdicts } from "./random-changes";

export interface CorpusOptions {
  /** Client of an administrator. Nothing is kept on the server. */
  readonly client: KubeClient;
  /** With the Helm CLI and the chart of Karpenter's definitions. */
  readonly toolbox: Pick<Toolbox, "programs" | "charts">;
  /** Gets a line for each step, and one for each finding. */
  readonly report: Report;
  /** Descriptions made at random for each file of examples. @default 300 */
  readonly randomChanges?: number;
  /** What the random descriptions follow from. @default 1 */
  readonly seed?: number;
}

/** How our verdicts and those of the API server compare, where none is wrong. */
export interface Verdicts {
  /** Number of examples in the corpus. */
  readonly examples: number;
  /** Bad examples that the API server refuses too, although they are there for what somebody else refuses. */
  readonly findings: readonly string[];
  readonly randomChanges: RandomVerdicts["counts"];
}

/**
 * Shows every example of node pools and node classes, and random changes of them, to our schema and rules and to a real
 * API server with the real definitions.
 *
 * A good example must be accepted by both, and a bad one be refused by us. The API server must refuse it too where the
 * corpus says so; where it names somebody else, that the API server refuses it is a finding. Of a random change only
 * this is known: what we accept, the API server must accept.
 *
 * @throws Error with each verdict that should be another
 */
export async function judgeCorpus({
  client,
  toolbox: { charts, programs },
  report,
  randomChanges = 300,
  seed = 1,
}: CorpusOptions): Promise<Verdicts> {
  const chart = charts.get("karpenter-crd");
  if (!chart) throw new Error("judging the corpus needs Karpenter's chart of definitions, which is not at hand");
  const removeDefinitions = await provideDefinitions({ client, chart, helm: required(programs, "helm") });
  try {
    const examples = await judgeExamples(client);
    const random = await judgeRandomChanges(client, { count: randomChanges, seed });
    const wrong = [...examples.wrong, ...random.wrong];
    if (wrong.length > 0) throw new Error(`${wrong.length} verdicts should be others:\n${wrong.join("\n")}`);
    for (const finding of examples.findings) report(finding);
    report(`${examples.count} examples of node pools and node classes are judged as the API server judges them`);
    const { accepted, refused, stricter, unreadable } = random.counts;
    const alone = `${stricter + unreadable} refused here alone`;
    report(`random changes of them: ${accepted} accepted by both, ${refused} refused by both, ${alone}`);
    return { examples: examples.count, findings: examples.findings, randomChanges: random.counts };
  } finally {
    await removeDefinitions();
  }
}
