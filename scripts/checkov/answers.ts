import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const AnswersSchema = z.array(
  z.strictObject({
    check: z.string().regex(/^CKV2?_[A-Z]+_\d+$/),
    asks: z.string().min(1),
    resources: z.array(z.string().min(1)).min(1),
    notIn: z.array(z.string().min(1)).default([]),
    reason: z.string().min(40),
  }),
);

/** Why a finding stays. */
export type Answer = z.output<typeof AnswersSchema>[number];

/** Something that checkov would have otherwise. */
export interface Finding {
  /** Number, such as `CKV_AWS_37`. */
  readonly check: string;
  /** What the check is about, in checkov's words. */
  readonly name: string;
  readonly cluster: string;
  /** Address of the resource. */
  readonly resource: string;
}

/** @throws Error when the file isn't a list of answers */
export function readAnswers(file: string): Answer[] {
  const result = AnswersSchema.safeParse(parse(readFileSync(file, "utf8")));
  if (!result.success) throw new Error(`${file}\n${z.prettifyError(result.error)}`);
  return result.data;
}

/**
 * Findings without an answer, and answers without a finding, one line each.
 * @param clusters names of all clusters that were looked at
 */
export function disagreements(
  findings: readonly Finding[],
  answers: readonly Answer[],
  clusters: readonly string[],
): string[] {
  const unanswered = findings
    .filter((finding) => !answers.some((answer) => answersTo(answer, finding)))
    .map(
      ({ check, name, cluster, resource }) =>
        `${cluster}: ${resource}: ${check}: ${name}; mend it, or answer it in scripts/checkov/answers.yaml`,
    );
  return [...unanswered, ...answers.flatMap((answer) => idle(answer, findings, clusters))];
}

function answersTo({ check, resources, notIn }: Answer, finding: Finding): boolean {
  return check === finding.check && resources.includes(finding.resource) && !notIn.includes(finding.cluster);
}

/** What of an answer answers nothing. */
function idle(answer: Answer, findings: readonly Finding[], clusters: readonly string[]): string[] {
  const { check, resources, notIn } = answer;
  const asked = findings.filter((finding) => answersTo(answer, finding)).map(({ resource }) => resource);
  return [
    ...resources
      .filter((resource) => !asked.includes(resource))
      .map((resource) => `${check}: nothing is found at ${resource} any more; take it out of the answer`),
    ...notIn
      .filter((cluster) => !clusters.includes(cluster))
      .map((cluster) => `${check}: there is no cluster ${cluster}; take it out of notIn`),
  ];
}
