/** An element of an answer in XML: text, a list of its items or members, or a record of its children. */
export type XmlValue = string | readonly XmlValue[] | { readonly [name: string]: XmlValue };

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", apos: "'", gt: ">", lt: "<", quot: '"' };

/**
 * Reads an answer of AWS's query protocols: without attributes, mixed content or comments. A list is an element whose
 * children are all `item` or `member`; an empty one is an empty text, see `list`.
 *
 * @returns what is in the outermost element
 */
export function parseXml(xml: string): XmlValue {
  const root: Element = { name: "", children: [], text: "" };
  const open = [root];
  for (const [, closing, name, empty, text] of xml.matchAll(/<(\/?)([\w:.-]+)(?:\s[^>]*?)?(\/?)>|([^<]+)/g)) {
    const current = open.at(-1) ?? root;
    if (text !== undefined) current.text += text;
    else if (closing) open.pop();
    else {
      const element = { name: name ?? "", children: [], text: "" };
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [outermost] = root.children;
  if (!outermost) throw new Error(`no XML: ${xml.slice(0, 200)}`);
  return read(outermost);
}

/** A list in such an answer. */
export function list<T>(value: readonly T[] | "" | undefined): readonly T[] {
  return value || [];
}

function read({ children, text }: Element): XmlValue {
  if (children.length === 0) return decode(text);
  const items = children.every(({ name }) => name === "item" || name === "member");
  if (items) return children.map(read);
  return Object.fromEntries(children.map((child) => [child.name, read(child)]));
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => {
    return code ? String.fromCodePoint(Number(code)) : (ENTITIES[name] ?? whole);
  });
}
