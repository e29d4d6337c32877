import { setTimeout as pause } from "node:timers/promises";
import { parseXml } from "./xml";

type Parameters = Readonly<Record<string, unknown>>;

const QUERY_VERSIONS = { ec2: "2016-11-15", iam: "2010-05-08" } as const;
const JSON_TARGETS = {
  events: ["AWSEvents", "1.1"],
  kms: ["TrentService", "1.1"],
  logs: ["Logs_20140328", "1.1"],
  sqs: ["AmazonSQS", "1.0"],
} as const;

/** A refusal by AWS. */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    call: string,
    answer: string,
  ) {
    super(`${call}: ${status} ${answer.slice(0, 500)}`);
  }
}

export interface AwsClientOptions {
  /** Where every AWS API answers. */
  readonly url: string;
  readonly region: string;
  /** Access key in the log of calls. @default rehearsal-scenario */
  readonly key?: string;
  /** How often a call is made that fails for another reason than that something doesn't exist. @default 1 */
  readonly tries?: number;
}

const RETRY_MILLISECONDS = 150;

/** The few calls to the played AWS that the rehearsal makes itself, in the services' own protocols. */
export class AwsClient {
  constructor(private readonly options: AwsClientOptions) {}

  /** A call to EC2 or IAM. Lists in parameters are numbered as the protocol wants it (`Filter.1.Name`). */
  async query<T>(service: keyof typeof QUERY_VERSIONS, action: string, parameters: Parameters = {}): Promise<T> {
    const form = { Action: action, Version: QUERY_VERSIONS[service], ...flatten(parameters, service === "iam") };
    const body = new URLSearchParams(form).toString();
    const headers = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" };
    return parseXml(await this.#ask(service, action, "/", { method: "POST", body, headers })) as T;
  }

  /** A call to a service that speaks JSON at one address. */
  async json<T>(service: keyof typeof JSON_TARGETS, action: string, parameters: Parameters = {}): Promise<T> {
    const [target, version] = JSON_TARGETS[service];
    const headers = { "Content-Type": `application/x-amz-json-${version}`, "X-Amz-Target": `${target}.${action}` };
    const init = { method: "POST", body: JSON.stringify(parameters), headers };
    const answer = await this.#ask(service, action, "/", init);
    return (answer === "" ? {} : JSON.parse(answer)) as T;
  }

  /** A call to EKS. */
  async eks<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
    const init = { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    return JSON.parse(await this.#ask("eks", `${method} ${path}`, path, init)) as T;
  }

  async #ask(service: string, call: string, path: string, init: RequestInit): Promise<string> {
    const { url, region, key = "rehearsal-scenario", tries = 1 } = this.options;
    // Nobody checks signatures on loopback, but the service is read from them.
    const scope = `${key}/20200101/${region}/${service}/aws4_request`;
    const Authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const ask = async (): Promise<string> => {
      const answer = await fetch(`${url}${path}`, { ...init, headers: { ...init.headers, Authorization } });
      const text = await answer.text();
      if (!answer.ok) throw new AwsError(answer.status, `${service} ${call}`, text);
      return text;
    };
    for (let attempt = 1; attempt < tries; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (error instanceof AwsError && error.status === 404) throw error;
        await pause(RETRY_MILLISECONDS);
      }
    }
    return ask();
  }
}

/** For `catch`: nothing, where AWS says that what was asked for does not exist. */
export function absent(error: unknown): undefined {
  if (error instanceof AwsError && error.status === 404) return undefined;
  throw error;
}

/** Query parameters: lists as `Name.1`, or `Name.member.1`, records as `Name.Key`. */
function flatten(value: unknown, member: boolean, prefix = ""): Record<string, string> {
  if (typeof value !== "object" || value === null) return { [prefix]: String(value) };
  const entries = Array.isArray(value)
    ? value.map((item, index): [string, unknown] => [`${member ? "member." : ""}${index + 1}`, item])
    : Object.entries(value);
  const start = prefix ? `${prefix}.` : "";
  return Object.assign({}, ...entries.map(([key, item]) => flatten(item, member, `${start}${key}`)));
}
