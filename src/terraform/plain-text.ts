import { isMapTokenValue, looksLikeTokenNumber, NUMBERS_IN_TEXT } from "./token";

/**
 * A character that no text has (Unicode keeps it for programs). With the letter behind it, it stands for a part of a text
 * that CDKTF or Terraform would take for something else than text.
 */
const SIGN = "\ufdd0";

/** Letter → what Terraform's JSON has in its place: `$${` and `%%{` are how a text writes `${` and `%{`. */
const MEANING: Readonly<Record<string, string>> = { d: "$$", p: "%%", h: "#", a: "&", n: "", s: SIGN };

const SIGNED = new RegExp(`${SIGN}([a-z])`, "g");

const LETTERS: Readonly<Record<string, string>> = { $: "d", "%": "p", "#": "h", "&": "a", [SIGN]: "s" };

/**
 * A copy in which no text, in values and in keys, is taken for a token or for a template, wherever it ends up: neither
 * by CDKTF, which resolves everything it writes, nor by Terraform. {@link restoreText} brings the text back, escaped.
 *
 * Numbers are left alone; those that CDKTF would take for tokens have no place in a description.
 */
export function plainText<T>(value: T): T {
  return mapTexts(value, protect) as T;
}

/** Puts the text back that {@link plainText} took care of, as Terraform's JSON has to spell it. */
export function restoreText<T>(value: T): T {
  return mapTexts(value, (text) =>
    text.includes(SIGN) ? text.replace(SIGNED, (_, letter: string) => MEANING[letter] ?? "") : text,
  ) as T;
}

function protect(text: string): string {
  const marked = text.replace(/\ufdd0|[$%](?=\{)|[#&](?=\{TfToken\[)/g, (sign) => SIGN + LETTERS[sign]);
  const numbered = marked.replace(NUMBERS_IN_TEXT, (number) =>
    looksLikeTokenNumber(Number.parseFloat(number)) ? number.replaceAll("e", `${SIGN}ne`) : number,
  );
  return isMapTokenValue(numbered) ? `${SIGN}n${numbered}` : numbered;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [change(key), mapTexts(inner, change)]));
}
