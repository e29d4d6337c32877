import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { DISCOVERY_TAG, ownershipTag } from "../../../knowledge/names";
import type { EC2NodeClassSpec } from "../description/expand";
import type { ParsedNodeClass } from "../schema/node-class";

interface Selector {
  readonly list: "subnetSelectorTerms" | "securityGroupSelectorTerms" | "capacityReservationSelectorTerms";
  /** A term needs one of these. */
  readonly needed: readonly string[];
  /** A key, and those that it can't stand beside. */
  readonly alone: readonly { readonly key: string; readonly beside: readonly string[] }[];
}

const SELECTORS: readonly Selector[] = [
  { list: "subnetSelectorTerms", needed: ["tags", "id"], alone: [{ key: "id", beside: ["tags"] }] },
  {
    list: "securityGroupSelectorTerms",
    needed: ["tags", "id", "name"],
    alone: [
      { key: "id", beside: ["tags", "name"] },
      { key: "name", beside: ["tags", "id"] },
    ],
  },
  {
    list: "capacityReservationSelectorTerms",
    needed: ["tags", "id", "instanceMatchCriteria"],
    alone: [{ key: "id", beside: ["tags", "ownerID", "instanceMatchCriteria"] }],
  },
];

/** Rules for the terms that select subnets, security groups and capacity reservations. */
export function selectorRules(spec: EC2NodeClassSpec, path: KeyPath): Problem[] {
  return SELECTORS.flatMap((selector) => {
    const terms: readonly object[] = spec[selector.list] ?? [];
    const keys = terms.map(
      (term) => new Set(Object.entries(term).flatMap(([key, value]) => (value === undefined ? [] : [key]))),
    );
    return selectorProblems(selector, keys, [...path, selector.list]);
  });
}

/**
 * The CRD refuses a key that must stand alone only if it is so in every term of the list. A list where it is so in some
 * terms gets through, and Karpenter leaves those other keys out of account: worth a warning, but no error.
 */
function selectorProblems(selector: Selector, terms: readonly ReadonlySet<string>[], at: KeyPath): Problem[] {
  const empty = terms.flatMap((term, index) =>
    selector.needed.some((key) => term.has(key))
      ? []
      : [error([...at, index], `a term needs one of ${selector.needed.join(", ")}; add one or drop the term`)],
  );
  const crowded = selector.alone.flatMap(({ key, beside }) => {
    const isCrowded = (term: ReadonlySet<string>) => term.has(key) && beside.some((other) => term.has(other));
    const report = terms.every(isCrowded) ? error : warning;
    return terms.flatMap((term, index) =>
      isCrowded(term)
        ? [
            report(
              [...at, index, key],
              `'${key}' can't stand beside ${beside.join(" or ")} in a term; give each a term of its own`,
            ),
          ]
        : [],
    );
  });
  return [...empty, ...crowded];
}

/** The security group that EKS makes for a cluster: how it can be found. */
function selectsClusterGroup(
  { tags, name }: EC2NodeClassSpec["securityGroupSelectorTerms"][number],
  clusterName: string,
): boolean {
  if (name !== undefined) return name.startsWith(`eks-cluster-sg-${clusterName}-`);
  const owned = new Map([
    [DISCOVERY_TAG, clusterName],
    [ownershipTag(clusterName), "owned"],
    ["aws:eks:cluster-name", clusterName],
  ]);
  return Object.entries(tags ?? {}).some(([key, value]) => owned.has(key) && ["*", owned.get(key)].includes(value));
}

/**
 * Nodes speak with the API server, CoreDNS and each other by the one group that EKS makes; beside it, they may have
 * others.
 */
export function clusterGroupRules(
  { securityGroupSelectorTerms: terms }: Pick<ParsedNodeClass, "securityGroupSelectorTerms">,
  clusterName: string,
  path: KeyPath,
): Problem[] {
  if (terms === undefined || terms.some((term) => selectsClusterGroup(term, clusterName))) return [];
  const unless = terms.some(({ id }) => id !== undefined) ? ", unless one of the IDs is it" : "";
  return [
    warning(
      [...path, "securityGroupSelectorTerms"],
      `the cluster's own security group isn't selected${unless}: without it, nodes reach neither the API server nor DNS; add { tags: { ${DISCOVERY_TAG}: ${clusterName} } }`,
    ),
  ];
}

/** Rules for network interfaces, connection tracking and placement. */
export function networkingRules(spec: EC2NodeClassSpec, path: KeyPath): Problem[] {
  return [
    ...interfaceProblems(spec.networkInterfaces ?? [], [...path, "networkInterfaces"]),
    ...connectionTrackingProblems(spec.connectionTracking, [...path, "connectionTracking"]),
    ...placementProblems(spec.placementGroupSelector, [...path, "placementGroupSelector"]),
  ];
}

function interfaceProblems(interfaces: NonNullable<EC2NodeClassSpec["networkInterfaces"]>, at: KeyPath): Problem[] {
  const problems: Problem[] = [];
  const isPrimary = (item: (typeof interfaces)[number]) =>
    item.networkCardIndex === 0 && item.deviceIndex === 0 && item.interfaceType === "interface";
  if (interfaces.length > 0 && !interfaces.some(isPrimary)) {
    problems.push(
      error(
        at,
        "the primary interface is missing; add { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }",
      ),
    );
  }
  for (const [index, item] of interfaces.entries()) {
    const before = interfaces.slice(0, index).filter((other) => other.networkCardIndex === item.networkCardIndex);
    if (before.some((other) => other.deviceIndex === item.deviceIndex)) {
      const place = `card ${item.networkCardIndex}, device ${item.deviceIndex}`;
      problems.push(error([...at, index], `${place} has an interface already; choose another deviceIndex`));
    }
    if (item.interfaceType === "efa-only" && before.some((other) => other.interfaceType === "efa-only")) {
      problems.push(
        error(
          [...at, index, "interfaceType"],
          `card ${item.networkCardIndex} has an efa-only interface already; one for each card is possible`,
        ),
      );
    }
  }
  return problems;
}

function connectionTrackingProblems(tracking: EC2NodeClassSpec["connectionTracking"], at: KeyPath): Problem[] {
  if (!tracking || Object.values(tracking).some((timeout) => timeout !== undefined)) return [];
  return [
    error(at, "one of tcpEstablishedTimeout, udpStreamTimeout and udpTimeout is needed; set one or leave the key out"),
  ];
}

function placementProblems(selector: EC2NodeClassSpec["placementGroupSelector"], at: KeyPath): Problem[] {
  if (!selector) return [];
  const { name, id } = selector;
  if (name === undefined && id === undefined) {
    return [error(at, "a name or an ID is needed; set one or leave the key out")];
  }
  return name !== undefined && id !== undefined
    ? [error([...at, "id"], "'name' and 'id' exclude each other; keep one of them")]
    : [];
}
