import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writtenFiles } from "../written-files";
import { attempt, must, run } from "./commands";

const REPOSITORY = resolve(__dirname, "../..");

/** What a project from the tarball is tried for with a version of Node: name and what runs it. */
export function trials(project: string, node: string): [name: string, run: () => void][] {
  const version = run(project, node, "--version").trim();
  const named = (name: string) => `Node ${version}: ${name}`;
  // The CLI has a native part, which npm installed for the Node that it ran with.
  const cli: [string, () => void][] =
    node === process.execPath ? [[named("cdktf synth"), () => commandLine(project, node)]] : [];
  return [
    [named("the same bytes as this repository's"), () => sameBytes(project, node)],
    ...cli,
    [named("check, with a mistake"), () => checkMistake(project, node)],
    [named("a program with constructs of its own"), () => ownConstructs(project, node)],
  ];
}

/** The project's program and this repository's, from its sources, synthesize the same clusters. */
function sameBytes(project: string, node: string): void {
  rmSync(join(project, "cdktf.out"), { recursive: true, force: true });
  run(project, node, "--import", "tsx", "main.ts");
  const theirs = writtenFiles(join(project, "cdktf.out"));
  rmSync(join(project, "cdktf.out"), { recursive: true });
  const tsx = require.resolve("tsx");
  run(project, process.execPath, "--import", tsx, join(REPOSITORY, "testing/sandbox/main.ts"));
  const ours = writtenFiles(join(project, "cdktf.out"));
  must(ours.size > 20, `only ${ours.size} files were synthesized`);
  const differ = [...new Set([...ours.keys(), ...theirs.keys()])].filter((path) => ours.get(path) !== theirs.get(path));
  must(differ.length === 0, `these differ from what this repository synthesizes: ${differ.join(", ")}`);
}

/** CDKTF's CLI runs the project's program, and gets the same. */
function commandLine(project: string, node: string): void {
  const written = join(project, "cdktf.out");
  rmSync(written, { recursive: true, force: true });
  run(project, node, "--import", "tsx", "main.ts");
  const byProgram = writtenFiles(written);
  rmSync(written, { recursive: true });
  run(project, node, join(project, "node_modules/cdktf-cli/bundle/bin/cdktf"), "synth");
  must(isDeepStrictEqual(writtenFiles(written), byProgram), "cdktf synth writes something else than the program");
}

/** A mistake in a cluster file has a place. */
function checkMistake(project: string, node: string): void {
  const file = join(project, "clusters/demo.yaml");
  const good = readFileSync(file, "utf8");
  const command = [join(project, "node_modules/cdktf-eks-addons/dist/cli/main.js"), "check", "--json"];
  must(attempt(project, node, ...command).code === 0, "check finds errors in clusters without one");
  writeFileSync(file, good.replace("region:", "regoin:"));
  try {
    const { code, stdout } = attempt(project, node, ...command);
    must(code === 1, `check ended with ${code} in spite of a mistake`);
    const errors = JSON.parse(stdout).findings.filter(({ severity }: { severity: string }) => severity === "error");
    const found = errors.map(({ file, line, column, path }: Record<string, unknown>) => ({ file, line, column, path }));
    const expected = [{ file: "clusters/demo.yaml", line: 3, column: 1, path: "regoin" }];
    must(isDeepStrictEqual(found, expected), `check found ${JSON.stringify(errors)}`);
  } finally {
    writeFileSync(file, good);
  }
}

const PROGRAM = `import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App } from "cdktf";
import { addCluster, main } from "cdktf-eks-addons";
import { Construct } from "constructs";

class Alarms extends Construct {
  constructor(scope: Construct, id: string, vpcId: string) {
    super(scope, id);
    new SnsTopic(this, "topic", { name: "alarms", displayName: vpcId });
  }
}

main((app) => {
  if (!(app instanceof App)) throw new Error("the app is none of this project's cdktf");
  const { clusterStack, addonsStack } = addCluster(app, {
    name: "typed",
    region: "eu-central-1",
    network: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
  });
  if (!(clusterStack instanceof Construct)) throw new Error("the stack is none of this project's constructs");
  new Alarms(clusterStack, "alarms", clusterStack.network.vpcId);
  new Alarms(addonsStack, "alarms", addonsStack.cluster.vpcId);
});
`;

/**
 * What a program adds to a stack reads what is known there. In the cluster stack it is made before the guard, and so goes
 * after it; in the add-ons stack it is made after the add-ons, and so goes before them.
 */
function ownConstructs(project: string, node: string): void {
  const file = join(project, "main.ts");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, PROGRAM);
  try {
    run(project, node, join(project, "node_modules/typescript/bin/tsc"), "--noEmit");
    rmSync(join(project, "cdktf.out"), { recursive: true, force: true });
    run(project, node, "--import", "tsx", "main.ts");
    const resources = (stack: string) =>
      JSON.parse(readFileSync(join(project, `cdktf.out/stacks/${stack}/cdk.tf.json`), "utf8")).resource;
    const cluster = resources("typed");
    const inCluster = cluster.aws_sns_topic.alarms_topic;
    must(inCluster.display_name === "${aws_vpc.network_vpc.id}", `the topic has ${inCluster.display_name}`);
    const guard = cluster.aws_iam_policy["teardown-guard"];
    must(guard.depends_on.includes("aws_sns_topic.alarms_topic"), "the guard doesn't wait for the topic");
    const inAddons = resources("typed-addons").aws_sns_topic.alarms_topic;
    must(
      /terraform_remote_state\.cluster\..*vpc_id/.test(inAddons.display_name),
      `the topic has ${inAddons.display_name}`,
    );
    const waitsFor: string[] = inAddons.depends_on ?? [];
    must(
      waitsFor.some((address) => address.startsWith("helm_release.")),
      "the topic doesn't wait for the add-ons",
    );
  } finally {
    writeFileSync(file, before);
  }
}
