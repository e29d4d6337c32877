import type { EC2NodeClassSpec } from "./objects";

/** Families by the name that they have in an alias. */
const FAMILIES = {
  al2: "AL2",
  al2023: "AL2023",
  bottlerocket: "Bottlerocket",
} as const;

/** The two halves of `family@version`. */
export function splitAlias(alias: string): { readonly family: string; readonly version: string } {
  const [family = "", version = ""] = alias.split("@");
  return { family, version };
}

/** The AMI family that an alias stands for. */
export function familyOfAlias(alias: string): string {
  const { family } = splitAlias(alias);
  return Object.entries(FAMILIES).find(([name]) => name === family)?.[1] ?? "Custom";
}

/** The AMI family of a node class, as Karpenter works it out: what is said, else what the alias says, else `Custom`. */
export function amiFamily(spec: EC2NodeClassSpec): string {
  if (spec.amiFamily !== undefined) return spec.amiFamily;
  const alias = spec.amiSelectorTerms.find((term) => term.alias !== undefined)?.alias;
  return alias === undefined ? "Custom" : familyOfAlias(alias);
}
