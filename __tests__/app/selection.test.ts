import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformStack } from "cdktf";
import { afterEach, describe, expect, it } from "vitest";
import { addClusterFiles } from "../../src";
import { clusterYaml, Project } from "../../testing/project";

const projects: Project[] = [];

afterEach(() => {
  for (const made of projects.splice(0)) made.remove();
});

function project(): Project {
  const made = new Project({ "clusters/a.yaml": clusterYaml("a"), "clusters/b.yaml": clusterYaml("b") });
  projects.push(made);
  return made;
}

const stackOf = (path: string) => /^cdktf\.out\/stacks\/([^/]+)/.exec(path)?.[1];
const stacks = (one: Project) =>
  [...new Set(Object.keys(one.files()).map(stackOf))].filter((name) => name !== undefined);
const listed = (one: Project) => Object.keys(JSON.parse(one.files()["cdktf.out/manifest.json"] ?? "{}").stacks);

describe("clusters to write", () => {
  it("defaults to all of them", () => {
    const one = project();
    one.synthesize(undefined, { only: [] });
    expect(stacks(one)).toEqual(["a", "a-addons", "b", "b-addons"]);
    expect(listed(one)).toEqual(stacks(one));
  });

  it("are those that are named, to the same bytes; only they are told", () => {
    const one = project();
    const { exitCode, stdout } = one.synthesize(undefined, { only: ["b"] });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("npx cdktf deploy b b-addons");
    expect(stdout).not.toMatch(/\ba-addons\b|a\.yaml/);
    expect(stacks(one)).toEqual(["b", "b-addons"]);
    expect(listed(one)).toEqual(["b", "b-addons"]);
    const first = one.files("cdktf.out");
    one.synthesize();
    expect(one.files("cdktf.out")).toMatchObject(
      Object.fromEntries(Object.entries(first).filter(([path]) => stackOf(path) !== undefined)),
    );
  });

  it("leave the charts that the others use", () => {
    const one = project();
    // In kube-system there are no FlowSchemas of its own.
    one.write({ "clusters/b.yaml": clusterYaml("b", "karpenter: { namespace: kube-system }\n") });
    one.synthesize();
    const chartsOf = (files: Record<string, string>) => Object.keys(files).filter((path) => path.includes("/charts/"));
    const before = chartsOf(one.files());
    expect(before.join()).toContain("karpenter-flow-control");
    one.synthesize(undefined, { only: ["b"] });
    expect(chartsOf(one.files())).toEqual(before);
  });

  it("leave the others as they were written, and in the manifest", () => {
    const one = project();
    one.synthesize();
    const before = one.files("cdktf.out");
    one.write({
      "clusters/a.yaml": clusterYaml("a", "tags: { x: y }\n"),
      "clusters/b.yaml": clusterYaml("b", "tags: { x: y }\n"),
    });
    one.synthesize(undefined, { only: ["b"] });
    const after = one.files("cdktf.out");
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect([...new Set(changed.map(stackOf))].toSorted()).toEqual(["b", "b-addons"]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after["cdktf.out/manifest.json"]).toBe(before["cdktf.out/manifest.json"]);
  });

  it("may be stacks of the program's own", () => {
    const one = project();
    const build: Parameters<Project["synthesize"]>[0] = (app) => {
      addClusterFiles(app, "clusters");
      const stack = new TerraformStack(app, "alarms");
      new AwsProvider(stack, "aws", { region: "eu-central-1" });
      new SnsTopic(stack, "topic", { name: "alarms" });
    };
    expect(one.synthesize(build, { only: ["alarms", "a"] }).exitCode).toBe(0);
    expect(stacks(one)).toEqual(["a", "a-addons", "alarms"]);
  });

  it("fails when one of the others is wrong: they are checked as ever", () => {
    const one = project();
    one.write({ "clusters/a.yaml": clusterYaml("a", "foo: 1\n") });
    expect(one.synthesize(undefined, { only: ["b"] })).toMatchObject({
      exitCode: 1,
      errors: [expect.stringContaining("clusters/a.yaml:5:1  foo  unknown key")],
    });
  });
});
