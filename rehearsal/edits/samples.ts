import type { ClusterDescription } from "../product";
import { setByPath } from "./paths";

/** Another value for a key of the baseline. */
export interface Sample {
  readonly value: unknown;
  /** What has to change with it, by path. @default - nothing */
  readonly with?: Readonly<Record<string, unknown>>;
}

type AccessDescription = NonNullable<NonNullable<ClusterDescription["controlPlane"]>["access"]>;

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const zones = (region: string, letters: string) => [...letters].map((letter) => `${region}${letter}`);

/** Version of Kubernetes that the baseline has, one more than the cluster file. */
const BASELINE_VERSION = "1.37";

/** Roles that may enter the cluster of the baseline. */
export const PRINCIPALS: readonly string[] = ["platform", "developers", "shop"];

/** Gives the cluster file something of all that can be changed, so that there is something to be replaced. */
export function baseline(cluster: ClusterDescription): void {
  const access: AccessDescription = {
    admins: [role("platform")],
    viewers: [role("developers")],
    entries: [
      {
        principalArn: role("shop"),
        userName: "shop",
        kubernetesGroups: ["shop"],
        policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["shop"] }],
      },
    ],
  };
  cluster.kubernetesVersion = BASELINE_VERSION;
  cluster.network.natGateways = "perZone";
  cluster.network.flowLogs = { enabled: true };
  cluster.controlPlane = { endpoint: { publicCidrs: ["198.51.100.0/24"] }, access };
  cluster.fargate = { profiles: [{ name: "jobs", selectors: [{ namespace: "jobs", labels: { tier: "batch" } }] }] };
}

/**
 * For each key of the cluster file another value than that of the baseline. A value that is an object or a list stands
 * for the keys in it, too.
 */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  name: { value: "another" },
  region: { value: "eu-west-1", with: { "network.availabilityZones": zones("eu-west-1", "abc") } },
  kubernetesVersion: { value: "1.36" },
  retired: { value: true, with: { "controlPlane.deletionProtection": true } },
  acknowledged: { value: ["kubernetesVersion"] },
  tags: { value: { team: "platform" } },
  "aws.accountId": { value: "111122223333" },
  "aws.roleArn": { value: role("deployer") },
  "aws.planRoleArn": { value: role("plans"), with: { "aws.roleArn": role("deployer") } },
  "aws.permissionsBoundary": { value: "arn:aws:iam::123456789012:policy/boundary" },
  "network.cidr": { value: "10.1.0.0/16" },
  "network.availabilityZones": {
    value: zones("eu-central-1", "abcd"),
    with: { "controlPlane.availabilityZones": zones("eu-central-1", "abc") },
  },
  "network.draining": {
    value: zones("eu-central-1", "d"),
    with: {
      "network.availabilityZones": zones("eu-central-1", "abcd"),
      "controlPlane.availabilityZones": zones("eu-central-1", "abc"),
    },
  },
  "network.vpcId": {
    value: "vpc-0123456789abcdef0",
    with: {
      "network.availabilityZones": undefined,
      "network.natGateways": undefined,
      "network.flowLogs": undefined,
      "network.privateSubnets": ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      "network.verify": false,
    },
  },
  "network.natGateways": { value: "single" },
  "network.flowLogs.enabled": { value: false },
  "network.flowLogs.traffic": { value: "rejected" },
  "network.flowLogs.retentionDays": { value: 7 },
  "network.flowLogs.bucketArn": { value: "arn:aws:s3:::acme-flow-logs/eks" },
  "controlPlane.availabilityZones": { value: zones("eu-central-1", "ab") },
  "controlPlane.endpoint.public": { value: false, with: { "controlPlane.endpoint.publicCidrs": undefined } },
  "controlPlane.endpoint.private": { value: false, with: { "controlPlane.endpoint.publicCidrs": ["0.0.0.0/0"] } },
  "controlPlane.endpoint.publicCidrs": { value: ["203.0.113.0/24"] },
  "controlPlane.endpoint.privateCidrs": { value: ["10.9.0.0/16"] },
  "controlPlane.endpoint.privateSecurityGroupIds": { value: ["sg-0123456789abcdef0"] },
  "controlPlane.logging": { value: { types: ["api"], retentionDays: 30 } },
  "controlPlane.secretsEncryption.enabled": { value: false },
  "controlPlane.secretsEncryption.keyArn": {
    value: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  },
  "controlPlane.secretsEncryption.deletionWindowDays": { value: 7 },
  "controlPlane.access.creatorAdmin": { value: false },
  "controlPlane.access.admins": {
    value: [role("platform"), role("developers")],
    with: { "controlPlane.access.viewers": [] },
  },
  "controlPlane.access.viewers": { value: [role("auditors")] },
  "controlPlane.access.entries": {
    value: [
      {
        principalArn: role("shop"),
        userName: "shopkeeper",
        kubernetesGroups: ["shops"],
        policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["shop", "cart"] }],
      },
    ],
  },
  "controlPlane.serviceCidr": { value: "10.100.0.0/16" },
  "controlPlane.deletionProtection": { value: true },
  "controlPlane.forceUpdate": { value: true },
  "controlPlane.upgradePolicy": { value: "standard" },
  "controlPlane.zonalShift": { value: true },
  "fargate.profiles": {
    value: [{ name: "jobs", selectors: [{ namespace: "jobs-*", labels: { tier: "batch" } }] }],
  },
  "addons.vpc-cni.version": { value: "v1.21.1-eksbuild.3" },
  "addons.kube-proxy.version": { value: "v1.37.0-eksbuild.2" },
  "addons.coredns.version": { value: "v1.13.1-eksbuild.1" },
  "karpenter.version": { value: "1.15.1" },
  "karpenter.namespace": { value: "scaling" },
  "karpenter.replicas": { value: 3 },
  "karpenter.resources": { value: { cpu: "2", memory: "2Gi" } },
  "karpenter.interruptionHandling": { value: false },
};

/** What a cluster in a VPC that exists may name of it. */
export interface VpcIds {
  readonly vpcId: string;
  /** In three zones, in the order of their names. */
  readonly privateSubnets: readonly [string, string, string];
  readonly publicSubnets: readonly [string, string];
  /** In the first two zones, two in each. */
  readonly controlPlaneSubnets: readonly [string, string, string, string];
}

/** Puts the cluster file's cluster into a VPC that exists. */
export function inExistingVpc(cluster: ClusterDescription, vpc: VpcIds): void {
  const [first, second] = vpc.controlPlaneSubnets;
  cluster.network = {
    vpcId: vpc.vpcId,
    privateSubnets: [...vpc.privateSubnets],
    publicSubnets: [...vpc.publicSubnets],
  };
  cluster.controlPlane = { ...cluster.controlPlane, subnets: [first, second] };
}

/** As {@link SAMPLES}, for the keys of a VPC that exists, and its baseline. */
export function samplesInExistingVpc(vpc: VpcIds): Readonly<Record<string, Sample>> {
  const [, , third, fourth] = vpc.controlPlaneSubnets;
  return {
    "network.vpcId": {
      value: "vpc-0123456789abcdef0",
      with: { "network.verify": false },
    },
    "network.privateSubnets": { value: vpc.privateSubnets.slice(1) },
    "network.publicSubnets": { value: vpc.publicSubnets.slice(1) },
    "network.verify": { value: false },
    "controlPlane.subnets": { value: [third, fourth] },
  };
}

/** What a sample does to a description. */
export function applySample(cluster: ClusterDescription, key: string, { value, with: others = {} }: Sample): void {
  setByPath(cluster, key, value);
  for (const [path, other] of Object.entries(others)) setByPath(cluster, path, other);
}

type Karpenter = NonNullable<ClusterDescription["karpenter"]>;

/** Node classes that between them have each of their keys. */
export const NODE_CLASSES: NonNullable<Karpenter["nodeClasses"]> = [
  {
    name: "default",
    labels: { team: "platform" },
    annotations: { note: "text" },
    amiAlias: "al2023@v20260903",
    userData: "#!/bin/bash\necho hello",
    role: "KarpenterNodeRole-sandbox",
    subnetSelectorTerms: [{ tags: { Name: "sandbox-private-*" } }, { id: "subnet-0123456789abcdef0" }],
    securityGroupSelectorTerms: [{ tags: { Name: "nodes" } }, { id: "sg-0123456789abcdef0" }, { name: "nodes" }],
    capacityReservationSelectorTerms: [
      { tags: { team: "platform" }, ownerID: "111122223333", instanceMatchCriteria: "open" },
      { id: "cr-0123456789abcdef0" },
    ],
    placementGroupSelector: { name: "near" },
    associatePublicIPAddress: false,
    ipPrefixCount: 1,
    networkInterfaces: [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" }],
    connectionTracking: { tcpEstablishedTimeout: 600, udpStreamTimeout: 90, udpTimeout: 40 },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        rootVolume: true,
        ebs: {
          volumeSize: "100Gi",
          volumeType: "gp3",
          iops: 4000,
          throughput: 250,
          encrypted: true,
          kmsKeyID: "alias/disks",
          snapshotID: "snap-0123456789abcdef0",
          volumeInitializationRate: 100,
          deleteOnTermination: true,
        },
      },
    ],
    instanceStorePolicy: "RAID0",
    metadataOptions: {
      httpEndpoint: "enabled",
      httpProtocolIPv6: "enabled",
      httpPutResponseHopLimit: 2,
      httpTokens: "optional",
    },
    enclaveOptions: { enabled: true },
    cpuOptions: { nestedVirtualization: "enabled" },
    detailedMonitoring: true,
    kubelet: {
      maxPods: 60,
      podsPerCore: 4,
      kubeReserved: { cpu: "100m" },
      systemReserved: { cpu: "100m" },
      evictionHard: { "memory.available": "5%" },
      evictionSoft: { "memory.available": "10%" },
      evictionSoftGracePeriod: { "memory.available": "2m" },
      evictionMinimumReclaim: { "memory.available": "5%" },
      evictionMaxPodGracePeriod: 60,
      imageGCHighThresholdPercent: 80,
      imageGCLowThresholdPercent: 60,
      clusterDNS: ["172.20.0.10"],
      cpuCFSQuota: false,
    },
    tags: { team: "platform" },
    context: "context",
  },
  {
    name: "own-image",
    amiSelectorTerms: [
      { id: "ami-0123456789abcdef0" },
      { name: "nodes-*", owner: "self" },
      { tags: { kind: "nodes" } },
      { ssmParameter: "/aws/service/eks/nodes" },
    ],
    amiFamily: "AL2023",
    instanceProfile: "nodes",
    instanceProfileRoleArn: role("nodes"),
    placementGroupSelector: { id: "pg-0123456789abcdef0" },
  },
  { name: "long-form", amiSelectorTerms: [{ alias: "bottlerocket@v1.65.0" }] },
];

/** Node pools that between them have each of their keys. */
export const NODE_POOLS: NonNullable<Karpenter["nodePools"]> = [
  {
    name: "default",
    labels: { team: "platform" },
    annotations: { note: "text" },
    nodeClass: "own-image",
    capacityTypes: ["spot"],
    architectures: ["arm64"],
    instanceCategories: ["m"],
    limits: { cpu: 50 },
    consolidation: { policy: "Balanced", after: "2m" },
    expireAfter: "240h",
    terminationGracePeriod: "5m",
    weight: 10,
  },
  { name: "static", replicas: 2 },
  {
    name: "long-form",
    disruption: {
      consolidationPolicy: "WhenEmpty",
      consolidateAfter: "2m",
      budgets: [{ nodes: "20%", reasons: ["Drifted"], schedule: "@daily", duration: "8h" }],
    },
    template: {
      metadata: { labels: { team: "platform" }, annotations: { note: "text" } },
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "own-image" },
        requirements: [{ key: "karpenter.k8s.aws/instance-cpu", operator: "In", values: ["4", "8"], minValues: 2 }],
        taints: [{ key: "team", value: "platform", effect: "NoExecute", timeAdded: "2026-01-31T12:00:00Z" }],
        startupTaints: [{ key: "new", value: "yes", effect: "NoExecute", timeAdded: "2026-01-31T12:00:00Z" }],
        expireAfter: "240h",
        terminationGracePeriod: "5m",
      },
    },
  },
];
