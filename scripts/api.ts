import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** `npm run api` writes docs/api.md from the doc comments of what `src/index.ts` exports; with `--check`, it only tells whether that is stale. */
const ROOT = resolve(__dirname, "..");
const PAGE = join(ROOT, "docs/api.md");

const INTRODUCTION = `# API

<!-- Generated from doc comments by 'npm run api'; edits are lost. -->

What a program imports from \`cdktf-eks-addons\`, and all that it may lean on ([update.md](update.md)). The keys of a
description are those of a cluster file ([cluster-file.md](cluster-file.md)).
`;

/** Types that exported ones refer to, and that no program needs by name. Any other has to be exported, or added here. */
const NOT_EXPORTED: readonly string[] = [
  // Parts of a description, which cluster-file.md documents.
  ...["Addons", "Aws", "ControlPlane", "Fargate", "Karpenter", "Network"].map(
    (part) => `src/description/cluster-description.ts:${part}`,
  ),
  // What follows from a description, beyond its own keys.
  "src/description/cluster-spec.ts:ClusterSpec",
  "src/addons/cluster-file.ts:DescribedAddons",
  "src/description/problem.ts:KeyPath",
];

async function apiPage(): Promise<string> {
  const { Application } = await import("typedoc");
  const work = mkdtempSync(join(tmpdir(), "api-"));
  try {
    const app = await Application.bootstrapWithPlugins({
      entryPoints: [join(ROOT, "src/index.ts")],
      tsconfig: join(ROOT, "tsconfig.build.json"),
      plugin: ["typedoc-plugin-markdown"],
      logLevel: "Warn",
      treatWarningsAsErrors: true,
      readme: "none",
      name: "API",
      disableSources: true,
      excludeExternals: true,
      excludePrivate: true,
      excludeProtected: true,
      excludeInternal: true,
      validation: { notExported: true },
      intentionallyNotExported: [...NOT_EXPORTED],
      gitRevision: "main",
      outputs: [{ name: "markdown", path: work }],
      ...{
        outputFileStrategy: "modules",
        entryFileName: "api",
        hidePageHeader: true,
        hideBreadcrumbs: true,
        useCodeBlocks: true,
        parametersFormat: "table",
        interfacePropertiesFormat: "table",
        expandObjects: true,
      },
    });
    const project = await app.convert();
    if (!project) throw new Error("TypeDoc could not read the sources");
    app.validate(project);
    await app.generateOutputs(project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("TypeDoc found something to mend");
    const written = readFileSync(join(work, "api.md"), "utf8");
    // Nothing links to single properties.
    return written.replace(/^# API\n/, INTRODUCTION).replace(/<a id="[^"]*"><\/a> /g, "");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function main(check: boolean): Promise<void> {
  const page = await apiPage();
  if (!check) {
    writeFileSync(PAGE, page);
  } else if (readFileSync(PAGE, "utf8") !== page) {
    console.error("docs/api.md is stale; run 'npm run api'");
    process.exitCode = 1;
  }
}

main(process.argv.includes("--check")).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
