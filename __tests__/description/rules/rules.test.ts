import { describe, expect, it } from "vitest";
import { allRoleNames, basePods, type ClusterInput } from "../../../src/addons/cluster-file";
import { fargateRules } from "../../../src/description/rules/fargate";
import { nameRules } from "../../../src/description/rules/names";
import { networkRules } from "../../../src/description/rules/network";
import { tagRules } from "../../../src/description/rules/tags";
import { versionRules } from "../../../src/description/rules/versions";
import { check, parse } from "../../../testing/rules";
import { clusterSpec } from "../../../testing/stacks";

const quiet = { controlPlane: { endpoint: { publicCidrs: ["203.0.113.0/24"] } } };
const jobs = { name: "jobs", selectors: [{ namespace: "jobs" }] };

describe("names", () => {
  const named = (name: string, ...others: string[]) =>
    check(
      (cluster) =>
        nameRules(
          cluster,
          others.map((other) => clusterSpec({ name: other })),
          allRoleNames(name),
        ),
      { name },
    );

  it("defaults: up to 46 characters, beside clusters of other names", () => {
    expect(named("a".repeat(46), "b", "a-addon", "addons")).toEqual([]);
  });

  it.each(["constructor", "toString", "hasOwnProperty"])("fails when a cluster is named %s", (name) => {
    expect(parse({ name })).toEqual([
      `name  got the string "${name}"; CDK for Terraform keeps this name for itself; choose another`,
    ]);
    expect(parse({ name: `${name}s` })).toEqual([]);
  });

  it("fails when the node role's name would be too long", () => {
    expect(named("a".repeat(47)).join()).toMatch(/^name {2}the name has 47 characters, .* shorten it to 46 at most$/);
  });

  it("fails when another cluster has the name, upper and lower case alike", () => {
    expect(named("dev", "DEV")).toEqual(['name  another cluster is named "DEV"; give each a name of its own']);
  });

  it("fails in one line when many have the name", () => {
    expect(named("dev", "DEV", "dev", "Dev")).toEqual([
      'name  another cluster is named "DEV" (and 2 more); give each a name of its own',
    ]);
  });

  it("fails when stacks of two clusters have one name", () => {
    const message = (a: string, b: string) =>
      `name  cluster "${a}" and cluster "${b}" both have a stack named "a-addons"; rename one of the clusters`;
    expect(named("a", "a-addons")).toEqual([message("a", "a-addons")]);
    expect(named("a-addons", "a")).toEqual([message("a-addons", "a")]);
  });
});

describe("tags", () => {
  it("defaults: what AWS takes", () => {
    const kept = { "kubernetes.io/role/x": "y", names: "z", "k8s.aws/x": "y", constructor: "x" };
    expect(check(tagRules, { tags: { "Kostenträger 1": "a b_.:/=+-@9", empty: "", ...kept } })).toEqual([]);
  });

  it("fails when two keys differ in case only", () => {
    expect(check(tagRules, { tags: { Team: "a", cost: "b", team: "c" } })).toEqual([
      "tags.team  IAM takes this key for the same as Team, and refuses roles that have both; remove one",
    ]);
  });

  it("warns of one name for everything", () => {
    expect(check(tagRules, { tags: { Name: "x" } })).toEqual([
      "tags.Name  warning: every node, volume, role and key would have this one name in the console; choose another key, such as cluster",
    ]);
  });

  it.each([
    ["aws:x", "y", /^tags\["aws:x"\] {2}tags that begin with aws: are AWS's own; choose another key$/],
    ["karpenter.sh/discovery", "x", /^tags\["karpenter.sh\/discovery"\] {2}by this tag .*; remove it/],
    ["AWS:x", "y", /^tags\["AWS:x"\] {2}tags that begin with aws: are AWS's own; choose another key$/],
    [
      "kubernetes.io/role/elb",
      "1",
      /^tags\["kubernetes.io\/role\/elb"\] {2}by this tag load balancers .*; remove it, /,
    ],
    ["kubernetes.io/role/internal-elb", "1", /^tags\[.*\] {2}by this tag load balancers .*; remove it, /],
    [
      "elbv2.k8s.aws/cluster",
      "x",
      /^tags\[.*\] {2}by this tag the AWS Load Balancer Controller .*; choose another key$/,
    ],
    ["a", "b?", /^tags.a {2}a character is in key or value that AWS doesn't take in tags; use letters/],
    ["a(b", "c", /^tags\["a\(b"\] {2}a character/],
  ])("fails when a tag is %s: %s", (key, value, message) => {
    expect(check(tagRules, { tags: { [key]: value } })).toEqual([expect.stringMatching(message)]);
  });

  it("fails when there are too many", () => {
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, "x"]));
    expect(check(tagRules, { tags: tags(40) })).toEqual([]);
    expect(check(tagRules, { tags: tags(41) })).toEqual([expect.stringMatching(/^tags {2}there are 41 tags; .*40$/)]);
  });
});

describe("network", () => {
  const zones = ["eu-central-1a", "eu-central-1b"];
  const network = (more: Partial<ClusterInput["network"]>, controlPlane: ClusterInput["controlPlane"] = {}) =>
    check(networkRules, {
      network: { availabilityZones: zones, ...more },
      controlPlane: { ...quiet.controlPlane, ...controlPlane },
    });

  it("defaults: warns of an API server that is open to everybody, and of nothing else", () => {
    expect(network({})).toEqual([]);
    expect(check(networkRules, {})).toEqual([
      expect.stringMatching(/^controlPlane\.endpoint\.publicCidrs {2}warning: .* from everywhere; name the ranges/),
    ]);
  });

  it.each(["10.0.0.0/16", "10.0.0.0/22"])("takes %s", (cidr) => {
    expect(network({ cidr })).toEqual([]);
  });

  it.each(["10.0.0.0/15", "10.0.0.0/23"])("fails when the VPC's range is %s", (cidr) => {
    expect(network({ cidr })).toEqual([
      expect.stringContaining(`network.cidr  the range ${cidr} is outside of /16 to /22`),
    ]);
  });

  it.each(["10.0.0.0/16", "172.16.0.0/16", "192.168.0.0/16", "100.64.0.0/16", "198.19.0.0/16"])(
    "takes %s, a range for networks",
    (cidr) => {
      expect(network({ cidr }, { serviceCidr: "10.100.0.0/16" })).toEqual([]);
    },
  );

  it("warns when the VPC's range is a public one", () => {
    expect(network({ cidr: "11.0.0.0/16" })).toEqual([
      "network.cidr  warning: the range 11.0.0.0/16 isn't private, and hosts of the internet that have these addresses can't be reached from the VPC; choose one within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, unless these addresses are yours",
    ]);
  });

  it.each([
    ["127.0.0.0/16", "127.0.0.0/8"],
    ["169.254.0.0/16", "169.254.0.0/16"],
    ["0.1.0.0/16", "0.0.0.0/8"],
    ["224.0.0.0/16", "224.0.0.0/4"],
    ["255.0.0.0/16", "240.0.0.0/4"],
  ])("fails when the VPC's range is %s", (cidr, unusable) => {
    expect(network({ cidr })).toEqual([
      `network.cidr  the range ${cidr} has addresses of ${unusable}, which no network can have; choose one within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10`,
    ]);
  });

  it.each([
    ["10.1.0.0/16", "10.0.0.0/8"],
    ["172.16.0.0/12", "172.16.0.0/12"],
    ["192.168.1.1/32", "192.168.0.0/16"],
    ["100.64.0.0/10", "100.64.0.0/10"],
    ["8.0.0.0/6", "10.0.0.0/8"],
    ["240.0.0.0/4", "240.0.0.0/4"],
  ])("fails when the public endpoint is open to %s", (cidr, reserved) => {
    expect(network({}, { endpoint: { publicCidrs: ["203.0.113.5/32", cidr] } })).toEqual([
      `controlPlane.endpoint.publicCidrs[1]  the range ${cidr} has addresses of ${reserved}, which nobody has in the internet, and EKS refuses it; name the public addresses that calls come from (the VPC itself comes in through the private endpoint)`,
    ]);
  });

  it("takes public ranges up to those that are reserved", () => {
    const publicCidrs = ["11.0.0.0/8", "172.15.0.0/16", "172.32.0.0/16", "100.63.0.0/16", "223.0.0.0/8"];
    expect(network({}, { endpoint: { publicCidrs } })).toEqual([]);
  });

  it("warns when there are more NAT gateways than addresses", () => {
    const availabilityZones = [..."abcdef"].map((letter) => `eu-central-1${letter}`);
    expect(network({ availabilityZones, natGateways: "perZone" })).toEqual([
      'network.natGateways  warning: perZone takes an elastic IP address in each of 6 zones, and an account has 5 in eu-central-1 unless the quota (L-0263D0A3) was raised; raise it, use fewer zones, or "single"',
    ]);
    expect(network({ availabilityZones: availabilityZones.slice(1), natGateways: "perZone" })).toEqual([]);
    expect(network({ availabilityZones })).toEqual([]);
  });

  it("fails when an address within a range is given for the range", () => {
    expect(network({ cidr: "10.0.3.7/16" })).toEqual([
      "network.cidr  10.0.3.7/16 is an address within a range; write the range itself, 10.0.0.0/16",
    ]);
    expect(network({}, { endpoint: { publicCidrs: ["203.0.113.1/24"] } })).toEqual([
      "controlPlane.endpoint.publicCidrs[0]  203.0.113.1/24 is an address within a range; write the range itself, 203.0.113.0/24",
    ]);
  });

  it.each([
    [
      "10.0.16.0/20",
      "the range 10.0.16.0/20 overlaps 10.0.0.0/16 of the VPC (network.cidr); services need addresses of their own",
    ],
    [
      "172.0.0.0/16",
      "the range 172.0.0.0/16 isn't private; choose one within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    ],
    ["192.168.0.0/25", "the range 192.168.0.0/25 is outside of /12 to /24, which EKS takes; choose another"],
  ])("fails when the services' range is %s", (serviceCidr, message) => {
    expect(network({}, { serviceCidr })).toEqual([`controlPlane.serviceCidr  ${message}`]);
  });

  it("fails when a zone is in another region, or listed twice", () => {
    expect(network({ availabilityZones: ["eu-central-1a", "eu-west-1b", "eu-central-1a"] })).toEqual([
      "network.availabilityZones[1]  eu-west-1b isn't in region eu-central-1; its zones are eu-central-1a, eu-central-1b and so on",
      "network.availabilityZones[2]  eu-central-1a is listed twice; remove one",
    ]);
  });

  it("says nothing of zones when it is the region that can't be", () => {
    expect(check(networkRules, { region: "eu-centrl-1", ...quiet })).toEqual([]);
  });

  it("fails when the API server can't be reached, or not by nodes", () => {
    expect(network({}, { endpoint: { public: false, private: false } })).toEqual([
      "controlPlane.endpoint  neither the public nor the private endpoint is on; set one of them to true",
    ]);
    expect(network({}, { endpoint: { private: false, publicCidrs: ["203.0.113.0/24"] } })).toEqual([
      expect.stringMatching(
        /^controlPlane\.endpoint\.private {2}with the public endpoint limited .*; set private to true$/,
      ),
    ]);
    expect(network({}, { endpoint: { public: false } })).toEqual([]);
  });
});

describe("versions", () => {
  const versions = (kubernetesVersion: string) => check(versionRules, { kubernetesVersion });

  it("defaults: what goes together", () => {
    expect(["1.32", "1.33", "1.34", "1.35", "1.36", "1.37"].flatMap((version) => versions(version))).toEqual([]);
  });

  it("warns as long as upgrades are forced", () => {
    expect(check(versionRules, { controlPlane: { forceUpdate: true } })).toEqual([
      expect.stringMatching(/^controlPlane.forceUpdate {2}warning: EKS upgrades although .*; read them first/),
    ]);
  });

  it("fails when a Kubernetes version is too old, or not known", () => {
    expect(versions("1.9")).toEqual([
      'kubernetesVersion  EKS no longer offers Kubernetes 1.9; choose one from "1.32" to "1.37"',
    ]);
    expect(versions("1.38")).toEqual([
      'kubernetesVersion  Kubernetes 1.38 isn\'t known here; choose one from "1.32" to "1.37", or update this project',
    ]);
  });
});

describe("fargate", () => {
  const fargate = (changes: Partial<ClusterInput>) =>
    check((cluster) => fargateRules(cluster, basePods(cluster)), changes);
  const profiles = (...given: NonNullable<NonNullable<ClusterInput["fargate"]>["profiles"]>) =>
    fargate({ fargate: { profiles: given } });

  it("defaults: the base profile, and others beside it", () => {
    expect(fargate({})).toEqual([]);
    expect(profiles(jobs, { name: "base", selectors: [{ namespace: "kube-*" }, { namespace: "k*r" }] })).toEqual([]);
  });

  it("fails when two profiles have one name, or EKS's own", () => {
    expect(profiles(jobs, jobs)).toEqual([
      "fargate.profiles[1].name  'jobs' is the name of fargate.profiles[0] too; choose another",
    ]);
    expect(profiles({ ...jobs, name: "eks-jobs" })).toEqual([
      'fargate.profiles[0].name  names that begin with eks- are EKS\'s own; choose another than "eks-jobs"',
    ]);
  });

  it("fails when a selector has too many labels", () => {
    const labels = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, "x"]));
    const six = labels("a", "b", "c", "d", "e", "f");
    expect(profiles({ name: "x", selectors: [{ namespace: "a", labels: six }] })).toEqual([
      "fargate.profiles[0].selectors[0].labels  there are 6 labels, and EKS takes 5; remove some",
    ]);
    const five = labels("a", "b", "c", "d", "e");
    expect(profiles({ name: "x", selectors: [{ namespace: "a", labels: five }] })).toEqual([]);
  });

  it("fails when a profile is named constructor", () => {
    expect(
      parse({
        fargate: {
          profiles: [
            { ...jobs, name: "constructor" },
            { ...jobs, name: "constructors" },
          ],
        },
      }),
    ).toEqual([
      'fargate.profiles[0].name  got the string "constructor"; CDK for Terraform keeps this name for itself; choose another',
    ]);
  });

  it("fails when a name, with its hash, is too long for a label", () => {
    expect(profiles({ ...jobs, name: "j".repeat(54) })).toEqual([]);
    expect(profiles({ ...jobs, name: "j".repeat(55) })).toEqual([
      "fargate.profiles[0].name  the name has 55 characters; with the hash that follows it, it becomes a label of each pod, and these have 63 at most: shorten it to 54",
    ]);
  });

  const selector = (values: Readonly<Record<string, unknown>>) =>
    parse({ fargate: { profiles: [{ name: "x", selectors: [{ namespace: "a", ...values }] }] } });

  it("takes wildcards in namespaces, keys and values", () => {
    expect(selector({ namespace: "*-jobs?", labels: { "*": "*", "team-?": "a*", "*.example.com/t*": "x" } })).toEqual(
      [],
    );
    const everyKey = [{ namespace: "kube-system", labels: { "k8s-*": "kube-dns" } }, { namespace: "karpenter" }];
    expect(profiles({ name: "base", selectors: everyKey })).toEqual([]);
  });

  it("fails when a namespace or a key can't be", () => {
    expect(selector({ namespace: "Jobs", labels: { "a b": "x" } })).toEqual([
      "fargate.profiles[0].selectors[0].namespace  got the string \"Jobs\"; a namespace is needed: lower-case letters, digits and '-', with a letter or digit at both ends; * and ? are wildcards",
      'fargate.profiles[0].selectors[0].labels["a b"]  the key "a b" is not possible; a name such as team or example.com/team is needed; * and ? are wildcards',
    ]);
  });

  it("warns of a selector that takes every pod, and of more profiles than the quota", () => {
    expect(profiles({ name: "x", selectors: [{ namespace: "*" }] })).toEqual([
      expect.stringMatching(/^fargate\.profiles\[0\]\.selectors\[0\]\.namespace {2}warning: this selects every pod/),
    ]);
    const many = Array.from({ length: 10 }, (_, index) => ({ ...jobs, name: `jobs-${index}` }));
    expect(profiles(...many.slice(1))).toEqual([]);
    expect(profiles(...many)).toEqual([expect.stringMatching(/^fargate\.profiles {2}warning: .* these are 11, .*10/)]);
  });

  it("fails when a base profile of one's own leaves out what has to run on Fargate", () => {
    const found = profiles({ name: "base", selectors: [{ namespace: "kube-system", labels: { "k8s-app": "x" } }] });
    expect(found).toEqual([
      expect.stringMatching(
        /^fargate\.profiles\[0\]\.selectors {2}no selector takes the pods of CoreDNS.*; add \{ namespace: kube-system/,
      ),
      expect.stringMatching(
        /^fargate\.profiles\[0\]\.selectors {2}no selector takes the pods of Karpenter.*; add \{ namespace: karpenter/,
      ),
    ]);
  });

  it("fails when a controller pod is too large for Fargate", () => {
    expect(fargate({ karpenter: { resources: { cpu: 17 } } })).toEqual([
      "karpenter.resources  17 CPU with 1Gi is more than a Fargate pod can have; keep to 16 vCPU and, with 256 MiB for Fargate itself, 120 GB",
    ]);
  });
});

describe("Karpenter's namespace", () => {
  it.each(["karpenter", "kube-system", "default-karpenter"])("takes %s", (namespace) => {
    expect(parse({ karpenter: { namespace } })).toEqual([]);
  });

  it.each(["default", "kube-public", "kube-node-lease"])("fails when it is %s", (namespace) => {
    expect(parse({ karpenter: { namespace } })).toEqual([
      `karpenter.namespace  got the string "${namespace}"; Kubernetes makes this namespace itself, and uses it for other pods; choose one for Karpenter alone, or kube-system`,
    ]);
  });
});
