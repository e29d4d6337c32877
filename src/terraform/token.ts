/**
 * CDKTF's tokens: stand-ins for values that are known only when Terraform runs, dressed up as ordinary texts and
 * numbers. CDKTF takes whatever looks like one for one, wherever it stands.
 */

/** How texts, lists and maps that stand for a value begin. */
const MARKER = /[$#&]\{TfToken\[/;

/** What CDKTF puts into maps that stand for a value. */
const MAP_VALUES: ReadonlySet<unknown> = new Set(["String Map Token Value", "Any Map Token Value", -123456789]);

/** The top 16 bits of numbers that stand for a number, and for a list of numbers. */
const NUMBER_MARKERS: ReadonlySet<number> = new Set([0xfdff, 0xfbff]);

/** Whether CDKTF would take the number for one that stands for another value. They lie near -8e298 and -2e289. */
export function looksLikeTokenNumber(value: number): boolean {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return NUMBER_MARKERS.has(view.getUint16(0));
}

/** Whether the text is what CDKTF fills a map with that stands for another value. */
export function isMapTokenValue(text: string): boolean {
  return MAP_VALUES.has(text);
}

/** Whether a value from a program is a token, or holds one in its text. Containers are not looked into. */
export function isToken(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return MARKER.test(value) || isMapTokenValue(value) || numbersIn(value).some(looksLikeTokenNumber);
    case "number":
      return looksLikeTokenNumber(value);
    case "object":
      return value !== null && "resolve" in value && typeof value.resolve === "function";
    default:
      return false;
  }
}

/** What CDKTF takes for numbers that may be tokens within a text. */
export const NUMBERS_IN_TEXT = /[-|\d.+]+e[-|\d.eE+]+/g;

function numbersIn(text: string): number[] {
  return (text.match(NUMBERS_IN_TEXT) ?? []).map(Number.parseFloat);
}
