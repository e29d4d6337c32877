import { describe, expect, it } from "vitest";
import { expandNodeClass, expandNodePool } from "../../../../src/addons/karpenter/description/expand";
import { NodeClassSchema } from "../../../../src/addons/karpenter/schema/node-class";
import { NodePoolSchema } from "../../../../src/addons/karpenter/schema/node-pool";
import { nodeSelectors } from "../../../../src/network/node-selectors";
import { clusterSpec } from "../../../../testing/stacks";

const pool = (input: object) => expandNodePool(NodePoolSchema.parse({ name: "a", ...input }));
const keys = (input: object) => pool(input).spec.template.spec.requirements.map(({ key }) => key.split("/")[1]);
const withRequirement = (key: string) => ({ template: { spec: { requirements: [{ key, operator: "Exists" }] } } });

describe("expandNodePool", () => {
  it("defaults", () => {
    expect(pool({})).toEqual({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "a" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "default" },
            requirements: [
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
              { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
              { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
              { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
              { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["2"] },
            ],
            expireAfter: "720h",
            terminationGracePeriod: "10m",
          },
        },
        disruption: { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "1m" },
        limits: { cpu: 1000 },
      },
    });
  });

  it("takes short forms", () => {
    const { spec } = pool({
      nodeClass: "gpu",
      capacityTypes: ["spot"],
      architectures: ["arm64"],
      instanceCategories: ["g"],
      limits: { cpu: 100 },
      consolidation: { policy: "WhenEmpty", after: "30s" },
      expireAfter: "Never",
      terminationGracePeriod: "1h",
    });
    expect(spec.template.spec.nodeClassRef.name).toBe("gpu");
    expect(spec.template.spec.requirements.flatMap(({ values }) => values)).toEqual([
      "spot",
      "arm64",
      "linux",
      "g",
      "2",
    ]);
    expect(spec.template.spec).toMatchObject({ expireAfter: "Never", terminationGracePeriod: "1h" });
    expect(spec.disruption).toEqual({ consolidationPolicy: "WhenEmpty", consolidateAfter: "30s" });
    expect(spec.limits).toEqual({ cpu: 100 });
  });

  it("takes long forms", () => {
    const spec = { nodeClassRef: { name: "gpu" }, expireAfter: "1h", terminationGracePeriod: "2h" };
    const taints = [{ key: "gpu", effect: "NoSchedule" }];
    const expanded = pool({
      weight: 5,
      disruption: { consolidationPolicy: "Balanced", budgets: [{ nodes: "1" }] },
      template: { metadata: { labels: { team: "web" } }, spec: { ...spec, taints } },
    });
    expect(expanded.spec).toMatchObject({
      weight: 5,
      disruption: { consolidationPolicy: "Balanced", consolidateAfter: "1m", budgets: [{ nodes: "1" }] },
      template: { metadata: { labels: { team: "web" } }, spec: { ...spec, taints } },
    });
  });

  it("puts requirements that were written first", () => {
    expect(keys(withRequirement("example.com/team"))[0]).toBe("team");
  });

  it.each([
    ["karpenter.sh/capacity-type", "capacity-type"],
    ["kubernetes.io/os", "os"],
    ["karpenter.k8s.aws/instance-generation", "instance-generation"],
  ])("adds no default beside a requirement on %s", (key, name) => {
    expect(keys(withRequirement(key)).filter((item) => item === name)).toHaveLength(1);
    expect(keys(withRequirement(key))).toHaveLength(5);
  });

  it("adds no default beside a requirement under an old name, or beside a label", () => {
    expect(keys(withRequirement("beta.kubernetes.io/arch")).slice(1)).not.toContain("arch");
    expect(keys({ template: { metadata: { labels: { "kubernetes.io/arch": "arm64" } } } })).not.toContain("arch");
  });

  it.each(["karpenter.k8s.aws/instance-family", "node.kubernetes.io/instance-type"])(
    "adds neither category nor generation beside a requirement on %s",
    (key) => {
      expect(keys(withRequirement(key)).slice(1)).toEqual(["capacity-type", "arch", "os"]);
    },
  );

  it.each([
    ["node.kubernetes.io/instance-type", "m7g.large"],
    ["beta.kubernetes.io/instance-type", "m7g.large"],
    ["karpenter.k8s.aws/instance-family", "m7g"],
    ["karpenter.k8s.aws/instance-cpu-manufacturer", "aws"],
  ])("adds no architecture where %s is named, in a requirement or a label", (key, value) => {
    const requirements = [{ key, operator: "In", values: [value] }];
    expect(keys({ template: { spec: { requirements } } })).not.toContain("arch");
    expect(keys({ template: { metadata: { labels: { [key]: value } } } })).not.toContain("arch");
    expect(keys({ architectures: ["arm64"], template: { spec: { requirements } } })).toContain("arch");
  });

  it("keeps the architecture where types are only ruled out", () => {
    const requirements = [{ key: "karpenter.k8s.aws/instance-family", operator: "NotIn", values: ["m7i"] }];
    expect(keys({ template: { spec: { requirements } } })).toContain("arch");
  });

  it("sets no limits in a static pool", () => {
    expect(pool({ replicas: 2 }).spec).toMatchObject({ replicas: 2 });
    expect(pool({ replicas: 2 }).spec).not.toHaveProperty("limits");
  });
});

describe("expandNodeClass", () => {
  const nodeClass = (input: object, tags: Record<string, string> = {}) =>
    expandNodeClass(NodeClassSchema.parse({ name: "a", ...input }), {
      clusterName: "sandbox",
      tags,
      selectors: nodeSelectors(clusterSpec()),
    });

  it("defaults", () => {
    const discovered = [{ tags: { "karpenter.sh/discovery": "sandbox" } }];
    expect(nodeClass({})).toEqual({
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: "a" },
      spec: {
        amiSelectorTerms: [{ alias: "al2023@latest" }],
        role: "KarpenterNodeRole-sandbox",
        subnetSelectorTerms: discovered,
        securityGroupSelectorTerms: discovered,
      },
    });
  });

  it("puts the tags of the class over those of the cluster", () => {
    expect(nodeClass({ tags: { team: "web" } }, { team: "base", cost: "1" }).spec.tags).toEqual({
      team: "web",
      cost: "1",
    });
  });

  it("takes an instance profile in place of the role", () => {
    expect(nodeClass({ instanceProfile: "nodes" }).spec).not.toHaveProperty("role");
  });

  it("keeps what was written, and makes a term of the alias", () => {
    const written = { kubelet: { maxPods: 58, failSwapOn: false }, subnetSelectorTerms: [{ id: "subnet-0a" }] };
    const { spec } = nodeClass({ ...written, labels: { team: "web" }, amiAlias: "al2023@v20260101" });
    expect(spec).toMatchObject({ ...written, amiSelectorTerms: [{ alias: "al2023@v20260101" }] });
    expect(Object.keys(spec)).not.toContain("amiAlias");
    expect(Object.keys(spec)).not.toContain("labels");
  });
});
