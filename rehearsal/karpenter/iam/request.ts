import type { Call } from "../../../testing/iam";
import type { LoggedCall } from "../../emulated-aws";

export type Tags = Readonly<Record<string, string>>;

/** Condition keys of a request, with their values. */
export type Context = NonNullable<Call["context"]>;

/** The ARN of something in EC2 that belongs to an account. */
export function ec2({ region }: LoggedCall, account: string, path: string): string {
  return `arn:aws:ec2:${region}:${account}:${path}`;
}

/** The ARN of a launch template. Calls have its name, and only AWS knows the id that belongs there. */
export function templateArn(call: LoggedCall, account: string, name: string): string {
  return ec2(call, account, `launch-template/lt-${name.split("/").at(-1)}`);
}

export function tagging(tags: Tags): Context {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return { ...prefixed("aws:RequestTag/", tags), "aws:TagKeys": keys };
}

export function tagged(tags: Tags): Context {
  return prefixed("aws:ResourceTag/", tags);
}

function prefixed(prefix: string, tags: Tags): Context {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}${key}`, value]));
}

export function requestTags({ parameters }: LoggedCall, type: string): Tags {
  const found = list(parameters.TagSpecifications)
    .map(record)
    .find(({ ResourceType }) => ResourceType === type);
  return pairs(found?.Tags);
}

export function pairs(tags: unknown): Tags {
  return Object.fromEntries(list(tags).map((tag) => [String(record(tag).Key), String(record(tag).Value ?? "")]));
}

export function text({ parameters }: Pick<LoggedCall, "parameters">, name: string): string {
  return String(parameters[name] ?? "");
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
