import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "../../../scripts/schema/json-schema";
import { pageOf } from "../../../scripts/schema/page";
import { ClusterSchema } from "../../../src/addons/cluster-file";
import { impossible, inPlace, replacement } from "../../../src/description/schema/change";

const Item = z.strictObject({ kind: z.enum(["a|b", "c"]).describe("Kind.") });
const gone = replacement("made anew", []);

function rows(schema: z.ZodType): string[] {
  return pageOf(jsonSchemaOf(schema))
    .split("\n")
    .filter((line) => line.startsWith("| `") || (line.startsWith("## ") && line !== "## Contents"));
}

describe("pageOf", () => {
  it("defaults: a section for each object, a row for each key", () => {
    const schema = z
      .strictObject({
        name: z.string().describe("Name."),
        size: z.int().min(1).max(9).default(2).describe("Size."),
        tags: z.record(z.string(), z.string()).optional().describe("Tags."),
        items: z
          .array(Item)
          .min(1)
          .prefault([{ kind: "c" }])
          .describe("Items."),
        amount: z.union([z.int(), z.string()]).optional().describe("Amount.").meta({ change: gone }),
      })
      .meta({ change: inPlace() });
    expect(rows(schema)).toEqual([
      "## Top level",
      "| `name`<br>string<br>**needed** | Name. | in place |",
      "| `size`<br>whole number, 1 to 9<br>default `2` | Size. | in place |",
      "| `tags`<br>map to string | Tags. | in place |",
      '| `items`<br>list of [object](#items), 1 or more<br>default `[{"kind":"c"}]` | Items. | in place |',
      "| `amount`<br>whole number or string | Amount. | made anew |",
      "## `items[]`",
      "| `kind`<br>`a\\|b`, `c`<br>**needed** | Kind. | in place |",
    ]);
  });

  it("describes the same object once and links to it", () => {
    const schema = z.strictObject({ one: Item.describe("One."), two: Item.describe("Two.") });
    expect(rows(schema).slice(1)).toEqual([
      "| `one`<br>[object](#one)<br>**needed** | One. |",
      "| `two`<br>[object](#one)<br>**needed** | Two. |",
      "## `one`",
      "| `kind`<br>`a\\|b`, `c`<br>**needed** | Kind. |  |",
    ]);
  });

  it("describes an object anew where a change of it does something else", () => {
    const schema = z.strictObject({
      one: Item.describe("One.").meta({ change: inPlace() }),
      two: Item.describe("Two.").meta({ change: impossible() }),
    });
    expect(rows(schema).slice(3)).toEqual([
      "## `one`",
      "| `kind`<br>`a\\|b`, `c`<br>**needed** | Kind. | in place |",
      "## `two`",
      "| `kind`<br>`a\\|b`, `c`<br>**needed** | Kind. | impossible, the plan fails; make another cluster beside this one |",
    ]);
  });

  it("says once, below the table, what a change of each of several keys does", () => {
    const schema = z
      .strictObject({ one: z.string().describe("One."), two: z.string().describe("Two.") })
      .meta({ change: gone });
    const page = pageOf(jsonSchemaOf(schema));
    expect(page).toContain("| `one`<br>string<br>**needed** | One. |\n");
    expect(page).toContain("A change of any of them: made anew.");
  });

  it("lists many values below the table", () => {
    const days = z.literal([0, 1, 3, 5, 7, 14, 30, 60, 90]).describe("Days.");
    const page = pageOf(jsonSchemaOf(z.strictObject({ days, list: z.array(days).describe("List.") })));
    expect(page).toContain("| `days`<br>one of 9, below<br>**needed** | Days.");
    expect(page).toContain("| `list`<br>list of one of 9, below<br>**needed** | List.");
    expect(page).toContain("Values of `days`: `0`, `1`, `3`");
    expect(page).toContain("Values of `list`: `0`, `1`, `3`");
  });

  it("shows an example and rules where there are some, and contents with what is below", () => {
    const Leaf = z.strictObject({ c: z.string().describe("C.") }).describe("Leaf.");
    const schema = z.strictObject({
      a: z.strictObject({ b: z.array(Leaf).describe("B.") }).describe("A."),
    });
    const page = pageOf(jsonSchemaOf(schema), {
      a: { example: "a: { b: [] }\n", rules: [{ says: "`b` is short.", breaks: "a: {}" }] },
    });
    expect(page).toContain("- [Top level](#top-level)\n- [`a`](#a): [`b[]`](#ab)\n");
    expect(page).toContain("## `a`\n\nA.\n\n```yaml\na: { b: [] }\n```\n\n| key |");
    expect(page).toContain("\n\nRules:\n\n- `b` is short.\n");
  });

  it("links, of a cluster, only to sections that are there and have a name of their own", () => {
    const page = pageOf(jsonSchemaOf(ClusterSchema));
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replace(/\s/g, "-"),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, target = ""]) => target);
    expect(new Set(headings).size).toBe(headings.length);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((target) => !headings.includes(target))).toEqual([]);
  });
});
