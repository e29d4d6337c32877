import { describe, expect, it } from "vitest";
import { type DescribedInstances, readInstances } from "../../kubernetes/aws";
import { parseXml } from "../../xml";

const ANSWER = `<DescribeInstancesResponse><reservationSet><item><instancesSet><item>
<instanceId>i-1</instanceId><imageId>ami-1</imageId><instanceState><code>16</code>
<name>running</name></instanceState><privateDnsName>ip-10-0-0-1.ec2.internal</privateDnsName>
<placement><availabilityZone>eu-central-1a</availabilityZone></placement><tagSet><item><key>a</key></item></tagSet>
</item></instancesSet></item><item><instancesSet><item><instanceId>i-2</instanceId>
<instanceState><code>48</code><name>terminated</name></instanceState></item></instancesSet></item></reservationSet>`;

describe("instances in an answer of EC2", () => {
  it("have id, state, name and zone", () => {
    const zone = "eu-central-1a";
    expect(readInstances(read(ANSWER))).toEqual([
      {
        id: "i-1",
        state: "running",
        privateDnsName: "ip-10-0-0-1.ec2.internal",
        availabilityZone: zone,
      },
      { id: "i-2", state: "terminated", privateDnsName: "", availabilityZone: "" },
    ]);
  });

  it("are none in an empty answer", () => {
    expect(readInstances(read("<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>"))).toEqual([]);
  });
});

function read(xml: string): DescribedInstances {
  return parseXml(xml) as unknown as DescribedInstances;
}
