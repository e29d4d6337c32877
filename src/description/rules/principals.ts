import type { ClusterSpec } from "../cluster-spec";
import type { KeyPath } from "../problem";

const ACCESS = ["controlPlane", "access"];

/** An IAM principal that gets an access entry, and where it stands. */
export interface Principal {
  readonly path: KeyPath;
  readonly list: "admins" | "viewers" | "entries";
  readonly arn: string;
}

/** All principals under `controlPlane.access`, in the order in which their entries are made. */
export function principalsOf({ controlPlane }: ClusterSpec): Principal[] {
  const { admins, viewers, entries } = controlPlane.access;
  const shortForm = (list: "admins" | "viewers", arns: readonly string[]) =>
    arns.map((arn, index): Principal => ({ path: [...ACCESS, list, index], list, arn }));
  return [
    ...shortForm("admins", admins),
    ...shortForm("viewers", viewers),
    ...entries.map(
      ({ principalArn }, index): Principal => ({
        path: [...ACCESS, "entries", index, "principalArn"],
        list: "entries",
        arn: principalArn,
      }),
    ),
  ];
}
