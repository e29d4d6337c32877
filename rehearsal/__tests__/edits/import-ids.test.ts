import { describe, expect, it } from "vitest";
import { importsOf } from "../../edits/import-ids";

describe("importsOf", () => {
  it("defaults: what is in AWS, by its id or by what the provider wants in its place", () => {
    const resources = [
      { address: "aws_vpc.a", mode: "managed", type: "aws_vpc", values: { id: "vpc-1" } },
      {
        address: "aws_route.a",
        mode: "managed",
        type: "aws_route",
        values: { id: "r-1", route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" },
      },
      { address: "terraform_data.a", mode: "managed", type: "terraform_data", values: { id: "1" } },
      { address: "data.aws_partition.a", mode: "data", type: "aws_partition", values: { id: "aws" } },
    ];
    expect(importsOf({ values: { root_module: { resources } } })).toEqual([
      { to: "aws_vpc.a", id: "vpc-1" },
      { to: "aws_route.a", id: "rtb-1_0.0.0.0/0" },
    ]);
    expect(importsOf({})).toEqual([]);
  });
});
