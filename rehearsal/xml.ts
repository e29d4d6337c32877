import { XMLParser } from "fast-xml-parser";

/** An element of an answer in XML: text, a list of its items or members, or a record of its children. */
export type XmlValue = string | readonly XmlValue[] | { readonly [name: string]: XmlValue };

const LISTED = ["item", "member"];

// Values stay text: an account number is none that one could count with.
const parser = new XMLParser({
  ignoreDeclaration: true,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => LISTED.includes(name),
});

/**
 * Reads an answer of AWS's query protocols. A list is an element whose children are all `item` or `member`; an empty one
 * is an empty text, see `list`.
 *
 * @returns what is in the outermost element
 */
export function parseXml(xml: string): XmlValue {
  const document: Record<string, XmlValue> = parser.parse(xml);
  const [outermost] = Object.values(document);
  if (outermost === undefined) throw new Error(`no XML: ${xml.slice(0, 200)}`);
  return withLists(outermost);
}

/** A list in such an answer. */
export function list<T>(value: readonly T[] | "" | undefined): readonly T[] {
  return value || [];
}

/** Puts a list in the place of the record that holds nothing but its items. */
function withLists(value: XmlValue): XmlValue {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(withLists);
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const);
  const [only] = entries;
  return only && entries.length === 1 && LISTED.includes(only[0]) ? only[1] : Object.fromEntries(entries);
}
