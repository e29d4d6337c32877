import { z } from "zod";

const ManagedAddonSchema = z.strictObject({
  version: z
    .string()
    .regex(
      /^v\d+\.\d+\.\d+-eksbuild\.\d+$/,
      "the version of an EKS add-on is needed, vX.Y.Z-eksbuild.N; list them by 'aws eks describe-addon-versions'",
    )
    .optional()
    .describe(
      "Version of the add-on. Left out, EKS installs its default for the Kubernetes version when the cluster is made, and the add-on stays there.",
    ),
});

/** The EKS-managed add-ons that make a cluster one. */
export const AddonsSchema = z.strictObject({
  "vpc-cni": ManagedAddonSchema.prefault({}).describe("Pod networking on EC2 nodes (Fargate brings its own)."),
  "kube-proxy": ManagedAddonSchema.prefault({}).describe("Service networking on EC2 nodes (Fargate brings its own)."),
  coredns: ManagedAddonSchema.prefault({}).describe("Cluster DNS, on Fargate."),
});
