import { describe, expect, it } from "vitest";
import { CLUSTER_FORMAT, clusterRules, resolveCluster } from "../../../src/addons/cluster-file";
import { checkClusters } from "../../../src/description/check";
import { DescriptionError } from "../../../src/description/report";
import { yamlSource } from "../../../src/description/yaml";

const VPC = "vpcId: vpc-0123456789abcdef0";
const [A, B, C] = ["subnet-0123456789abcdefa", "subnet-0123456789abcdefb", "subnet-0123456789abcdefc"];
const LISTED = `privateSubnets: [${A}, ${B}]`;

/** `line:column  key.path  message` of each error in a cluster file with this network, and `more` at its top level. */
function check(network: readonly string[], ...more: readonly string[]): string[] {
  const text = ["name: shop", "region: eu-central-1", "network:", ...network.map((line) => `  ${line}`), ...more];
  try {
    checkClusters(CLUSTER_FORMAT, [() => yamlSource("shop.yaml", text.join("\n"))], resolveCluster, [clusterRules]);
    return [];
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return error.message.split("\n").map((line) => line.replace("shop.yaml:", ""));
  }
}

describe("existingNetworkRules", () => {
  it("defaults: a VPC and its private subnets, listed or by their zones", () => {
    expect(check([VPC, LISTED])).toEqual([]);
    expect(check([VPC, "privateSubnets:", `  eu-central-1a: ${A}`, `  eu-central-1b: ${B}`])).toEqual([]);
    expect(check([VPC, LISTED, `publicSubnets: [${C}]`], "controlPlane:", `  subnets: [${C}, ${A}]`)).toEqual([]);
  });

  it("fails when keys of both kinds of network are written, by each of the one kind", () => {
    const made =
      "this is for a VPC that is made, and network names a VPC that exists (vpcId); remove the one or the other";
    expect(check([VPC, LISTED, "availabilityZones: [eu-central-1a, eu-central-1b]", "natGateways: single"])).toEqual([
      `6:3  network.availabilityZones  ${made}`,
      `7:3  network.natGateways  ${made}`,
    ]);
    expect(check([VPC, LISTED, "cidr: 10.0.0.0/16", "draining: []", "flowLogs: {}"])).toHaveLength(3);
  });

  it("fails when neither kind is written, or half of one", () => {
    expect(check(["natGateways: single"])).toEqual([
      "3:1  network.availabilityZones  missing; the zones of a VPC that is made are needed here, or vpcId and privateSubnets of one that exists",
    ]);
    expect(check([VPC])).toEqual([
      "3:1  network.privateSubnets  missing; the subnets for nodes and Fargate pods are needed, in two zones at least",
    ]);
    expect(check([LISTED])).toEqual([
      "3:1  network.vpcId  missing; the id of the VPC that the subnets are in is needed",
    ]);
  });

  it("fails when an id has another form, and says that alone", () => {
    expect(check(["vpcId: vpc-1", LISTED])).toEqual([
      '4:10  network.vpcId  got the string "vpc-1"; the id of a VPC is needed, such as vpc-0123456789abcdef0',
    ]);
    expect(check([VPC, `privateSubnets: [${A}, subnet-X]`])).toEqual([
      `5:${"  privateSubnets: [".length + A.length + 3}  network.privateSubnets[1]  got the string "subnet-X"; the id of a subnet is needed, such as subnet-0123456789abcdef0`,
    ]);
    expect(check(["vpcID: vpc-0123456789abcdef0", LISTED])).toEqual([
      "4:3  network.vpcID  unknown key; did you mean vpcId?",
    ]);
  });

  it("fails when there is one subnet, or one twice, or one that would be private and public", () => {
    expect(check([VPC, "privateSubnets:", `  eu-central-1a: ${A}`])).toEqual([
      "6:5  network.privateSubnets  there is one subnet; at least two are needed, in different zones",
    ]);
    expect(check([VPC, `privateSubnets: [${A}]`])).toEqual([
      expect.stringContaining("at least two subnets are needed, in different zones"),
    ]);
    expect(check([VPC, `privateSubnets: [${A}, ${B}, ${A}]`])).toEqual([
      expect.stringContaining(`network.privateSubnets[2]  ${A} is listed twice; remove one`),
    ]);
    expect(check([VPC, "privateSubnets:", `  eu-central-1a: ${A}`, `  eu-central-1b: ${A}`])).toEqual([
      expect.stringContaining(`network.privateSubnets.eu-central-1b  ${A} is listed twice; remove one`),
    ]);
    expect(check([VPC, LISTED, `publicSubnets: [${C}, ${B}]`])).toEqual([
      expect.stringContaining(
        `network.publicSubnets[1]  ${B} is among network.privateSubnets too, and a subnet has a route to an internet gateway or has none; take it out of one of the two`,
      ),
    ]);
  });

  it("fails when subnets are for zones of another region, or for no zone", () => {
    expect(check([VPC, "privateSubnets:", `  eu-central-1a: ${A}`, `  eu-west-1b: ${B}`])).toEqual([
      expect.stringContaining("network.privateSubnets.eu-west-1b  eu-west-1b isn't in region eu-central-1"),
    ]);
    expect(check([VPC, "privateSubnets:", `  eu-central-1a: ${A}`, `  b: ${B}`])).toEqual([
      expect.stringContaining('the key "b" is not possible; the name of an availability zone is needed'),
    ]);
  });

  it("fails when the control plane's place is described as for the other kind", () => {
    expect(check([VPC, LISTED], "controlPlane:", "  availabilityZones: [eu-central-1a, eu-central-1b]")).toEqual([
      expect.stringContaining(
        "controlPlane.availabilityZones  in a VPC that exists the control plane is in the zones of its subnets; name those under controlPlane.subnets",
      ),
    ]);
    const zones = "availabilityZones: [eu-central-1a, eu-central-1b]";
    expect(check([zones], "controlPlane:", `  subnets: [${A}, ${B}]`)).toEqual([
      expect.stringContaining("controlPlane.subnets  the subnets of this VPC are yet to be made"),
    ]);
    expect(check([VPC, LISTED], "controlPlane:", `  subnets: [${A}, ${A}]`)).toEqual([
      expect.stringContaining(`controlPlane.subnets[1]  ${A} is listed twice`),
    ]);
  });

  it("fails when AWS would be asked of a VPC that is made", () => {
    expect(check([VPC, LISTED, "verify: false"])).toEqual([]);
    expect(check(["availabilityZones: [eu-central-1a, eu-central-1b]", "verify: true"])).toEqual([
      "5:3  network.verify  a VPC that is made is as it has to be, and so this means nothing; remove it, or name a VPC that exists by vpcId",
    ]);
  });

  it("leaves the zones of node pools open where subnets are listed, and holds them to those that are written", () => {
    const pool = (zone: string) => [
      "karpenter:",
      "  nodePools:",
      "    - name: a",
      `      template: { spec: { requirements: [{ key: topology.kubernetes.io/zone, operator: In, values: [${zone}] }] } }`,
    ];
    expect(check([VPC, LISTED], ...pool("eu-central-1c"))).toEqual([]);
    expect(check([VPC, LISTED], ...pool("eu-west-1a"))).toHaveLength(1);
    const byZone = [VPC, "privateSubnets:", `  eu-central-1a: ${A}`, `  eu-central-1b: ${B}`];
    expect(check(byZone, ...pool("eu-central-1c"))).toEqual([
      expect.stringContaining("the cluster has subnets in eu-central-1a, eu-central-1b only"),
    ]);
  });
});
