import type { Call } from "../../../testing/iam";
import type { LoggedCall } from "../../emulated-aws";
import { createFleet, type Known, passRole, runInstances, type TemplateData } from "./launch";
import { ec2, list, pairs, requestTags, tagged, tagging, templateArn, text } from "./request";

/** What a call touches, as IAM sees it; several resources are several authorizations. */
type Reader = (call: LoggedCall, known: Known) => readonly Call[];

/**
 * What IAM would have to allow for these calls, in their order.
 *
 * @throws Error for a call that nothing is known about here: one that the controller didn't make so far
 */
export function authorizations(calls: readonly LoggedCall[], account: string): readonly Call[] {
  const known: Known = { account, templates: new Map(), profiles: new Map() };
  return calls.flatMap((call) => {
    const reader = READERS[`${call.service}:${call.action}`] ?? (isEc2List(call) ? anything : undefined);
    if (!reader)
      throw new Error(`the controller called ${call.service}:${call.action}, and how IAM sees that isn't known`);
    const region: Call["context"] = { "aws:RequestedRegion": call.region };
    return reader(call, known).map((one) => ({ ...one, context: { ...region, ...one.context } }));
  });
}

const READERS: Readonly<Record<string, Reader>> = {
  "ec2:CreateFleet": createFleet,
  "ec2:CreateLaunchTemplate": (call, { account, templates }) => {
    const tags = requestTags(call, "launch-template");
    const name = text(call, "LaunchTemplateName");
    templates.set(name, { tags, data: (call.parameters.LaunchTemplateData ?? {}) as TemplateData });
    const resource = templateArn(call, account, name);
    const context = tagging(tags);
    return [
      { action: "ec2:CreateLaunchTemplate", resource, context },
      { action: "ec2:CreateTags", resource, context: { ...context, "ec2:CreateAction": "CreateLaunchTemplate" } },
    ];
  },
  "ec2:CreateTags": (call, { account }) =>
    list(call.parameters.Resources).map((id) => ({
      action: "ec2:CreateTags",
      resource: ec2(call, account, `${typeOf(String(id))}/${id}`),
      context: { ...tagged(call.resourceTags?.[String(id)] ?? {}), ...tagging(pairs(call.parameters.Tags)) },
    })),
  "ec2:DeleteLaunchTemplate": (call, { account, templates }) => {
    const [id, name] = [text(call, "LaunchTemplateId"), text(call, "LaunchTemplateName")];
    const tags = call.resourceTags?.[id] ?? templates.get(name)?.tags ?? {};
    const resource = id ? ec2(call, account, `launch-template/${id}`) : templateArn(call, account, name);
    return [{ action: "ec2:DeleteLaunchTemplate", resource, context: tagged(tags) }];
  },
  "ec2:RunInstances": runInstances,
  "ec2:TerminateInstances": (call, { account }) =>
    list(call.parameters.InstanceIds).map((id) => ({
      action: "ec2:TerminateInstances",
      resource: ec2(call, account, `instance/${id}`),
      context: tagged(call.resourceTags?.[String(id)] ?? {}),
    })),
  "eks:DescribeCluster": (call, { account }) => [
    {
      action: "eks:DescribeCluster",
      resource: `arn:aws:eks:${call.region}:${account}:cluster/${text(call, "name")}`,
    },
  ],
  "iam:AddRoleToInstanceProfile": (call, known) => {
    const name = text(call, "InstanceProfileName");
    known.profiles.set(name, { path: "/", ...known.profiles.get(name), role: text(call, "RoleName") });
    return [...profile(call, known), ...passRole(name, known)];
  },
  // Tags that come with the profile are judged with this action alone. Were TagInstanceProfile asked for too, whose
  // statement wants a profile that has its tags already, the official policies could not work.
  "iam:CreateInstanceProfile": (call, known) => {
    const path = text(call, "Path") || "/";
    known.profiles.set(text(call, "InstanceProfileName"), { path });
    return profile(call, known, tagging(pairs(call.parameters.Tags)));
  },
  "iam:DeleteInstanceProfile": profile,
  "iam:GetInstanceProfile": profile,
  "iam:ListInstanceProfiles": anything,
  "iam:RemoveRoleFromInstanceProfile": profile,
  "iam:TagInstanceProfile": (call, known) => profile(call, known, tagging(pairs(call.parameters.Tags))),
  "pricing:GetProducts": anything,
  "sqs:DeleteMessage": queue,
  "sqs:GetQueueUrl": queue,
  "sqs:ReceiveMessage": queue,
  "ssm:GetParameter": ({ service, action, region, ...call }) => [
    { action: `${service}:${action}`, resource: `arn:aws:ssm:${region}::parameter${text(call, "Name")}` },
  ],
};

function profile(call: LoggedCall, { account, profiles }: Known, context: Call["context"] = {}): Call[] {
  const name = text(call, "InstanceProfileName");
  const resource = `arn:aws:iam::${account}:instance-profile${profiles.get(name)?.path ?? "/"}${name}`;
  return [
    { action: `iam:${call.action}`, resource, context: { ...tagged(call.resourceTags?.[name] ?? {}), ...context } },
  ];
}

function queue(call: LoggedCall, { account }: Known): Call[] {
  const name = text(call, "QueueName") || (text(call, "QueueUrl").split("/").at(-1) ?? "");
  return [{ action: `sqs:${call.action}`, resource: `arn:aws:sqs:${call.region}:${account}:${name}` }];
}

/** A call that knows no resources. */
function anything({ service, action }: LoggedCall): Call[] {
  return [{ action: `${service}:${action}`, resource: "*" }];
}

function isEc2List({ service, action }: LoggedCall): boolean {
  return service === "ec2" && action.startsWith("Describe");
}

const EC2_TYPES: Readonly<Record<string, string>> = {
  eni: "network-interface",
  fleet: "fleet",
  i: "instance",
  lt: "launch-template",
  vol: "volume",
};

function typeOf(id: string): string {
  const type = EC2_TYPES[id.split("-")[0] ?? ""];
  if (!type) throw new Error(`${id} is of a kind of EC2 resources that isn't known here`);
  return type;
}
