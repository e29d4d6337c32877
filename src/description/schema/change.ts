/**
 * What a change of a key does to a cluster that is there. Each key of the schema has it in its metadata
 * (`.meta({ change })`), or from the nearest object around it that has.
 */
export type Change =
  /** It is about what synthesis says: no plan has it. */
  | { readonly kind: "nothing" }
  /** Nothing restarts and nothing goes. */
  | { readonly kind: "in-place"; readonly note?: string }
  /** Changed in place, and pods restart. */
  | { readonly kind: "restart"; readonly effect: string }
  /** Changed in place, and Karpenter then replaces nodes. */
  | {
      readonly kind: "drift";
      readonly effect: string;
      /** As for what is replaced. @default - nothing */
      readonly removes?: readonly string[];
    }
  /** Something is replaced, or removed. */
  | {
      readonly kind: "replacement";
      readonly effect: string;
      /** Terraform addresses of what a plan may remove or replace for it, and no more; `*` stands for any text. */
      readonly removes: readonly string[];
    }
  /** It was settled when the cluster was made: a plan fails and says so. */
  | { readonly kind: "impossible"; readonly instead: string }
  /** The stacks are others: the plan is that of a cluster beside this one. */
  | { readonly kind: "another-cluster"; readonly instead: string };

declare module "zod" {
  interface GlobalMeta {
    /** What a change does to a cluster that is there; for an object, that of each key in it without one of its own. */
    change?: Change;
  }
}

/** Addresses of the Fargate profiles, and of what waits for them. */
export const FARGATE_PROFILES: readonly string[] = ["aws_eks_fargate_profile.fargate_*", "time_sleep.fargate_*"];

/** Addresses of the NAT gateways and of their public addresses. */
export const NAT_GATEWAYS: readonly string[] = ["aws_eip.network_nat-address-*", "aws_nat_gateway.network_nat-*"];

/** No plan has it. */
export function nothing(): Change {
  return { kind: "nothing" };
}

/** Changed in place. @param note what else to know, as the end of a sentence */
export function inPlace(note?: string): Change {
  return note === undefined ? { kind: "in-place" } : { kind: "in-place", note };
}

/** Changed in place, and pods restart. @param effect which, such as `Karpenter's pods restart` */
export function restart(effect: string): Change {
  return { kind: "restart", effect };
}

/**
 * Changed in place; Karpenter then replaces nodes. Which follows from Karpenter's hash of a NodePool and of an
 * EC2NodeClass, and from its drift controllers (`pkg/controllers/nodeclaim/disruption/drift.go` and the cloud provider's
 * `drift.go` of 1.15.0).
 *
 * @param nodes every node of the pool or class, or those that no longer fit what is selected by
 * @param removes Terraform addresses of what a plan may remove or replace for it; nothing by default
 */
export function drift(nodes: "every node" | "misfits", removes: readonly string[] = []): Change {
  const which = { "every node": "every node made from it", misfits: "the nodes that no longer fit" }[nodes];
  const effect = `Karpenter then replaces ${which}, within the disruption budgets`;
  return removes.length === 0 ? { kind: "drift", effect } : { kind: "drift", effect, removes };
}

/** @param removes Terraform addresses of what a plan may remove or replace; `*` stands for any text */
export function replacement(effect: string, removes: readonly string[]): Change {
  return { kind: "replacement", effect, removes };
}

/** @param instead what to do, as the end of a sentence */
export function impossible(instead = "make another cluster beside this one"): Change {
  return { kind: "impossible", instead };
}

/** @param instead what to do, as the end of a sentence */
export function anotherCluster(instead: string): Change {
  return { kind: "another-cluster", instead };
}

/** Whether a plan may remove or replace what has this Terraform address, when nothing but this is changed. */
export function mayRemove(change: Change, address: string): boolean {
  const patterns = "removes" in change ? (change.removes ?? []) : [];
  return patterns.some((pattern) => {
    const parts = pattern.split("*").map((part) => part.replace(/[.+^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(address);
  });
}

/** A change in words, without a full stop. */
export function describeChange(change: Change): string {
  switch (change.kind) {
    case "nothing":
      return "nothing";
    case "in-place":
      return change.note === undefined ? "in place" : `in place; ${change.note}`;
    case "restart":
    case "drift":
      return `in place; ${change.effect}`;
    case "replacement":
      return change.effect;
    case "impossible":
      return `impossible, the plan fails; ${change.instead}`;
    case "another-cluster":
      return `another cluster; ${change.instead}`;
  }
}
