import { Lazy, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { withoutTokenTraces } from "../../src/app/token-traces";

describe("withoutTokenTraces", () => {
  it("spares tokens their traces, and gives back what was made", () => {
    const make = () => Token.asString(Lazy.stringValue({ produce: () => "late" }));
    expect(Token.isUnresolved(withoutTokenTraces(make))).toBe(true);
    const traces = withoutTokenTraces(() => {
      const target = { stack: "" };
      Error.captureStackTrace(target);
      return target.stack;
    });
    expect(traces).toBe("");
  });

  it("leaves errors their traces, and puts everything back, also when it fails", () => {
    const before = Error.captureStackTrace;
    class Mishap extends Error {
      constructor() {
        super("mishap");
        Error.captureStackTrace(this);
      }
    }
    let caught: unknown;
    try {
      withoutTokenTraces(() => {
        throw new Mishap();
      });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(Mishap);
    expect((caught as Mishap).stack).toContain("token-traces.test");
    expect(Error.captureStackTrace).toBe(before);
  });
});
