import { describe, expect, it } from "vitest";
import {
  anotherCluster,
  describeChange,
  drift,
  impossible,
  inPlace,
  mayRemove,
  replacement,
  restart,
} from "../../../src/description/schema/change";

describe("describeChange", () => {
  it("defaults: says first how far a change goes", () => {
    expect(
      [
        inPlace(),
        inPlace("but"),
        restart("pods restart"),
        replacement("made anew", []),
        impossible("go"),
        anotherCluster("go"),
      ].map(describeChange),
    ).toEqual([
      "in place",
      "in place; but",
      "in place; pods restart",
      "made anew",
      "impossible, the plan fails; go",
      "another cluster; go",
    ]);
    expect(describeChange(drift("every node"))).toMatch(/^in place; Karpenter then replaces/);
  });
});

describe("mayRemove", () => {
  const change = replacement("made anew", ["aws_eip.network_*", "aws_route*.network_*", "aws_sqs_queue.queue"]);

  it("defaults: what the change names", () => {
    for (const address of [
      "aws_eip.network_a",
      "aws_route.network_a",
      "aws_route_table.network_a",
      "aws_sqs_queue.queue",
    ]) {
      expect(mayRemove(change, address), address).toBe(true);
    }
  });

  it("fails when it isn't named as a whole, or nothing may go", () => {
    for (const address of ["aws_eip.other", "xaws_eip.network_a", "aws_sqs_queue.queue2", "aws_eipxnetwork_a"]) {
      expect(mayRemove(change, address), address).toBe(false);
    }
    for (const other of [inPlace(), restart("x"), drift("every node"), impossible()]) {
      expect(mayRemove(other, "aws_eip.network_a")).toBe(false);
    }
  });
});
