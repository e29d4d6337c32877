import { prefixLength } from "../../knowledge/address-ranges";
import type { ClusterSpec } from "../cluster-spec";
import { error, type KeyPath, type Problem, warning } from "../problem";
import { listedTwice } from "./listed-twice";
import { wholeRange } from "./network";

const ENDPOINT = ["controlPlane", "endpoint"];
const CIDRS = [...ENDPOINT, "privateCidrs"];
const GROUPS = [...ENDPOINT, "privateSecurityGroupIds"];

/** Who reaches the API server from within, and whether anybody does. */
export function privateEndpointRules({ name, controlPlane }: ClusterSpec): Problem[] {
  const { endpoint } = controlPlane;
  const { privateCidrs, privateSecurityGroupIds } = endpoint;
  const problems = [
    ...privateCidrs.flatMap((cidr, index) => [
      ...wholeRange([...CIDRS, index], cidr),
      ...everywhere([...CIDRS, index], cidr),
    ]),
    ...listedTwice(CIDRS, privateCidrs),
    ...listedTwice(GROUPS, privateSecurityGroupIds),
  ];
  const given = [
    { path: CIDRS, list: privateCidrs },
    { path: GROUPS, list: privateSecurityGroupIds },
  ].filter(({ list }) => list.length > 0);
  if (!endpoint.private) {
    problems.push(
      ...given.map(({ path }) =>
        error(
          path,
          "this says who may reach the private endpoint, which is off; set controlPlane.endpoint.private to true",
          [[...ENDPOINT, "private"]],
        ),
      ),
    );
  }
  if (!endpoint.public && endpoint.private && given.length === 0) {
    problems.push(
      warning(
        [...ENDPOINT, "public"],
        `with the public endpoint closed, nothing but nodes and pods can reach the API server, and ${name}-addons can't be deployed from elsewhere; name the network that you deploy from under controlPlane.endpoint.privateCidrs`,
        [CIDRS, GROUPS],
      ),
    );
  }
  return problems;
}

/** Possible, and hardly meant: the security group is that of the nodes, too. */
function everywhere(path: KeyPath, cidr: string): Problem[] {
  return prefixLength(cidr) === 0
    ? [
        warning(
          path,
          "whatever finds a way into the VPC may reach the API server, and port 443 of nodes and pods; name the networks that need it",
        ),
      ]
    : [];
}

/** EC2 refuses the same rule a second time. */
