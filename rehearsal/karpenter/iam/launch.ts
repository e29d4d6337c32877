import type { Call } from "../../../testing/iam";
import type { LoggedCall } from "../../emulated-aws";
import { type Context, ec2, pairs, type Tags, tagged, tagging, templateArn } from "./request";

/** What earlier calls tell of resources that a later one names, but does not describe. */
export interface Known {
  readonly account: string;
  /** Launch templates by name. */
  readonly templates: Map<string, LaunchTemplate>;
  /** Instance profiles by name. */
  readonly profiles: Map<string, InstanceProfile>;
}

interface LaunchTemplate {
  readonly tags: Tags;
  readonly data: TemplateData;
}

interface InstanceProfile {
  readonly path: string;
  /** Name of the role in it. */
  readonly role?: string;
}

interface TagSpecification {
  readonly ResourceType: string;
  readonly Tags?: unknown;
}

/** What of a launch template is a matter of permissions. */
export interface TemplateData {
  readonly IamInstanceProfile?: { readonly Name?: string };
  readonly ImageId?: string;
  readonly NetworkInterfaces?: readonly { readonly Groups?: readonly string[] }[];
  readonly SecurityGroupIds?: readonly string[];
  readonly TagSpecifications?: readonly TagSpecification[];
}

/** The place of an instance, as CreateFleet's overrides and RunInstances' network interfaces have it. */
interface Place {
  readonly ImageId?: string;
  readonly SubnetId?: string;
}

interface FleetRequest {
  readonly Type?: string;
  readonly LaunchTemplateConfigs: readonly {
    readonly LaunchTemplateSpecification: { readonly LaunchTemplateName?: string };
    readonly Overrides?: readonly Place[];
  }[];
  readonly TargetCapacitySpecification?: { readonly DefaultTargetCapacityType?: string };
  readonly TagSpecifications?: readonly TagSpecification[];
}

interface RunRequest {
  readonly LaunchTemplate?: { readonly LaunchTemplateName?: string };
  readonly ImageId?: string;
  readonly NetworkInterfaces?: readonly Place[];
  readonly TagSpecifications?: readonly TagSpecification[];
}

/** A launch, whichever call asks for it. */
interface Launch {
  readonly call: LoggedCall;
  readonly known: Known;
  /** Names of its templates. */
  readonly templates: readonly string[];
  readonly places: readonly Place[];
  readonly tags: readonly TagSpecification[];
  readonly spot: boolean;
}

/**
 * What CreateFleet needs. A fleet of type `instant` launches in its caller's name, so RunInstances and what that needs
 * come with it. Whether instances are then tagged by the one action or by the other is not documented: both have to do.
 *
 * Source: service authorization reference of EC2; https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-prerequisites.html
 */
export function createFleet(call: LoggedCall, known: Known): Call[] {
  const request = call.parameters as unknown as FleetRequest;
  const launch: Launch = {
    call,
    known,
    templates: request.LaunchTemplateConfigs.map((one) => one.LaunchTemplateSpecification.LaunchTemplateName ?? ""),
    places: request.LaunchTemplateConfigs.flatMap(({ Overrides = [] }) => Overrides),
    tags: request.TagSpecifications ?? [],
    spot: request.TargetCapacitySpecification?.DefaultTargetCapacityType === "spot",
  };
  return [
    ...used("ec2:CreateFleet", launch),
    ...made("CreateFleet", launch, ["fleet", "instance", "volume"]),
    ...(request.Type === "instant" ? run(launch) : []),
  ];
}

/** What RunInstances with a launch template needs. */
export function runInstances(call: LoggedCall, known: Known): Call[] {
  const request = call.parameters as unknown as RunRequest;
  return run({
    call,
    known,
    templates: [request.LaunchTemplate?.LaunchTemplateName ?? ""],
    places: [{ ImageId: request.ImageId }, ...(request.NetworkInterfaces ?? [])],
    tags: request.TagSpecifications ?? [],
    spot: false,
  });
}

/** Whoever hands a role to an instance, by way of a profile, must be allowed to. */
export function passRole(profile: string | undefined, { account, profiles }: Known): Call[] {
  const role = profile && profiles.get(profile)?.role;
  if (!role) return [];
  const context = { "iam:PassedToService": "ec2.amazonaws.com" };
  return [{ action: "iam:PassRole", resource: `arn:aws:iam::${account}:role/${role}`, context }];
}

function run(launch: Launch): Call[] {
  const { call, known, spot } = launch;
  const data = dataOf(launch);
  const groups = data.flatMap(({ SecurityGroupIds = [], NetworkInterfaces = [] }) => [
    ...SecurityGroupIds,
    ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups),
  ]);
  const types = ["instance", "volume", "network-interface", ...(spot ? ["spot-instances-request"] : [])];
  const withTemplate = { ...launch, tags: [...launch.tags, ...data.flatMap((one) => one.TagSpecifications ?? [])] };
  return [
    ...used("ec2:RunInstances", launch),
    ...distinct(groups).map((id) =>
      existing("ec2:RunInstances", call, id, ec2(call, known.account, `security-group/${id}`)),
    ),
    ...made("RunInstances", withTemplate, types),
    ...data.flatMap(({ IamInstanceProfile: profile }) => passRole(profile?.Name, known)),
  ];
}

/** What is there before a launch, and is used by it. */
function used(action: string, launch: Launch): Call[] {
  const { call, known, templates, places } = launch;
  const images = distinct([...places.map(({ ImageId }) => ImageId), ...dataOf(launch).map(({ ImageId }) => ImageId)]);
  const subnets = distinct(places.map(({ SubnetId }) => SubnetId));
  return [
    // An image may be somebody else's, and none has an account in its ARN.
    ...images.map((id) => existing(action, call, id, `arn:aws:ec2:${call.region}::image/${id}`)),
    ...subnets.map((id) => existing(action, call, id, ec2(call, known.account, `subnet/${id}`))),
    ...distinct(templates).map((name) => ({
      action,
      resource: templateArn(call, known.account, name),
      context: tagged(known.templates.get(name)?.tags ?? {}),
    })),
  ];
}

function existing(action: string, call: LoggedCall, id: string, resource: string): Call {
  return { action, resource, context: tagged(call.resourceTags?.[id] ?? {}) };
}

/** What comes into being, with the tags that the request gives to its type. Those are given by CreateTags. */
function made(action: string, { call, known, tags }: Launch, types: readonly string[]): Call[] {
  return types.flatMap((type) => {
    const given: Context = tagging(
      pairs(tags.filter((one) => one.ResourceType === type).flatMap((one) => one.Tags ?? [])),
    );
    const resource = ec2(call, known.account, `${type}/new`);
    const make = { action: `ec2:${action}`, resource, context: given };
    if (Object.keys(given).length === 0) return [make];
    return [make, { action: "ec2:CreateTags", resource, context: { ...given, "ec2:CreateAction": action } }];
  });
}

function dataOf({ templates, known }: Launch): readonly TemplateData[] {
  return distinct(templates).flatMap((name) => known.templates.get(name)?.data ?? []);
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => value || []))];
}
