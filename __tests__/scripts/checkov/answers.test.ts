import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Answer, disagreements, type Finding, readAnswers } from "../../../scripts/checkov/answers";

const LOGS: Finding = {
  check: "CKV_AWS_37",
  name: "All log types",
  cluster: "dev",
  resource: "aws_eks_cluster.cluster",
};
const ANSWER: Answer = {
  check: "CKV_AWS_37",
  asks: "all logs",
  resources: ["aws_eks_cluster.cluster"],
  notIn: [],
  reason: "Two of the five kinds are about operations, and cost.",
};
const CLUSTERS = ["dev", "production"];

const folder = mkdtempSync(join(tmpdir(), "answers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("disagreements", () => {
  it("defaults: none where each finding has an answer, and each answer a finding", () => {
    expect(disagreements([LOGS], [ANSWER], CLUSTERS)).toEqual([]);
    expect(disagreements([LOGS, { ...LOGS, cluster: "production" }], [ANSWER], CLUSTERS)).toEqual([]);
    expect(disagreements([], [], CLUSTERS)).toEqual([]);
  });

  it.each<[string, Answer[]]>([
    ["nothing answers it", []],
    ["the answer is to another check", [{ ...ANSWER, check: "CKV_AWS_38" }]],
    ["the answer is about another resource", [{ ...ANSWER, resources: ["aws_eks_cluster.other"] }]],
    ["the answer isn't good for its cluster", [{ ...ANSWER, notIn: ["dev"] }]],
  ])("fails when there is a finding, and %s", (_, answers) => {
    expect(disagreements([LOGS], answers, CLUSTERS)).toContain(
      "dev: aws_eks_cluster.cluster: CKV_AWS_37: All log types; mend it, or answer it in scripts/checkov/answers.yaml",
    );
  });

  it("fails when an answer, or a part of it, answers nothing", () => {
    const idle = "CKV_AWS_37: nothing is found at aws_eks_cluster.cluster any more; take it out of the answer";
    expect(disagreements([], [ANSWER], CLUSTERS)).toEqual([idle]);
    const wider = { ...ANSWER, resources: [...ANSWER.resources, "aws_vpc.vpc"] };
    expect(disagreements([LOGS], [wider], CLUSTERS)).toEqual([
      "CKV_AWS_37: nothing is found at aws_vpc.vpc any more; take it out of the answer",
    ]);
    expect(disagreements([LOGS], [{ ...ANSWER, notIn: ["gone"] }], CLUSTERS)).toEqual([
      "CKV_AWS_37: there is no cluster gone; take it out of notIn",
    ]);
  });
});

describe("readAnswers", () => {
  const read = (text: string) => {
    writeFileSync(join(folder, "answers.yaml"), text);
    return readAnswers(join(folder, "answers.yaml"));
  };

  it("defaults: the project's own can be read, and answer each check once", () => {
    const checks = readAnswers("scripts/checkov/answers.yaml").map(({ check }) => check);
    expect(checks.length).toBeGreaterThan(0);
    expect(new Set(checks).size).toBe(checks.length);
  });

  it.each([
    ["has no reason", JSON.stringify([{ ...ANSWER, reason: undefined }]), /reason/],
    ["has hardly a reason", JSON.stringify([{ ...ANSWER, reason: "false positive" }]), /reason/],
    ["is for any resource", JSON.stringify([{ ...ANSWER, resources: [] }]), /resources/],
    ["has a key that isn't known", JSON.stringify([{ ...ANSWER, skip: true }]), /skip/],
  ])("fails when an answer %s", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
