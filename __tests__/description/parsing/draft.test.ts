import { describe, expect, it } from "vitest";
import { Draft } from "../../../src/description/parsing/draft";

describe("Draft", () => {
  it("defaults: is the value itself", () => {
    const value = { a: [1] };
    expect(new Draft(value).value).toBe(value);
  });

  it("changes a copy, and leaves what was given, and shared, as it is", () => {
    const shared = { x: 1, y: 2 };
    const value = { a: shared, b: [shared, { z: 3 }] };
    const draft = new Draft(value);
    draft.remove(["a", "x"]);
    draft.put(["b", 1, "z"], 4);
    draft.put(["b", 1, "w"], 5);
    expect(draft.value).toEqual({
      a: { y: 2 },
      b: [
        { x: 1, y: 2 },
        { z: 4, w: 5 },
      ],
    });
    expect(value).toEqual({ a: { x: 1, y: 2 }, b: [{ x: 1, y: 2 }, { z: 3 }] });
  });

  it("keeps the items of lists in their places, and makes containers that are missing", () => {
    const draft = new Draft({ a: [1, 2] });
    draft.remove(["a", 0]);
    draft.put(["b", "c"], 1);
    expect(draft.value).toEqual({ a: [1, 2], b: { c: 1 } });
  });

  it("takes a key that means something to JavaScript as any other", () => {
    const draft = new Draft({});
    draft.put(["__proto__", "polluted"], true);
    expect(Object.getOwnPropertyDescriptor(draft.value, "__proto__")?.value).toEqual({ polluted: true });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
