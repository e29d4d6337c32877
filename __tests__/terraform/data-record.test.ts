import { describe, expect, it } from "vitest";
import { DataRecord } from "../../src/terraform/data-record";
import { synthesizeResources } from "../../testing/synthesize";

describe("DataRecord", () => {
  it("defaults: a terraform_data with a text, of the construct's name", () => {
    const resources = synthesizeResources((scope) => {
      new DataRecord(scope, "record", { input: "text", lifecycle: { ignoreChanges: ["input"] } });
    });
    expect(Object.values(resources.terraform_data ?? {})).toEqual([
      { input: "text", lifecycle: { ignore_changes: ["input"] } },
    ]);
  });
});
