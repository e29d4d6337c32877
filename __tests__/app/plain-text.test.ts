import { Token } from "cdktf";
import { afterEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { addCluster, type ClusterDescription } from "../../src";
import { Project } from "../../testing/project";
import { SMALLEST, withApp } from "../../testing/stacks";

const projects: Project[] = [];

afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

const HOSTILE =
  "a ${HOME} %{if} ${TfToken[TOKEN.0]} #{TfToken[TOKEN.0]} &{TfToken[TOKEN.1]} -1.8881545897087503e+289 -8.11e+298";

/** A description with this text wherever any text is taken. */
function described(text: string): ClusterDescription {
  return {
    ...SMALLEST,
    controlPlane: {
      access: {
        entries: [
          { principalArn: "arn:aws:iam::111122223333:role/r", userName: text, kubernetesGroups: [text, `${text} 2`] },
          { principalArn: "arn:aws:iam::111122223333:role/s", kubernetesGroups: [text] },
        ],
      },
    },
    karpenter: {
      nodeClasses: [
        {
          name: "default",
          userData: `#!/bin/bash\n${text}`,
          annotations: { note: text },
          context: text,
          subnetSelectorTerms: [{ tags: { [text]: text } }],
        },
      ],
      nodePools: [{ name: "default", template: { metadata: { annotations: { note: text } } } }],
    },
  };
}

function written(cluster: ClusterDescription): string {
  const project = new Project({ "clusters/sandbox.yaml": stringify(cluster) });
  projects.push(project);
  const { exitCode, stderr } = project.synthesize();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return Object.values(project.files("cdktf.out/stacks")).join("\n");
}

describe("texts of a cluster file", () => {
  it("defaults: reach Terraform as they were written, wherever they stand", () => {
    const escaped = HOSTILE.replace(/[$%](?=\{)/g, (sign) => sign + sign);
    const plain = written(described("PLAIN"));
    expect(written(described(HOSTILE)).replaceAll(escaped, "PLAIN")).toBe(plain);
    expect(plain.split("PLAIN").length).toBeGreaterThan(8);
  });

  it("may be what CDKTF fills its maps with", () => {
    expect(written(described("Any Map Token Value"))).toContain('"user_name": "Any Map Token Value"');
  });
});

describe("tokens in a description in TypeScript", () => {
  const complaint = (change: object) =>
    withApp({}, (app) => {
      try {
        addCluster(app, { ...SMALLEST, ...change });
        return "";
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : "";
      }
    });
  const sentence =
    "this is a token, or reads like one: its value is known only when Terraform runs, and what is written here is checked before; give the value itself";
  const text = Token.asString({ a: 1 });

  it.each<[string, object, string]>([
    ["a text", { region: text }, 'cluster "sandbox"  region'],
    ["part of a text", { tags: { a: `x-${text}` } }, 'cluster "sandbox"  tags.a'],
    ["a key", { tags: { [text]: "a" } }, 'cluster "sandbox"  tags'],
    ["a number", { karpenter: { replicas: Token.asNumber({ a: 1 }) } }, 'cluster "sandbox"  karpenter.replicas'],
    [
      "a list",
      { network: { availabilityZones: Token.asList({ a: 1 }) } },
      'cluster "sandbox"  network.availabilityZones',
    ],
    ["a map", { tags: Token.asStringMap({ a: 1 }) }, 'cluster "sandbox"  tags'],
    ["an object", { karpenter: Token.asAny({ a: 1 }) }, 'cluster "sandbox"  karpenter'],
    ["the name", { name: text }, "cluster without a name  name"],
  ])("fails when %s is one, in one line", (_, change, place) => {
    expect(complaint(change)).toBe(`${place}  ${sentence}`);
  });

  it("fails when a value holds itself", () => {
    const tags: Record<string, unknown> = {};
    tags.tags = tags;
    expect(complaint({ tags })).toBe('cluster "sandbox"  tags.tags  this holds itself; write the value out');
  });
});
