import { z } from "zod";
import { AddonsSchema } from "./addons";
import { AwsSchema } from "./aws";
import { anotherCluster, drift, impossible, inPlace, nothing, restart } from "./change";
import { isConstructName, NO_CONSTRUCT_NAME, region } from "./common";
import { ControlPlaneSchema } from "./control-plane";
import { FargateSchema } from "./fargate";
import { NetworkSchema } from "./network";

/**
 * The description of a cluster, without its add-ons: each brings a key of its own. With them it is the one source of
 * types, defaults, editor schema and reference page.
 *
 * Only shapes and limits of single values are here; what concerns several values is in `rules/`.
 */
export const SharedSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]*$/, "letters, digits and '-' are needed, with a letter or digit first")
    .refine(isConstructName, NO_CONSTRUCT_NAME)
    .describe("Name of the cluster, of its two stacks (`<name>`, `<name>-addons`) and part of most names in AWS.")
    .meta({ change: anotherCluster("the one of the old name stays as it is: destroy it while its file is there") }),
  region: region
    .describe("AWS region. One where EKS runs pods on Fargate, which is everywhere but in GovCloud.")
    .meta({ change: impossible() }),
  kubernetesVersion: z
    .string()
    .regex(/^1\.\d+$/, 'a minor version in quotes is needed, such as "1.36"')
    .default("1.36")
    .describe("Kubernetes version. Raise it by one minor version at a time.")
    .meta({ change: restart("EKS upgrades the control plane, Karpenter's pods restart; never back (see Upgrade)") }),
  retired: z
    .boolean()
    .default(false)
    .describe(
      "Whether the cluster is to be destroyed: nothing protects it any more (once that is deployed), `cdktf destroy` still finds its stacks, and once it is gone the file can be removed without a warning.",
    )
    .meta({ change: inPlace("protection is lifted") }),
  acknowledged: z
    .array(
      z.string().regex(/^[A-Za-z][^\s]*$/, "a key as a warning names it is needed, such as network.availabilityZones"),
    )
    .default([])
    .describe(
      "Keys whose warnings were read and are right for this cluster, as the warnings name them: `network.availabilityZones`. A key stands for all below it.",
    )
    .meta({ change: nothing() }),
  tags: z
    .record(
      z.string().min(1, "a tag needs a key").max(128, "a key of at most 128 characters is needed"),
      z.string().max(256, "at most 256 characters are possible"),
    )
    .default({})
    .describe(
      "Tags on everything that can carry them: what Terraform makes, and the instances and volumes that Karpenter starts.",
    )
    .meta({ change: drift("every node") }),
  aws: AwsSchema.prefault({}).describe("Account and role.").meta({ change: inPlace() }),
  network: NetworkSchema.describe("The VPC: one that is made, or one that exists (`vpcId`)."),
  controlPlane: ControlPlaneSchema.prefault({}).describe("The EKS control plane."),
  fargate: FargateSchema.prefault({}).describe("What runs on Fargate."),
  addons: AddonsSchema.prefault({})
    .describe("EKS-managed add-ons.")
    .meta({ change: restart("the add-on's pods restart, one after the other") }),
});

/** A description without its add-ons, with its defaults filled in. */
export type ParsedShared = z.output<typeof SharedSchema>;
