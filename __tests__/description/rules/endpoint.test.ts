import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../../src/addons/cluster-file";
import { formatPath } from "../../../src/description/problem";
import { privateEndpointRules } from "../../../src/description/rules/endpoint";
import { clusterSpec } from "../../../testing/stacks";

type Endpoint = NonNullable<NonNullable<ClusterInput["controlPlane"]>["endpoint"]>;

const GROUP = "sg-0123456789abcdef0";

function check(endpoint: Endpoint): string[] {
  return privateEndpointRules(clusterSpec({ controlPlane: { endpoint } })).map(
    ({ severity, path, message }) =>
      `${severity}  ${formatPath(path).replace("controlPlane.endpoint.", "")}  ${message}`,
  );
}

describe("private endpoint", () => {
  it("defaults: nothing to say, nor when ranges or groups may reach it", () => {
    expect(check({})).toEqual([]);
    expect(check({ public: false, privateCidrs: ["10.200.0.0/16"] })).toEqual([]);
    expect(check({ public: false, privateSecurityGroupIds: [GROUP] })).toEqual([]);
    expect(check({ privateCidrs: ["10.200.0.0/16", "10.201.0.1/32"], privateSecurityGroupIds: [GROUP] })).toEqual([]);
  });

  it("warns when nobody outside could reach the API server, and says what has to", () => {
    expect(check({ public: false })).toEqual([
      "warning  public  with the public endpoint closed, nothing but nodes and pods can reach the API server, and sandbox-addons can't be deployed from elsewhere; name the network that you deploy from under controlPlane.endpoint.privateCidrs",
    ]);
  });

  it("warns when it is open to whatever finds a way in", () => {
    expect(check({ privateCidrs: ["0.0.0.0/0"] })).toEqual([
      "warning  privateCidrs[0]  whatever finds a way into the VPC may reach the API server, and port 443 of nodes and pods; name the networks that need it",
    ]);
  });

  it("fails when somebody may reach an endpoint that is off", () => {
    const message = (key: string) =>
      `error  ${key}  this says who may reach the private endpoint, which is off; set controlPlane.endpoint.private to true`;
    expect(check({ private: false, privateCidrs: ["10.200.0.0/16"], privateSecurityGroupIds: [GROUP] })).toEqual([
      message("privateCidrs"),
      message("privateSecurityGroupIds"),
    ]);
  });

  it("fails when a range is no whole one, or listed twice", () => {
    expect(check({ privateCidrs: ["10.200.0.1/16", "10.0.0.0/8", "10.0.0.0/8"] })).toEqual([
      "error  privateCidrs[0]  10.200.0.1/16 is an address within a range; write the range itself, 10.200.0.0/16",
      "error  privateCidrs[2]  10.0.0.0/8 is listed twice; remove one",
    ]);
    expect(check({ privateSecurityGroupIds: [GROUP, GROUP] })).toEqual([
      `error  privateSecurityGroupIds[1]  ${GROUP} is listed twice; remove one`,
    ]);
  });

  it("fails when a group is named, not identified", () => {
    expect(() => check({ privateSecurityGroupIds: ["bastion"] })).toThrow(/the id of a security group is needed/);
  });
});
