import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { VIEWERS_GROUP } from "../../src/description/access-entries";
import { resource, resources, synthesizeCluster } from "../../testing/stacks";

const CHART = join(__dirname, "../../charts/access");
const VIEWERS = { controlPlane: { access: { viewers: ["arn:aws:iam::111122223333:role/dev"] } } };

interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

const template = (name: string) => readFileSync(join(CHART, "templates", name), "utf8");
const { metadata, rules }: { metadata: { name: string }; rules: Rule[] } = parse(template("cluster-role.yaml"));

describe("Viewers", () => {
  it("defaults: no release where there are no viewers", () => {
    expect(Object.keys(resources(synthesizeCluster().addons, "helm_release"))).not.toContain("viewers");
  });

  it("lets the group of the viewers' access entries see more", () => {
    const { cluster, addons } = synthesizeCluster(VIEWERS);
    const release = resource(addons, "helm_release", "viewers");
    expect(release).toMatchObject({ name: "access", namespace: "kube-system", upgrade_install: true });
    expect(release.values).toEqual([JSON.stringify({ group: VIEWERS_GROUP })]);
    expect(Object.values(resources(cluster, "aws_eks_access_entry"))).toMatchObject([
      { kubernetes_groups: [VIEWERS_GROUP] },
    ]);
  });

  it("has a group that EKS takes: none of the prefixes that it keeps to itself", () => {
    expect(VIEWERS_GROUP).not.toMatch(/^(system|eks|aws|amazon|iam):/);
  });
});

describe("chart access", () => {
  it.each([
    ["nodes", ""],
    ["persistentvolumes", ""],
    ["storageclasses", "storage.k8s.io"],
    ["priorityclasses", "scheduling.k8s.io"],
    ["nodepools", "karpenter.sh"],
    ["nodeclaims", "karpenter.sh"],
    ["ec2nodeclasses", "karpenter.k8s.aws"],
  ])("shows %s of group '%s'", (kind, group) => {
    expect(rules.filter(({ apiGroups, resources }) => apiGroups.includes(group) && resources.includes(kind))).toEqual([
      expect.objectContaining({ verbs: ["get", "list", "watch"] }),
    ]);
  });

  it("fails when anything can be changed, or read that is secret, or named by a wildcard", () => {
    expect([...new Set(rules.flatMap(({ verbs }) => verbs))].sort()).toEqual(["get", "list", "watch"]);
    const named = rules.flatMap(({ apiGroups, resources }) => [...apiGroups, ...resources]);
    expect(named.filter((name) => /\*|secret|token|\/|^rbac/.test(name))).toEqual([]);
  });

  it("binds the group, and nobody else, to that role and to Kubernetes' own for viewers", () => {
    const text = template("bindings.yaml").replaceAll("{{ .Values.group | quote }}", JSON.stringify(VIEWERS_GROUP));
    expect(text).not.toContain("{{");
    const bindings = parseAllDocuments(text).map((document) => document.toJS());
    const subjects = [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: VIEWERS_GROUP }];
    expect(bindings).toMatchObject([
      { kind: "ClusterRoleBinding", roleRef: { kind: "ClusterRole", name: metadata.name }, subjects },
      { kind: "ClusterRoleBinding", roleRef: { kind: "ClusterRole", name: "view" }, subjects },
    ]);
    expect(bindings.flatMap((binding) => binding.subjects)).toHaveLength(2);
  });
});
