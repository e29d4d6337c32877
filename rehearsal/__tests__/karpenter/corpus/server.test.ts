import { describe, expect, it } from "vitest";
import { refusalOf } from "../../../karpenter/corpus/server";
import { acceptsAll, answering } from "./servers";

const OBJECT = { kind: "NodePool" } as const;

describe("refusalOf", () => {
  it("is nothing for an object that is accepted, or only exists already", async () => {
    expect(await refusalOf(acceptsAll, OBJECT)).toBeUndefined();
    expect(await refusalOf(answering(409, "already exists"), OBJECT)).toBeUndefined();
  });

  it("is the server's message for one that is refused", async () => {
    expect(await refusalOf(answering(422, "spec.weight is wrong"), OBJECT)).toContain("spec.weight is wrong");
    expect(await refusalOf(answering(400, "no text"), OBJECT)).toContain("no text");
  });

  it("fails when the answer is no verdict", async () => {
    await expect(refusalOf(answering(403, "not for you"), OBJECT)).rejects.toThrow("not for you");
    await expect(refusalOf(answering(404, "no such resource"), OBJECT)).rejects.toThrow("no such resource");
  });
});
