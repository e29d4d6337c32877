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
    .filter((line) => line.startsWith("| `") || line.startsWith("## "));
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
      "| `name` | string | **needed** | Name. | in place |",
      "| `size` | whole number, 1 to 9 | `2` | Size. | in place |",
      "| `tags` | map to string |  | Tags. | in place |",
      '| `items` | list of [object](#items), 1 or more | `[{"kind":"c"}]` | Items. | in place |',
      "| `amount` | whole number or string |  | Amount. | made anew |",
      "## `items[]`",
      "| `kind` | `a\\|b`, `c` | **needed** | Kind. | in place |",
    ]);
  });

  it("describes the same object once and links to it", () => {
    const schema = z.strictObject({ one: Item.describe("One."), two: Item.describe("Two.") });
    expect(rows(schema).slice(1)).toEqual([
      "| `one` | [object](#one) | **needed** | One. | see there |",
      "| `two` | [object](#one) | **needed** | Two. | see there |",
      "## `one`",
      "| `kind` | `a\\|b`, `c` | **needed** | Kind. |  |",
    ]);
  });

  it("describes an object anew where a change of it does something else", () => {
    const schema = z.strictObject({
      one: Item.describe("One.").meta({ change: inPlace() }),
      two: Item.describe("Two.").meta({ change: impossible() }),
    });
    expect(rows(schema).slice(3)).toEqual([
      "## `one`",
      "| `kind` | `a\\|b`, `c` | **needed** | Kind. | in place |",
      "## `two`",
      "| `kind` | `a\\|b`, `c` | **needed** | Kind. | impossible, the plan fails; make another cluster beside this one |",
    ]);
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
