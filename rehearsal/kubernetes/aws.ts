import { AwsClient, absent } from "../aws-client";
import { list } from "../xml";

/** What the Kubernetes half asks of AWS. */
export interface Aws {
  fargateProfiles(): Promise<readonly FargateProfile[]>;
  instances(): Promise<readonly Instance[]>;
  /** Why a kubelet with this instance's role is not let into the cluster, or nothing where it is. */
  joinRefusal(instance: Instance): Promise<string | undefined>;
  /** The managed add-on, or nothing where it is not installed. */
  addon(name: string): Promise<Addon | undefined>;
}

export interface FargateProfile {
  readonly name: string;
  /** CREATING, ACTIVE, DELETING, … */
  readonly status: string;
  readonly selectors: readonly FargateSelector[];
}

export interface FargateSelector {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Instance {
  readonly id: string;
  /** pending, running, shutting-down, terminated, … */
  readonly state: string;
  readonly privateDnsName: string;
  readonly availabilityZone: string;
}

export interface Addon {
  readonly status: string;
  /** The add-on's configuration values as parsed from their JSON. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Faults that a scenario has put before AWS are tried over. */
const TRIES = 8;

/** Asks the played AWS about one cluster. */
export class ClusterAws implements Aws {
  readonly #client: AwsClient;
  readonly #path: string;

  constructor({ url, region, cluster }: { url: string; region: string; cluster: string }) {
    this.#client = new AwsClient({ url, region, key: "rehearsal-kubernetes", tries: TRIES });
    this.#path = `/clusters/${cluster}`;
  }

  async fargateProfiles(): Promise<readonly FargateProfile[]> {
    const path = `${this.#path}/fargate-profiles`;
    const listed = await this.#find<{ fargateProfileNames: string[] }>(path);
    const found = await Promise.all(
      (listed?.fargateProfileNames ?? []).map((name) => this.#find<{ fargateProfile: Profile }>(`${path}/${name}`)),
    );
    return found.flatMap((one) => (one ? readProfile(one.fargateProfile) : []));
  }

  async addon(name: string): Promise<Addon | undefined> {
    const found = await this.#find<{ addon: { status: string; configurationValues?: string } }>(
      `${this.#path}/addons/${name}`,
    );
    if (!found) return undefined;
    const { status, configurationValues } = found.addon;
    return { status, configuration: configurationValues ? JSON.parse(configurationValues) : {} };
  }

  async instances(): Promise<readonly Instance[]> {
    const answer = await this.#client.query<DescribedInstances>("ec2", "DescribeInstances", { MaxResults: 1000 });
    return readInstances(answer);
  }

  async joinRefusal({ id }: Instance): Promise<string | undefined> {
    const Filter = [{ Name: "instance-id", Value: [id] }];
    const { iamInstanceProfileAssociationSet: associations } = await this.#client.query<{
      iamInstanceProfileAssociationSet: readonly { iamInstanceProfile: { arn: string } }[] | "";
    }>("ec2", "DescribeIamInstanceProfileAssociations", { Filter });
    const InstanceProfileName = list(associations)[0]?.iamInstanceProfile.arn.split("/").at(-1);
    if (!InstanceProfileName) return `${id} has no instance profile`;
    const profile = await this.#client
      .query<{ GetInstanceProfileResult: { InstanceProfile: { Roles: readonly { Arn: string }[] | "" } } }>(
        "iam",
        "GetInstanceProfile",
        { InstanceProfileName },
      )
      .catch(absent);
    const role = list(profile?.GetInstanceProfileResult.InstanceProfile.Roles)[0]?.Arn;
    if (!role) return `the instance profile ${InstanceProfileName} of ${id} holds no role`;
    const entry = await this.#find(`${this.#path}/access-entries/${encodeURIComponent(role)}`);
    return entry === undefined ? `${role}, the role of ${id}, has no access entry in the cluster` : undefined;
  }

  /** What EKS answers; nothing for what does not exist. */
  #find<T>(path: string): Promise<T | undefined> {
    return this.#client.eks<T>("GET", path).catch(absent);
  }
}

/** Of an answer of EC2, what is read here. */
export interface DescribedInstances {
  readonly reservationSet: readonly { readonly instancesSet: readonly DescribedInstance[] | "" }[] | "";
}

interface DescribedInstance {
  readonly instanceId: string;
  readonly instanceState: { readonly name: string };
  /** Empty once it is terminated. */
  readonly privateDnsName?: string;
  readonly placement?: { readonly availabilityZone?: string };
}

export function readInstances({ reservationSet }: DescribedInstances): Instance[] {
  return list(reservationSet)
    .flatMap(({ instancesSet }) => list(instancesSet))
    .map(({ instanceId, instanceState, privateDnsName = "", placement }) => ({
      id: instanceId,
      state: instanceState.name,
      privateDnsName,
      availabilityZone: placement?.availabilityZone ?? "",
    }));
}

interface Profile {
  readonly fargateProfileName: string;
  readonly status: string;
  readonly selectors?: readonly { readonly namespace: string; readonly labels?: Readonly<Record<string, string>> }[];
}

function readProfile({ fargateProfileName, status, selectors = [] }: Profile): FargateProfile {
  return {
    name: fargateProfileName,
    status,
    selectors: selectors.map(({ namespace, labels = {} }) => ({ namespace, labels })),
  };
}
