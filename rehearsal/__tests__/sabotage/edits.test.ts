import { describe, expect, it } from "vitest";
import type { StackJson } from "../../../testing/terraform-prepare";
import { all, edit, replaceText, unguarded } from "../../sabotage/edits";

const stack: StackJson = {
  terraform: { required_providers: {} },
  resource: { aws_sqs_queue: { one: { name: "a" }, two: { name: "b" } } },
};
const rename = edit("aws_sqs_queue", "one", (block) => ({ ...block, name: "c" }));

describe("edit", () => {
  it("defaults: changes the one resource", () => {
    expect(rename("s", stack).resource).toEqual({ aws_sqs_queue: { one: { name: "c" }, two: { name: "b" } } });
  });

  it("takes out what has no arguments any more", () => {
    const gone = edit("aws_sqs_queue", "one", () => undefined);
    expect(gone("s", stack).resource).toEqual({ aws_sqs_queue: { two: { name: "b" } } });
  });

  it("leaves a stack without the resource alone", () => {
    expect(edit("aws_vpc", "one", () => undefined)("s", stack)).toBe(stack);
  });

  it("fails when it changes nothing", () => {
    expect(() => edit("aws_sqs_queue", "one", (block) => block)("s", stack)).toThrow(
      "aws_sqs_queue.one was not changed",
    );
  });
});

describe("unguarded", () => {
  const guarded: StackJson = {
    ...stack,
    resource: {
      aws_vpc: { one: { lifecycle: { prevent_destroy: true, ignore_changes: ["tags"] } } },
      terraform_data: { fixed: { input: "{}", lifecycle: { postcondition: [{}], precondition: [{}] } } },
    },
  };

  it("defaults: takes the conditions out of the whole stack, and nothing else", () => {
    expect(unguarded("aws_vpc")("s", guarded).resource).toEqual({
      aws_vpc: { one: { lifecycle: { ignore_changes: ["tags"] } } },
      terraform_data: { fixed: { input: "{}", lifecycle: {} } },
    });
  });

  it("leaves a stack without such a resource alone", () => {
    expect(unguarded("aws_eip")("s", guarded)).toBe(guarded);
  });
});

describe("all", () => {
  it("defaults: makes one change after the other", () => {
    const both = all(
      rename,
      edit("aws_sqs_queue", "two", () => undefined),
    );
    expect(both("s", stack).resource).toEqual({ aws_sqs_queue: { one: { name: "c" } } });
  });
});

describe("replaceText", () => {
  it("defaults: reaches every text in a value", () => {
    expect(replaceText({ a: ["x1", { b: "1x" }] }, "x", "y")).toEqual({ a: ["y1", { b: "1y" }] });
  });
});
