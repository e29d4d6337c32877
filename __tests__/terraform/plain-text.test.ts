import { Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { plainText, restoreText } from "../../src/terraform/plain-text";

/** What Terraform reads where its JSON says this. */
function read(text: string): string {
  return text.replace(/\$\$\{/g, "${").replace(/%%\{/g, "%{");
}

describe("plainText", () => {
  it("defaults: leaves alone what nobody would take for anything else", () => {
    const value = { a: ["plain", "$HOME 100% {b} #{c}", 5, true, null, undefined], "1e5-2e+3": "sg-0a1e3" };
    expect(plainText(value)).toEqual(value);
    expect(restoreText(value)).toEqual(value);
  });

  it.each([
    ["echo ${HOME}", "echo $${HOME}"],
    ["%{if}", "%%{if}"],
    ["$%{a}%${b}", "$%%{a}%$${b}"],
    ["${TfToken[TOKEN.0]}", "$${TfToken[TOKEN.0]}"],
    ["$${TfToken[TOKEN.0]}", "$$${TfToken[TOKEN.0]}"],
    ["#{TfToken[TOKEN.0]}", "#{TfToken[TOKEN.0]}"],
    ["&{TfToken[TOKEN.0]}", "&{TfToken[TOKEN.0]}"],
    ["x -1.8881545897087503e+289 y", "x -1.8881545897087503e+289 y"],
    ["-8.11e+298e5", "-8.11e+298e5"],
    ["String Map Token Value", "String Map Token Value"],
    ["\ufdd0d{a}", "\ufdd0d{a}"],
  ])("comes back as it was, escaped for Terraform: %s", (text, escaped) => {
    expect(restoreText(plainText({ [text]: [text] }))).toEqual({ [escaped]: [escaped] });
    expect(Token.isUnresolved(plainText(text)) || Token.isUnresolved([plainText(text)])).toBe(false);
    if (!text.startsWith("$$")) expect(read(escaped)).toBe(text);
  });
});
