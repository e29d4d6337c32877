import { createHash } from "node:crypto";
import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { Sleep } from "@cdktf/provider-time/lib/sleep";
import { Fn, type ITerraformDependable, Op } from "cdktf";
import { Construct } from "constructs";
import type { ClusterSpec, FargateProfileSpec } from "../description/cluster-spec";
import { Role } from "../iam/role";
import { serviceTrust } from "../iam/trust";
import { podExecutionRoleName } from "../knowledge/names";
import { type JsonValue, sortedJson } from "../terraform/sorted-json";

export interface FargateProfilesProps {
  readonly cluster: ClusterSpec;
  /** Name of the cluster, as an attribute of the cluster made. */
  readonly clusterName: string;
  /** When EKS began to make the cluster, in RFC 3339. */
  readonly clusterCreatedAt: string;
  readonly partition: string;
  readonly accountId: string;
  /** Private subnets; Fargate takes no others. */
  readonly subnetIds: string[];
  /** What these subnets are told from others by, as far as it is known before they are there. */
  readonly subnetIdentity: JsonValue;
  /** What the pods need from their first to their last minute: their way out of the subnets. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * How long a profile that is ACTIVE takes until the admission webhook heeds it. A pod that is made before may stay Pending
 * for ever (https://github.com/eksctl-io/eksctl/issues/3615).
 */
export const SETTLING = "30s";

/** The Fargate profiles of a cluster and the role that their pods are started with. */
export class FargateProfiles extends Construct {
  readonly podExecutionRoleArn: string;
  /** Holds what is no profile, apart from the profiles, so that no name of theirs can be taken; not part of addresses. */
  readonly #others: Construct;

  constructor(scope: Construct, id: string, props: FargateProfilesProps) {
    super(scope, id);
    this.#others = new Construct(this, "Default");
    const role = this.podExecutionRole(props);
    this.podExecutionRoleArn = role.arn;
    for (const profile of props.cluster.fargate.profiles) this.profile(profile, role, props);
  }

  private podExecutionRole({ cluster, partition, accountId }: FargateProfilesProps): Role {
    const profiles = `arn:${partition}:eks:${cluster.region}:${accountId}:fargateprofile/${cluster.name}`;
    return new Role(this.#others, "pod-execution-role", {
      name: podExecutionRoleName(cluster.name),
      // Only this cluster's profiles: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
      // The ARN is put together, so that the role doesn't wait for the cluster.
      trust: serviceTrust("eks-fargate-pods.amazonaws.com", {
        ArnLike: { "aws:SourceArn": `${profiles}/*` },
      }),
      managedPolicies: ["AmazonEKSFargatePodExecutionRolePolicy"],
      permissionsBoundary: cluster.aws.permissionsBoundary,
      partition,
    });
  }

  private profile(profile: FargateProfileSpec, role: Role, props: FargateProfilesProps): void {
    const name = fargateProfileName(profile, props.cluster.name, props.subnetIdentity);
    const resource = new EksFargateProfile(this, profile.name, {
      clusterName: props.clusterName,
      fargateProfileName: name,
      podExecutionRoleArn: role.arn,
      subnetIds: props.subnetIds,
      selector: profile.selectors.map(({ namespace, labels }) => ({ namespace, labels: { ...labels } })),
      dependsOn: [...role.ready, ...props.dependsOn],
      lifecycle: { createBeforeDestroy: true },
    });
    // The pods of a profile that is replaced start in the new one as soon as the old one goes, which waits for this. A new
    // cluster has no pods yet: there the add-ons stack waits, and does something else meanwhile.
    const isNewCluster = Op.eq(Fn.timecmp(props.clusterCreatedAt, Fn.plantimestamp()), 1);
    new Sleep(this.#others, `${profile.name}-settled`, {
      createDuration: Fn.conditional(isNewCluster, "0s", SETTLING),
      triggers: { profile: resource.fargateProfileName },
      dependsOn: [resource],
      // What was right when it was made is no change later; for a replacement the duration is worked out anew.
      lifecycle: { ignoreChanges: ["create_duration"] },
    });
  }
}

/**
 * A profile can't be changed, only replaced, and the new one is made before the old one goes. So its name carries a
 * hash of exactly what forces a replacement: cluster, role, subnets and selectors. With less it would collide with
 * itself; with more it would be replaced, and its pods restarted, for nothing.
 */
function fargateProfileName(profile: FargateProfileSpec, clusterName: string, subnets: JsonValue): string {
  const selectors = profile.selectors.map(({ namespace, labels }) => sortedJson({ namespace, labels })).toSorted();
  const identity = sortedJson({
    cluster: clusterName,
    role: podExecutionRoleName(clusterName),
    subnets,
    selectors,
  });
  return `${profile.name}-${createHash("sha256").update(identity).digest("hex").slice(0, 8)}`;
}
