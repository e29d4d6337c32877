import { error, type KeyPath, type Problem } from "../../../description/problem";
import type { EC2NodeClassSpec } from "../description/objects";

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
