import { Fn, Lazy } from "cdktf";
import { describe, expect, it } from "vitest";
import { literal, literalJson } from "../../src/terraform/literal";

// What Terraform makes of the right-hand sides was tried with `terraform apply` (1.11.4).
describe("literal", () => {
  it("defaults: leaves alone what isn't the beginning of a template", () => {
    for (const text of ["", "plain", "$HOME", "100%", "{a}", "$ {a}", "a$", "%"]) expect(literal(text)).toBe(text);
  });

  it.each([
    ["echo ${HOME}", "echo $${HOME}"],
    ["%{if}", "%%{if}"],
    // Terraform takes the last two of several as the escape, and the others as they are.
    ["$${HOME}", "$$${HOME}"],
    ["$%{a}%${b}", "$%%{a}%$${b}"],
    ["${a}${b}", "$${a}$${b}"],
  ])("escapes %s", (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });

  it("leaves tokens alone, and escapes the text beside them", () => {
    const token = Fn.join("-", ["a", Lazy.stringValue({ produce: () => "b" })]);
    expect(literal(token)).toBe(token);
    expect(literal(`x-${token}`)).toBe(`x-${token}`);
    expect(literal(`${token} \${HOME} %${token}`)).toBe(`${token} $\${HOME} %${token}`);
  });
});

describe("literalJson", () => {
  it("sorts keys at every depth by code unit, and keeps the order of lists", () => {
    expect(literalJson({ b: [{ d: 1, c: 2 }, "a"], a: null, B: true })).toBe(
      '{"B":true,"a":null,"b":[{"c":2,"d":1},"a"]}',
    );
  });

  it("escapes strings in lists, in values and in keys", () => {
    expect(literalJson({ "k${x}": ["%{y}", { z: "${z}" }] })).toBe('{"k$${x}":["%%{y}",{"z":"$${z}"}]}');
  });

  it("leaves out what is undefined, and keeps what is empty", () => {
    expect(literalJson({ a: undefined, b: [], c: {}, d: "", e: 0, f: false })).toBe(
      '{"b":[],"c":{},"d":"","e":0,"f":false}',
    );
  });

  it("takes keys that mean something to JavaScript as any other", () => {
    expect(literalJson(JSON.parse('{"__proto__":{"a":"${b}"},"constructor":1}'))).toBe(
      '{"__proto__":{"a":"$${b}"},"constructor":1}',
    );
  });
});
