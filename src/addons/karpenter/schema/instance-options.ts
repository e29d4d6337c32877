import { z } from "zod";
import { defaulted } from "../../../description/schema/kubernetes";

const INT32_MAX = 2_147_483_647;

const onOff = z.enum(["enabled", "disabled"]);

/** How the instance metadata service answers. */
export const MetadataOptionsSchema = z.strictObject({
  httpEndpoint: defaulted(onOff, "enabled", "Whether the metadata service answers at all."),
  httpProtocolIPv6: defaulted(onOff, "disabled", "Whether it answers over IPv6 too."),
  httpPutResponseHopLimit: defaulted(
    z.int().min(1).max(64),
    1,
    "Network hops that its answers may take (1 to 64). With 1, pods on their own network can't reach it.",
  ),
  httpTokens: defaulted(z.enum(["required", "optional"]), "required", "Whether a session token is needed (IMDSv2)."),
});

/** A network interface of each instance. */
export const NetworkInterfaceSchema = z.strictObject({
  networkCardIndex: z.int().min(0).max(INT32_MAX).describe("Index of the network card."),
  deviceIndex: z.int().min(0).max(INT32_MAX).describe("Index of the device on the card."),
  interfaceType: z.enum(["interface", "efa-only"]).describe("An ordinary interface, or one for EFA traffic only."),
});

/** Idle timeouts of connection tracking, in seconds. */
export const ConnectionTrackingSchema = z.strictObject({
  tcpEstablishedTimeout: z
    .int()
    .min(60)
    .max(432_000)
    .optional()
    .describe("For established TCP connections, in seconds (60 to 432000)."),
  udpStreamTimeout: z
    .int()
    .min(60)
    .max(180)
    .optional()
    .describe("For UDP flows that went back and forth more than once, in seconds (60 to 180)."),
  udpTimeout: z.int().min(30).max(60).optional().describe("For other UDP flows, in seconds (30 to 60)."),
});

/** The placement group of each instance: by name or by ID. */
export const PlacementGroupSelectorSchema = z.strictObject({
  name: z.string().min(1, "a name is needed").optional().describe("Name of the placement group."),
  id: z
    .string()
    .regex(/^pg-[0-9a-z]+$/, "the ID of a placement group is needed, such as pg-0123456789abcdef0")
    .optional()
    .describe("ID of the placement group."),
});

/** Processor options of each instance. */
export const CpuOptionsSchema = z.strictObject({
  nestedVirtualization: onOff
    .optional()
    .describe("Whether virtual machines may run on the node; limits the instance types to those that can."),
});

/** Nitro Enclaves on each instance. */
export const EnclaveOptionsSchema = z.strictObject({
  enabled: z.boolean().describe("Whether enclaves may run; limits the instance types to those that can."),
});

/** Number of IPv4 prefixes of the network interface. */
export const ipPrefixCount = z.int().min(0).max(INT32_MAX);
