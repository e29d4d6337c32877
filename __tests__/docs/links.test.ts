import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { anchor } from "../../scripts/schema/page";

const ROOT = resolve(__dirname, "../..");

const pages = [ROOT, join(ROOT, "docs")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name).slice(ROOT.length + 1)),
);

/** Whoever works here has clusters of his own: pages name one as an example. */
const OTHERS = ["node_modules", "cdktf.out", ".cache", ".git", "clusters"];

/** Folders whose paths are told from other words with a slash in them by their first part. */
const FOLDERS = new Set(
  readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHERS.includes(entry.name))
    .map(({ name }) => name),
);

function withoutBlocks(page: string): string {
  return readFileSync(join(ROOT, page), "utf8").replace(/^ *```[\s\S]*?^ *```/gm, "");
}

function headings(page: string): string[] {
  return [...withoutBlocks(page).matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => anchor(text));
}

/** Targets of links and pictures that are in this tree. */
function targets(page: string): string[] {
  const text = withoutBlocks(page);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)];
  return links.map(([, link, source]) => link ?? source ?? "").filter((target) => !/^[a-z]+:/.test(target));
}

/** Names of files and folders in code, as far as they begin with a folder of the tree and aren't patterns. */
function paths(page: string): string[] {
  return [...withoutBlocks(page).matchAll(/`([\w.@-]+\/[\w./@-]*)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => FOLDERS.has(path.split("/")[0] ?? ""));
}

describe("the pages", () => {
  it("defaults: there are some, with links and paths", () => {
    expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/architecture.md", "docs/operations.md"]));
    expect(pages.flatMap(targets).length).toBeGreaterThan(60);
    expect(pages.flatMap(paths).length).toBeGreaterThan(20);
  });

  it.each(pages)("%s links to what is there", (page) => {
    const broken = targets(page).filter((target) => {
      const [path = "", fragment] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, file))) return true;
      return fragment !== undefined && !(file.endsWith(".md") && headings(file).includes(fragment));
    });
    expect(broken).toEqual([]);
  });

  it.each(pages)("%s names files and folders that are there", (page) => {
    expect(paths(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("are all reached from the README", () => {
    const seen = new Set<string>();
    const visit = (page: string): void => {
      if (seen.has(page)) return;
      seen.add(page);
      for (const target of targets(page)) {
        const file = join(dirname(page), target.split("#")[0] ?? "");
        if (file.endsWith(".md") && existsSync(join(ROOT, file))) visit(file);
      }
    };
    visit("README.md");
    expect(pages.filter((page) => !seen.has(page))).toEqual([]);
  });
});

describe("the picture", () => {
  it("differs between light and dark in its colours alone", () => {
    const read = (name: string) => readFileSync(join(ROOT, "docs", name), "utf8");
    const plain = (name: string) => read(name).replaceAll(/#[0-9a-f]{6}/g, "");
    expect(plain("cluster-dark.svg")).toBe(plain("cluster.svg"));
    expect(read("cluster-dark.svg")).not.toBe(read("cluster.svg"));
    expect(statSync(join(ROOT, "docs/cluster.svg")).size).toBeLessThan(20_000);
  });
});
