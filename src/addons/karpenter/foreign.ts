import type { Foreign } from "../../description/parsing/foreign";

const POOL = ["karpenter.nodePools[]"];

/** What other tools, and Karpenter itself, call what is under `karpenter` here. */
export const KARPENTER_FOREIGN: Foreign = {
  groups: {
    "karpenter.sh": (kind) => ofKarpenter(kind, "nodePools"),
    "karpenter.k8s.aws": (kind) => ofKarpenter(kind, "nodeClasses"),
  },
  keys: [
    {
      under: [...POOL, "karpenter.nodeClasses[]"],
      keys: ["apiVersion", "kind", "metadata", "spec"],
      says: "an item here is no whole object: write metadata.name as name, what is under spec beside it, and nothing else",
    },
    {
      under: POOL,
      keys: ["instanceType", "instanceTypes", "instanceSelector", "instancesDistribution"],
      says: "instance types are a requirement: { key: node.kubernetes.io/instance-type, operator: In, values: [...] } under template.spec.requirements",
    },
    {
      under: POOL,
      keys: ["minSize", "maxSize", "desiredSize", "desiredCapacity", "scalingConfig", "count"],
      says: "Karpenter starts as many nodes as pods need; limits caps what they have together, and replicas fixes their number",
    },
    {
      under: ["karpenter.nodePools[].template"],
      keys: ["labels", "annotations"],
      says: "those of the nodes are under metadata here: template.metadata.labels, template.metadata.annotations",
    },
    { under: POOL, keys: ["spot"], says: "write capacityTypes: [spot]" },
    {
      under: POOL,
      keys: ["zones", "zone", "azs", "availabilityZones", "subnets", "subnetIds"],
      says: "zones are a requirement: { key: topology.kubernetes.io/zone, operator: In, values: [...] } under template.spec.requirements",
    },
    {
      under: POOL,
      keys: [
        "ami",
        "amiId",
        "amiType",
        "amiFamily",
        "diskSize",
        "volumeSize",
        "volumeType",
        "volumeEncrypted",
        "userData",
        "preBootstrapCommands",
        "iamInstanceProfile",
        "nodeRole",
        "securityGroups",
        "tags",
      ],
      says: "what nodes are made of belongs to a node class, an item of karpenter.nodeClasses that nodeClass names",
    },
    {
      under: ["karpenter"],
      keys: ["withSpotInterruptionQueue", "enableSpotTermination"],
      says: "write karpenter.interruptionHandling: true or false",
    },
    {
      under: ["karpenter"],
      keys: ["createServiceAccount", "defaultInstanceProfile", "serviceAccount"],
      says: "nothing has to be said: the service account and its role are always made; remove it",
    },
    { under: ["karpenter"], keys: ["provisioners", "provisioner"], says: "write karpenter.nodePools" },
    {
      under: ["", "karpenter", "karpenter.nodeClasses[]"],
      keys: [
        "instanceType",
        "instanceTypes",
        "minSize",
        "maxSize",
        "desiredSize",
        "desiredCapacity",
        "scalingConfig",
        "spot",
      ],
      says: "which nodes there may be, and how many, is described by the items of karpenter.nodePools: capacityTypes, limits, replicas and template.spec.requirements",
    },
    {
      under: ["", "karpenter"],
      keys: ["managedNodeGroups", "nodeGroups", "eksManagedNodeGroups", "selfManagedNodeGroups", "nodes", "workers"],
      says: "there are no node groups here: Karpenter starts nodes, and karpenter.nodePools says which",
    },
  ],
};

function ofKarpenter(kind: string, list: string): string {
  return `this is an object of Karpenter (kind ${JSON.stringify(kind)}), not a description of a cluster; its name and spec belong into an item of karpenter.${list} of a cluster`;
}
