import { setTimeout as pause } from "node:timers/promises";

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

export interface EmulatedAwsOptions {
  /** Where every AWS API answers. */
  readonly url: string;
  readonly region: string;
  readonly cluster: string;
}

const TRIES = 8;
const RETRY_MILLISECONDS = 150;

/** Asks the AWS on loopback, in the services' own protocols. Faults that a scenario has put there are tried over. */
export class EmulatedAws implements Aws {
  constructor(private readonly options: EmulatedAwsOptions) {}

  async fargateProfiles(): Promise<readonly FargateProfile[]> {
    const path = `/clusters/${this.options.cluster}/fargate-profiles`;
    const names = strings(field(await this.#eks(path), "fargateProfileNames"));
    const profiles = await Promise.all(
      names.map(async (name) => field(await this.#eks(`${path}/${name}`), "fargateProfile")),
    );
    return profiles.filter((one) => one !== undefined).map(readProfile);
  }

  async addon(name: string): Promise<Addon | undefined> {
    const addon = field(await this.#eks(`/clusters/${this.options.cluster}/addons/${name}`), "addon");
    if (addon === undefined) return undefined;
    const values = field(addon, "configurationValues");
    const parsed: unknown = typeof values === "string" && values ? JSON.parse(values) : {};
    const configuration =
      typeof parsed === "object" && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
    return { status: String(field(addon, "status")), configuration };
  }

  async instances(): Promise<readonly Instance[]> {
    return readInstances((await this.#query("ec2", "DescribeInstances", "2016-11-15", { MaxResults: "1000" })) ?? "");
  }

  async joinRefusal({ id }: Instance): Promise<string | undefined> {
    const filter = { "Filter.1.Name": "instance-id", "Filter.1.Value.1": id };
    const associations = await this.#query("ec2", "DescribeIamInstanceProfileAssociations", "2016-11-15", filter);
    const instanceProfile = /:instance-profile\/(?:[^<]*\/)?([^</]*)</i.exec(associations ?? "")?.[1];
    if (!instanceProfile) return `${id} has no instance profile`;
    const parameters = { InstanceProfileName: instanceProfile };
    const profile = await this.#query("iam", "GetInstanceProfile", "2010-05-08", parameters);
    const role = /<Arn>([^<]*:role\/[^<]*)</.exec(profile ?? "")?.[1];
    if (!role) return `the instance profile ${instanceProfile} of ${id} holds no role`;
    const entry = await this.#eks(`/clusters/${this.options.cluster}/access-entries/${encodeURIComponent(role)}`);
    return entry === undefined ? `${role}, the role of ${id}, has no access entry in the cluster` : undefined;
  }

  #query(
    service: string,
    action: string,
    version: string,
    parameters: Record<string, string>,
  ): Promise<string | undefined> {
    const body = new URLSearchParams({ Action: action, Version: version, ...parameters }).toString();
    const contentType = "application/x-www-form-urlencoded; charset=utf-8";
    return this.#ask("/", service, { method: "POST", body, headers: { "Content-Type": contentType } });
  }

  /** The answer; nothing for what does not exist. */
  async #eks(path: string): Promise<unknown> {
    const answer = await this.#ask(path, "eks", { method: "GET" });
    return answer === undefined ? undefined : JSON.parse(answer);
  }

  async #ask(path: string, service: string, init: RequestInit): Promise<string | undefined> {
    // Nobody checks signatures on loopback, but the service is read from them.
    const scope = `rehearsal-kubernetes/20200101/${this.options.region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const headers = { ...init.headers, Authorization: authorization };
    let reason = "";
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (attempt > 0) await pause(RETRY_MILLISECONDS);
      try {
        const answer = await fetch(`${this.options.url}${path}`, { ...init, headers });
        const text = await answer.text();
        if (answer.ok) return text;
        if (answer.status === 404) return undefined;
        reason = `${answer.status} ${text.slice(0, 200)}`;
      } catch (error) {
        reason = String(error);
      }
    }
    throw new Error(`${service} ${path}: ${reason}`);
  }
}

/** The instances in an answer to DescribeInstances; only the few fields that are needed are read. */
export function readInstances(xml: string): Instance[] {
  return xml
    .split("<instanceId>")
    .slice(1)
    .map((part) => ({
      id: part.slice(0, part.indexOf("<")),
      state: /<instanceState>.*?<name>([^<]*)</s.exec(part)?.[1] ?? "",
      privateDnsName: /<privateDnsName>([^<]*)</.exec(part)?.[1] ?? "",
      availabilityZone: /<availabilityZone>([^<]*)</.exec(part)?.[1] ?? "",
    }));
}

function readProfile(profile: unknown): FargateProfile {
  const selectors = field(profile, "selectors");
  return {
    name: String(field(profile, "fargateProfileName")),
    status: String(field(profile, "status")),
    selectors: (Array.isArray(selectors) ? selectors : []).map((one) => {
      const labels = field(one, "labels");
      const pairs = typeof labels === "object" && labels !== null ? Object.entries(labels) : [];
      return { namespace: String(field(one, "namespace")), labels: Object.fromEntries(pairs) };
    }),
  };
}

function field(document: unknown, name: string): unknown {
  if (typeof document !== "object" || document === null) return undefined;
  return new Map(Object.entries(document)).get(name);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
