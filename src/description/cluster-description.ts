/*
 * Generated from the schema in src/description/schema by 'npm run schema'; edits are lost.
 *
 * It says the same as z.input<typeof ClusterSchema>, but with doc comments that an editor shows.
 */

export interface ClusterDescription {
  /**
   * Name of the cluster, of its two stacks (`<name>`, `<name>-addons`) and part of most names in AWS.
   */
  name: string;
  /**
   * AWS region. One where EKS runs pods on Fargate, which is everywhere but in GovCloud.
   */
  region: string;
  /**
   * Kubernetes version. Raise it by one minor version at a time.
   *
   * @default "1.36"
   */
  kubernetesVersion?: string;
  /**
   * Whether the cluster is to be destroyed: nothing protects it any more (once that is deployed), `cdktf destroy` still finds its stacks, and once it is gone the file can be removed without a warning.
   *
   * @default false
   */
  retired?: boolean;
  /**
   * Keys whose warnings were read and are right for this cluster, as the warnings name them: `network.availabilityZones`. A key stands for all below it.
   *
   * @default []
   */
  acknowledged?: string[];
  /**
   * Tags on everything that can carry them: what Terraform makes, and the instances and volumes that Karpenter starts.
   *
   * @default {}
   */
  tags?: {
    [k: string]: string;
  };
  aws?: Aws;
  network: Network;
  controlPlane?: ControlPlane;
  fargate?: Fargate;
  addons?: Addons;
  karpenter?: Karpenter;
}
/**
 * Account and role.
 */
export interface Aws {
  /**
   * Account that the cluster belongs to. Terraform refuses to work in any other (`allowed_account_ids`).
   */
  accountId?: string;
  /**
   * Role that Terraform assumes, and that `aws eks get-token` assumes to reach the cluster.
   */
  roleArn?: string;
  /**
   * Role that Terraform assumes in place of `roleArn` where the variable `as_plan_role` is true: for plans of pull requests. It gets an access entry with `AmazonEKSAdminViewPolicy` because Helm keeps its releases in secrets; in AWS it needs to read, and no more.
   */
  planRoleArn?: string;
  /**
   * ARN of the policy that bounds every role made here: one of the account, or one that AWS manages.
   */
  permissionsBoundary?: string;
}
/**
 * The VPC: one that is made, or one that exists (`vpcId`).
 */
export interface Network {
  /**
   * For a VPC that is made. Its address range, from /16 to /22. A private subnet takes an eighth of it, a public one a sixty-fourth; which part follows from the zone's letter, so that a zone added later moves no other.
   *
   * @default "10.0.0.0/16"
   */
  cidr?: string;
  /**
   * For a VPC that is made. Availability zones of the subnets, and so of nodes and Fargate pods, by name. More may be added later: then write down those that the control plane was made in, under `controlPlane.availabilityZones`.
   */
  availabilityZones?: string[];
  /**
   * For a VPC that is made. Zones that are going to be removed: Karpenter replaces its nodes there by others elsewhere, and Fargate starts no more pods. When the last node is gone, take the zone out of both lists. Not for a zone of the control plane.
   *
   * @default []
   */
  draining?: string[];
  /**
   * For a VPC that is made. `single`: one NAT gateway for all zones, cheaper. `perZone`: one in each zone, so that a zone's failure takes no other zone's way out.
   *
   * @default "single"
   */
  natGateways?: "single" | "perZone";
  flowLogs?: FlowLogs;
  /**
   * A VPC that exists, in place of one that is made: nothing in it is made, tagged or changed. `privateSubnets` go with it, and none of the keys above.
   */
  vpcId?: string;
  /**
   * Subnets of the VPC that exists, for nodes, Fargate pods and, unless `controlPlane.subnets` names others, the control plane: a list of ids, or the id for each zone (`eu-central-1a: subnet-...`). In two zones at least, without a route to an internet gateway.
   */
  privateSubnets?:
    | string[]
    | {
        [k: string]: string;
      };
  /**
   * Public subnets of the VPC that exists, for load balancers that face the internet. Nothing is put in them; a plan fails for one that isn't in the VPC, or has no route to an internet gateway.
   */
  publicSubnets?: string[];
  /**
   * Whether each plan asks AWS if the VPC that exists, and its subnets, are as a cluster needs them. Without, a plan of a cluster that isn't there yet needs no account.
   *
   * @default true
   */
  verify?: boolean;
}
/**
 * For a VPC that is made. Records of its traffic (VPC flow logs).
 */
export interface FlowLogs {
  /**
   * Whether the traffic of the VPC is recorded. AWS bills by the amount.
   *
   * @default false
   */
  enabled?: boolean;
  /**
   * Which traffic is recorded: all of it, or what security groups and network ACLs let pass, or refused.
   *
   * @default "all"
   */
  traffic?: "all" | "accepted" | "rejected";
  /**
   * Days that CloudWatch keeps the records; 0 keeps them for ever. In a bucket its own rules hold.
   *
   * @default 30
   */
  retentionDays?:
    | 0
    | 1
    | 3
    | 5
    | 7
    | 14
    | 30
    | 60
    | 90
    | 120
    | 150
    | 180
    | 365
    | 400
    | 545
    | 731
    | 1096
    | 1827
    | 2192
    | 2557
    | 2922
    | 3288
    | 3653;
  /**
   * ARN of a bucket that exists, with a folder if you like; its policy must let `delivery.logs.amazonaws.com` write. Left out, records go to the CloudWatch log group `/aws/vpc/<name>/flow-logs`, which is made.
   */
  bucketArn?: string;
}
/**
 * The EKS control plane.
 */
export interface ControlPlane {
  /**
   * Zones that the control plane was made in, at least two of `network.availabilityZones`. Left out, it is all of those. EKS keeps a control plane in its zones; nodes and Fargate may be in others too.
   */
  availabilityZones?: string[];
  /**
   * Subnets of a VPC that exists (`network.vpcId`), in two zones at least, that EKS puts the network interfaces of the control plane in. Left out, they are `network.privateSubnets`. Small ones do: each needs six free addresses.
   */
  subnets?: string[];
  endpoint?: Endpoint;
  logging?: Logging;
  secretsEncryption?: SecretsEncryption;
  access?: Access;
  /**
   * Range of the addresses of Kubernetes services: private (RFC 1918), from /12 to /24, apart from the VPC's. It can't be changed later.
   *
   * @default "172.20.0.0/16"
   */
  serviceCidr?: string;
  /**
   * Whether the cluster is protected: a destroy of either stack fails at its plan, and EKS refuses to delete the cluster. To destroy it, set this to false and deploy first.
   *
   * @default false
   */
  deletionProtection?: boolean;
  /**
   * Whether EKS upgrades the Kubernetes version in spite of what its upgrade insights found. Set it for the one deploy that needs it, when you know why the finding doesn't hold, and take it out again.
   *
   * @default false
   */
  forceUpdate?: boolean;
  /**
   * At the end of a Kubernetes version's standard support, `standard` lets EKS upgrade the cluster, `extended` keeps it (and costs more).
   *
   * @default "extended"
   */
  upgradePolicy?: "standard" | "extended";
  /**
   * Whether ARC zonal shift may move traffic out of an impaired zone. Karpenter then heeds it too.
   *
   * @default false
   */
  zonalShift?: boolean;
}
/**
 * How the API server can be reached.
 */
export interface Endpoint {
  /**
   * Whether the API server can be reached from the internet.
   *
   * @default true
   */
  public?: boolean;
  /**
   * Whether the API server can be reached from within the VPC by an address of its own.
   *
   * @default true
   */
  private?: boolean;
  /**
   * Ranges from which the public endpoint may be reached.
   *
   * @default ["0.0.0.0/0"]
   */
  publicCidrs?: string[];
  /**
   * Ranges from which the private endpoint may be reached, beside nodes and Fargate pods: those of a VPN, of a peered network, or of where the add-ons stack is deployed from. They may reach port 443 of whatever has the cluster's security group, and nodes share it.
   *
   * @default []
   */
  privateCidrs?: string[];
  /**
   * Security groups whose members may reach the private endpoint, as `privateCidrs` may: groups of this VPC, made after it, or of a VPC that is peered with it in the same region.
   *
   * @default []
   */
  privateSecurityGroupIds?: string[];
}
/**
 * Control-plane logs.
 */
export interface Logging {
  /**
   * Kinds of control-plane logs that go to CloudWatch. An empty list turns them off.
   *
   * @default ["api","audit","authenticator"]
   */
  types?: ("api" | "audit" | "authenticator" | "controllerManager" | "scheduler")[];
  /**
   * Days that CloudWatch keeps the logs; 0 keeps them for ever.
   *
   * @default 90
   */
  retentionDays?:
    | 0
    | 1
    | 3
    | 5
    | 7
    | 14
    | 30
    | 60
    | 90
    | 120
    | 150
    | 180
    | 365
    | 400
    | 545
    | 731
    | 1096
    | 1827
    | 2192
    | 2557
    | 2922
    | 3288
    | 3653;
}
/**
 * Encryption of Kubernetes secrets with a KMS key of yours.
 */
export interface SecretsEncryption {
  /**
   * Whether Kubernetes secrets are encrypted with a KMS key of yours. It can be turned on later; it can't be turned off, nor the key changed.
   *
   * @default true
   */
  enabled?: boolean;
  /**
   * ARN of a KMS key that exists. Left out, a key is made (and rotated each year).
   */
  keyArn?: string;
  /**
   * Days that a key made here can still be rescued after the cluster is destroyed.
   *
   * @default 30
   */
  deletionWindowDays?: number;
}
/**
 * Who may enter the cluster.
 */
export interface Access {
  /**
   * Whether whoever creates the cluster may administer it. With `false`, name the deploying role under `admins`, or nobody can enter. It can't be changed later.
   *
   * @default true
   */
  creatorAdmin?: boolean;
  /**
   * IAM roles and users with all rights (AmazonEKSClusterAdminPolicy). Leave the creator out: EKS makes that entry.
   *
   * @default []
   */
  admins?: string[];
  /**
   * IAM roles and users that may read (AmazonEKSViewPolicy), nodes, volumes and Karpenter's resources too, but no secrets. Their group in Kubernetes is `eks-addons:viewers`; what else it may do is up to bindings of yours.
   *
   * @default []
   */
  viewers?: string[];
  /**
   * Further access entries, each with its groups and policies. A role that only plans needs `AmazonEKSAdminViewPolicy`: Helm keeps its releases in secrets.
   *
   * @default []
   */
  entries?: Entry[];
}
export interface Entry {
  /**
   * IAM role or user.
   */
  principalArn: string;
  /**
   * User name in Kubernetes. Left out, EKS derives one from the ARN.
   */
  userName?: string;
  /**
   * Groups in Kubernetes, for RBAC rules of your own. None that begins with `system:`.
   *
   * @default []
   */
  kubernetesGroups?: string[];
  /**
   * EKS access policies.
   *
   * @default []
   */
  policies?: Policy[];
}
export interface Policy {
  /**
   * Name of an EKS access policy, such as `AmazonEKSEditPolicy`.
   */
  policy:
    | "AIDevOpsAgentAccessPolicy"
    | "AmazonAIOpsAssistantPolicy"
    | "AmazonARCRegionSwitchScalingPolicy"
    | "AmazonEKSACKPolicy"
    | "AmazonEKSAdminPolicy"
    | "AmazonEKSAdminViewPolicy"
    | "AmazonEKSArgoCDClusterPolicy"
    | "AmazonEKSArgoCDPolicy"
    | "AmazonEKSAutoNodePolicy"
    | "AmazonEKSBlockStorageClusterPolicy"
    | "AmazonEKSBlockStoragePolicy"
    | "AmazonEKSClusterAdminPolicy"
    | "AmazonEKSClusterInsightsPolicy"
    | "AmazonEKSComputeClusterPolicy"
    | "AmazonEKSComputePolicy"
    | "AmazonEKSEditPolicy"
    | "AmazonEKSEventPolicy"
    | "AmazonEKSHybridPolicy"
    | "AmazonEKSKROPolicy"
    | "AmazonEKSLoadBalancingClusterPolicy"
    | "AmazonEKSLoadBalancingPolicy"
    | "AmazonEKSNetworkingClusterPolicy"
    | "AmazonEKSNetworkingPolicy"
    | "AmazonEKSPodIdentityPolicy"
    | "AmazonEKSSecretAdminPolicy"
    | "AmazonEKSSecretReaderPolicy"
    | "AmazonEKSViewPolicy"
    | "AmazonEMRJobPolicy"
    | "AmazonSagemakerHyperpodClusterPolicy"
    | "AmazonSagemakerHyperpodControllerPolicy"
    | "AmazonSagemakerHyperpodSpacePolicy"
    | "AmazonSagemakerHyperpodSpaceTemplatePolicy"
    | "AmazonSagemakerHyperpodSystemNamespacePolicy"
    | "AmazonSagemakerHyperpodUserClusterPolicy";
  /**
   * Namespaces that the policy covers; `*` and `?` are wildcards. Left out, it covers the whole cluster.
   */
  namespaces?: string[];
}
/**
 * What runs on Fargate.
 */
export interface Fargate {
  /**
   * Fargate profiles beside the one named `base`, which is always there and selects the pods of CoreDNS and of Karpenter by their labels. A profile named `base` here replaces it.
   *
   * @default []
   */
  profiles?: Profile[];
}
export interface Profile {
  /**
   * Name of the profile. A hash follows it in AWS, since a profile can only be replaced, never changed.
   */
  name: string;
  /**
   * Which pods run on Fargate: those that match one of the selectors.
   */
  selectors: Selector[];
}
export interface Selector {
  /**
   * Namespace of the pods; `*` and `?` are wildcards.
   */
  namespace: string;
  /**
   * Labels that a pod must have, all of them; at most five. `*` and `?` are wildcards, in keys too.
   *
   * @default {}
   */
  labels?: {
    [k: string]: string;
  };
}
/**
 * EKS-managed add-ons.
 */
export interface Addons {
  "vpc-cni"?: VpcCni;
  "kube-proxy"?: KubeProxy;
  coredns?: Coredns;
}
/**
 * Pod networking on EC2 nodes (Fargate brings its own).
 */
export interface VpcCni {
  /**
   * Version of the add-on. Left out, EKS installs its default for the Kubernetes version when the cluster is made, and the add-on stays there.
   */
  version?: string;
}
/**
 * Service networking on EC2 nodes (Fargate brings its own).
 */
export interface KubeProxy {
  /**
   * Version of the add-on. Left out, EKS installs its default for the Kubernetes version when the cluster is made, and the add-on stays there.
   */
  version?: string;
}
/**
 * Cluster DNS, on Fargate.
 */
export interface Coredns {
  /**
   * Version of the add-on. Left out, EKS installs its default for the Kubernetes version when the cluster is made, and the add-on stays there.
   */
  version?: string;
}
/**
 * Karpenter and its nodes.
 */
export interface Karpenter {
  /**
   * Version of the charts `karpenter` and `karpenter-crd`. The default is the one that is rehearsed.
   *
   * @default "1.15.0"
   */
  version?: string;
  /**
   * Namespace of the controller. To change it in a living cluster takes two commands first (docs/operations.md, Move Karpenter).
   *
   * @default "karpenter"
   */
  namespace?: string;
  /**
   * Controller pods; one leads, the others stand by.
   *
   * @default 2
   */
  replicas?: number;
  resources?: Resources;
  /**
   * Whether Karpenter hears of spot interruptions, maintenance and stopped instances (by a queue and five event rules) and drains nodes in time.
   *
   * @default true
   */
  interruptionHandling?: boolean;
  /**
   * What nodes are made of: AMI, subnets, security groups, disks. Each becomes an EC2NodeClass.
   *
   * @default [{"name":"default"}]
   */
  nodeClasses?: NodeClass[];
  /**
   * Which nodes Karpenter may start, and when it removes them. Each becomes a NodePool.
   *
   * @default [{"name":"default"}]
   */
  nodePools?: NodePool[];
}
/**
 * Size of a controller pod.
 */
export interface Resources {
  /**
   * CPU of a controller pod; request and limit alike.
   *
   * @default "1"
   */
  cpu?: string | number;
  /**
   * Memory of a controller pod; request and limit alike. Fargate adds 256 MiB and bills the next size up.
   *
   * @default "1Gi"
   */
  memory?: string | number;
}
export interface NodeClass {
  /**
   * Name of the EC2NodeClass.
   */
  name: string;
  /**
   * Labels of the EC2NodeClass itself.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Annotations of the EC2NodeClass itself.
   */
  annotations?: {
    [k: string]: string;
  };
  /**
   * Alias of the AMI (`family@version`). With `@latest`, nodes are replaced whenever AWS publishes an AMI; pin a version to decide when. Without a default if `amiSelectorTerms` is given.
   *
   * @default "al2023@latest"
   */
  amiAlias?: string;
  /**
   * Which AMIs nodes start from: those that match any of the terms. The long form of `amiAlias`.
   */
  amiSelectorTerms?: AmiSelectorTerm[];
  /**
   * How nodes are bootstrapped. Follows from an alias; needed if no alias is given.
   */
  amiFamily?: "AL2" | "AL2023" | "Bottlerocket" | "Custom";
  /**
   * User data of the instances, in the form that the AMI family wants.
   */
  userData?: string;
  /**
   * Name of the node role. Left out, it is `KarpenterNodeRole-<cluster>`, the only one possible; for another, see `instanceProfile`.
   */
  role?: string;
  /**
   * Name of an instance profile that holds the node role, in place of `role`. If it holds another role, name that under `instanceProfileRoleArn`.
   */
  instanceProfile?: string;
  /**
   * ARN of the role in `instanceProfile`, where it isn't the node role of the cluster. Karpenter may pass it, and nodes that have it may join; the role itself, with the policies of an EKS node, is yours. Nodes lose the cluster as soon as their role is named nowhere: before you change it, move the pools to another node class.
   */
  instanceProfileRoleArn?: string;
  /**
   * Which subnets nodes start in: those that match any of the terms. Left out, those tagged `karpenter.sh/discovery: <cluster>`, or in a VPC that exists those under `network.privateSubnets`.
   */
  subnetSelectorTerms?: SubnetSelectorTerm[];
  /**
   * Which security groups nodes get: those that match any of the terms. Left out, that of the cluster, which EKS makes and which is tagged `karpenter.sh/discovery: <cluster>`.
   */
  securityGroupSelectorTerms?: SecurityGroupSelectorTerm[];
  /**
   * Which capacity reservations nodes may use: those that match any of the terms.
   */
  capacityReservationSelectorTerms?: CapacityReservationSelectorTerm[];
  placementGroupSelector?: PlacementGroupSelector;
  /**
   * Whether instances get a public address. Left out, the subnet decides.
   */
  associatePublicIPAddress?: boolean;
  /**
   * Number of IPv4 prefixes of the network interface.
   */
  ipPrefixCount?: number;
  /**
   * Network interfaces of each instance. An ordinary one on card 0, device 0 must be among them.
   */
  networkInterfaces?: NetworkInterface[];
  connectionTracking?: ConnectionTracking;
  /**
   * Disks of each node. Left out, the AMI family decides.
   */
  blockDeviceMappings?: BlockDeviceMapping[];
  /**
   * `RAID0` makes one volume of the disks inside the instance, for pods and images.
   */
  instanceStorePolicy?: "RAID0";
  metadataOptions?: MetadataOptions;
  enclaveOptions?: EnclaveOptions;
  cpuOptions?: CpuOptions;
  /**
   * Whether CloudWatch gets metrics each minute (at a cost).
   */
  detailedMonitoring?: boolean;
  kubelet?: Kubelet;
  /**
   * Tags on the instances, volumes and launch templates, over those of the cluster.
   */
  tags?: {
    [k: string]: string;
  };
  /**
   * Reserved by EC2 (`Context` of CreateFleet).
   */
  context?: string;
}
export interface AmiSelectorTerm {
  /**
   * Alias of an EKS AMI (`family@version`). Stands alone, and is the only term then. The long form of `amiAlias`.
   */
  alias?: string;
  /**
   * Tags that the AMIs carry; the value `*` takes any.
   */
  tags?: {
    [k: string]: string;
  };
  /**
   * ID of an AMI. Stands alone in its term.
   */
  id?: string;
  /**
   * Name of the AMIs (not their `Name` tag); `*` is a wildcard.
   */
  name?: string;
  /**
   * Owner of the AMIs: an account number in quotes, `self`, `amazon` or `aws-marketplace`.
   */
  owner?: string;
  /**
   * Name or ARN of the SSM parameter that holds the ID of an AMI. Karpenter may read this parameter, wherever it is.
   */
  ssmParameter?: string;
}
export interface SubnetSelectorTerm {
  /**
   * Tags that the subnets carry; the value `*` takes any.
   */
  tags?: {
    [k: string]: string;
  };
  /**
   * ID of a subnet. Stands alone in its term.
   */
  id?: string;
}
export interface SecurityGroupSelectorTerm {
  /**
   * Tags that the security groups carry; the value `*` takes any.
   */
  tags?: {
    [k: string]: string;
  };
  /**
   * ID of a security group. Stands alone in its term.
   */
  id?: string;
  /**
   * Name of a security group (not its `Name` tag). Stands alone in its term.
   */
  name?: string;
}
export interface CapacityReservationSelectorTerm {
  /**
   * Tags that the reservations carry; the value `*` takes any.
   */
  tags?: {
    [k: string]: string;
  };
  /**
   * ID of a capacity reservation. Stands alone in its term.
   */
  id?: string;
  /**
   * Account that owns the reservations.
   */
  ownerID?: string;
  /**
   * Whether the reservations take any matching instance, or only those that ask for them.
   */
  instanceMatchCriteria?: "open" | "targeted";
}
/**
 * The placement group that instances start in: by name or by ID.
 */
export interface PlacementGroupSelector {
  /**
   * Name of the placement group.
   */
  name?: string;
  /**
   * ID of the placement group.
   */
  id?: string;
}
export interface NetworkInterface {
  /**
   * Index of the network card.
   */
  networkCardIndex: number;
  /**
   * Index of the device on the card.
   */
  deviceIndex: number;
  /**
   * An ordinary interface, or one for EFA traffic only.
   */
  interfaceType: "interface" | "efa-only";
}
/**
 * Idle timeouts of connection tracking.
 */
export interface ConnectionTracking {
  /**
   * For established TCP connections, in seconds (60 to 432000).
   */
  tcpEstablishedTimeout?: number;
  /**
   * For UDP flows that went back and forth more than once, in seconds (60 to 180).
   */
  udpStreamTimeout?: number;
  /**
   * For other UDP flows, in seconds (30 to 60).
   */
  udpTimeout?: number;
}
export interface BlockDeviceMapping {
  /**
   * Name of the device, such as `/dev/xvda`.
   */
  deviceName?: string;
  /**
   * Whether kubelet's data is on this device. One device at most may say so.
   */
  rootVolume?: boolean;
  ebs?: Ebs;
}
/**
 * The EBS volume.
 */
export interface Ebs {
  /**
   * Size in Gi, G, Ti or T. It or `snapshotID` is needed.
   */
  volumeSize?: string;
  /**
   * Type of the volume.
   */
  volumeType?: "standard" | "io1" | "io2" | "gp2" | "sc1" | "st1" | "gp3";
  /**
   * I/O operations per second; for gp3, io1 and io2.
   */
  iops?: number;
  /**
   * Throughput in MiB/s; for gp3.
   */
  throughput?: number;
  /**
   * Whether the volume is encrypted.
   */
  encrypted?: boolean;
  /**
   * ID, ARN or alias of the KMS key that encrypts the volume. Karpenter's controller role may use this key for volumes; the key's own policy must leave that to IAM or admit the role.
   */
  kmsKeyID?: string;
  /**
   * ID of the snapshot that the volume is made from.
   */
  snapshotID?: string;
  /**
   * Rate in MiB/s (100 to 300) at which the snapshot is copied to the volume. Needs `snapshotID`.
   */
  volumeInitializationRate?: number;
  /**
   * Whether the volume is deleted with its instance.
   */
  deleteOnTermination?: boolean;
}
/**
 * How the instance metadata service answers.
 */
export interface MetadataOptions {
  /**
   * Whether the metadata service answers at all.
   *
   * @default "enabled"
   */
  httpEndpoint?: "enabled" | "disabled";
  /**
   * Whether it answers over IPv6 too.
   *
   * @default "disabled"
   */
  httpProtocolIPv6?: "enabled" | "disabled";
  /**
   * Network hops that its answers may take (1 to 64). With 1, pods on their own network can't reach it.
   *
   * @default 1
   */
  httpPutResponseHopLimit?: number;
  /**
   * Whether a session token is needed (IMDSv2).
   *
   * @default "required"
   */
  httpTokens?: "required" | "optional";
}
/**
 * Nitro Enclaves.
 */
export interface EnclaveOptions {
  /**
   * Whether enclaves may run; limits the instance types to those that can.
   */
  enabled: boolean;
}
/**
 * Processor options.
 */
export interface CpuOptions {
  /**
   * Whether virtual machines may run on the node; limits the instance types to those that can.
   */
  nestedVirtualization?: "enabled" | "disabled";
}
/**
 * Configuration of the kubelet. Beside the keys below, any field of KubeletConfiguration (kubelet.config.k8s.io/v1beta1) is possible with AL2023.
 */
export interface Kubelet {
  /**
   * Most pods that run on a node. Left out, it follows from the instance type.
   */
  maxPods?: number;
  /**
   * Most pods for each core. Not for Bottlerocket.
   */
  podsPerCore?: number;
  /**
   * Resources kept for Kubernetes' own daemons: cpu, memory, ephemeral-storage, pid.
   */
  kubeReserved?: {
    [k: string]: string;
  };
  /**
   * Resources kept for the operating system: cpu, memory, ephemeral-storage, pid.
   */
  systemReserved?: {
    [k: string]: string;
  };
  /**
   * Thresholds below which pods are evicted at once, by signal: a share such as `5%` or a quantity.
   */
  evictionHard?: {
    [k: string]: string;
  };
  /**
   * Thresholds below which pods are evicted after a grace period, by signal: a share or a quantity.
   */
  evictionSoft?: {
    [k: string]: string;
  };
  /**
   * Grace period of each signal in `evictionSoft`, such as `2m`.
   */
  evictionSoftGracePeriod?: {
    [k: string]: string;
  };
  /**
   * How much an eviction must free, by signal: a share or a quantity. AL2023 only.
   */
  evictionMinimumReclaim?: {
    [k: string]: string;
  };
  /**
   * Most seconds that a pod has to end in a soft eviction.
   */
  evictionMaxPodGracePeriod?: number;
  /**
   * Disk use in percent above which images are always collected.
   */
  imageGCHighThresholdPercent?: number;
  /**
   * Disk use in percent below which images are never collected. Lower than the high threshold.
   */
  imageGCLowThresholdPercent?: number;
  /**
   * Addresses of the DNS servers of pods.
   */
  clusterDNS?: string[];
  /**
   * Whether CPU limits are enforced for containers.
   */
  cpuCFSQuota?: boolean;
  [k: string]: unknown;
}
export interface NodePool {
  /**
   * Name of the NodePool.
   */
  name: string;
  /**
   * Labels of the NodePool itself; those of its nodes belong under `template.metadata.labels`.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Annotations of the NodePool itself; those of its nodes belong under `template.metadata.annotations`.
   */
  annotations?: {
    [k: string]: string;
  };
  /**
   * Name of the node class, one of `karpenter.nodeClasses`.
   *
   * @default "default"
   */
  nodeClass?: string;
  /**
   * How instances may be bought. With several, Karpenter takes reserved before spot before on-demand.
   *
   * @default ["on-demand"]
   */
  capacityTypes?: ("on-demand" | "spot" | "reserved")[];
  /**
   * Processor architectures. Without a default where a requirement (`In`) or a label names instance types, families or a processor's manufacturer.
   *
   * @default ["amd64"]
   */
  architectures?: ("amd64" | "arm64")[];
  /**
   * Categories of instance types, the letters that their names begin with. Generations above 2 only, unless a requirement is about generation, family or type.
   *
   * @default ["c","m","r"]
   */
  instanceCategories?: string[];
  /**
   * Sum of resources (cpu, memory, nodes, ...) above which no further node is started. Without a default in a static pool.
   *
   * @default {"cpu":1000}
   */
  limits?: {
    [k: string]: number | string;
  };
  consolidation?: Consolidation;
  /**
   * Age at which a node is replaced, drained within `terminationGracePeriod`; `Never` lets nodes live on.
   *
   * @default "720h"
   */
  expireAfter?: string;
  /**
   * Time that a node has to drain before what is left on it is deleted, whatever disruption budgets say. It bounds how long `cdktf destroy` takes.
   *
   * @default "10m"
   */
  terminationGracePeriod?: string;
  /**
   * Pools with a higher weight (1 to 100) are tried first; without one, the weight is 0.
   */
  weight?: number;
  /**
   * Makes the pool static: it keeps this number of nodes, whatever the pods need. Alpha in Karpenter.
   */
  replicas?: number;
  disruption?: Disruption;
  template?: Template;
}
/**
 * When Karpenter removes nodes to save cost.
 */
export interface Consolidation {
  /**
   * `WhenEmpty` removes nodes without pods, `WhenEmptyOrUnderutilized` also those whose pods fit elsewhere or on a cheaper node, `Balanced` weighs that saving against the disruption.
   *
   * @default "WhenEmptyOrUnderutilized"
   */
  policy?: "WhenEmpty" | "WhenEmptyOrUnderutilized" | "Balanced";
  /**
   * How long a node must have been left alone by the scheduler before it is removed; `Never` turns consolidation off.
   *
   * @default "1m"
   */
  after?: string;
}
/**
 * Consolidation and disruption budgets, in Karpenter's own form.
 */
export interface Disruption {
  /**
   * Which nodes consolidation may remove. The long form of `consolidation.policy`.
   *
   * @default "WhenEmptyOrUnderutilized"
   */
  consolidationPolicy?: "WhenEmpty" | "WhenEmptyOrUnderutilized" | "Balanced";
  /**
   * How long a node must have been left alone by the scheduler before it is consolidated. The long form of `consolidation.after`.
   *
   * @default "1m"
   */
  consolidateAfter?: string;
  /**
   * How many nodes may be disrupted at the same time, and when. The strictest budget that holds wins.
   *
   * @default [{"nodes":"10%"}]
   */
  budgets?: Budget[];
}
export interface Budget {
  /**
   * How many of the pool's nodes may be going away at the same time: a share of them, or a count in quotes.
   *
   * @default "10%"
   */
  nodes?: string;
  /**
   * Reasons that the budget is about. Left out, it is about all of them.
   */
  reasons?: ("Underutilized" | "Empty" | "Drifted" | "Unhealthy")[];
  /**
   * When the budget begins to hold, as a cron schedule in UTC. Needs `duration`; without both it always holds.
   */
  schedule?: string;
  /**
   * How long the budget holds from each hit of `schedule`, in hours and minutes.
   */
  duration?: string;
}
/**
 * What nodes are like, in Karpenter's own form.
 */
export interface Template {
  metadata?: Metadata;
  spec?: Spec;
}
/**
 * Labels and annotations of each node.
 */
export interface Metadata {
  /**
   * Labels of each node. A label that Karpenter knows, such as `kubernetes.io/arch`, acts as a requirement.
   */
  labels?: {
    [k: string]: string;
  };
  /**
   * Annotations of each node.
   */
  annotations?: {
    [k: string]: string;
  };
}
/**
 * What each node is like.
 */
export interface Spec {
  nodeClassRef?: NodeClassRef;
  /**
   * What instances must be like. A default for architecture, operating system, capacity type, instance category or generation is added where neither a requirement nor a label of the template is about it.
   */
  requirements?: Requirement[];
  /**
   * Taints of each node.
   */
  taints?: Taint[];
  /**
   * Taints that a node starts with and that something else, such as a DaemonSet, removes soon after.
   */
  startupTaints?: Taint[];
  /**
   * The long form of `expireAfter` of the pool.
   *
   * @default "720h"
   */
  expireAfter?: string;
  /**
   * The long form of `terminationGracePeriod` of the pool.
   *
   * @default "10m"
   */
  terminationGracePeriod?: string;
}
/**
 * The node class. The long form of `nodeClass`.
 */
export interface NodeClassRef {
  /**
   * API group of the node class.
   *
   * @default "karpenter.k8s.aws"
   */
  group?: "karpenter.k8s.aws";
  /**
   * Kind of the node class.
   *
   * @default "EC2NodeClass"
   */
  kind?: "EC2NodeClass";
  /**
   * Name of one of `karpenter.nodeClasses`.
   */
  name: string;
}
export interface Requirement {
  /**
   * Label that the condition is about, such as `karpenter.k8s.aws/instance-cpu`.
   */
  key: string;
  /**
   * How the label must relate to the values.
   */
  operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" | "Gte" | "Lte";
  /**
   * Texts to compare with. `In` needs at least one, the comparisons (`Gt`, `Lt`, `Gte`, `Lte`) exactly one whole number, in quotes.
   */
  values?: string[];
  /**
   * How many different values of the label the instance types on offer must cover (1 to 50). Alpha in Karpenter.
   */
  minValues?: number;
}
export interface Taint {
  /**
   * Key of the taint.
   */
  key: string;
  /**
   * Value of the taint. Leave it out for a taint without one: an empty text is refused.
   */
  value?: string;
  /**
   * What happens to pods that do not tolerate the taint.
   */
  effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  /**
   * When the taint was added. Only of use with `NoExecute`.
   */
  timeAdded?: string;
}
