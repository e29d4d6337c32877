import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NEWER_ATTRIBUTES } from "../../testing/newer-attributes";
import {
  chooseProvider,
  cliConfig,
  compareVersions,
  findProviders,
  mirrorFolders,
} from "../../testing/terraform-providers";

const at = (version: string, mirror = "/mirror") => ({ source: "hashicorp/aws", version, mirror });

describe("mirrorFolders", () => {
  it("defaults to the project's own folder, the plugin cache and Terraform's own folders", () => {
    expect(mirrorFolders({}, "/home/me", "/project")).toEqual([
      "/project/.cache/terraform-providers",
      "/home/me/.terraform.d/plugin-cache",
      "/home/me/.terraform.d/plugins",
      "/home/me/.local/share/terraform/plugins",
      "/usr/local/share/terraform/plugins",
      "/usr/share/terraform/plugins",
      "/home/me/Library/Application Support/io.terraform/plugins",
      "/Library/Application Support/io.terraform/plugins",
    ]);
  });

  it("puts what the environment names first", () => {
    const env = { TERRAFORM_PROVIDER_MIRRORS: ["/a", "b"].join(delimiter), TF_PLUGIN_CACHE_DIR: "/cache" };
    const folders = mirrorFolders(env, "/home/me", "/project");
    expect(folders.slice(0, 4)).toEqual(["/a", "/project/b", "/project/.cache/terraform-providers", "/cache"]);
  });
});

describe("findProviders", () => {
  const mirror = mkdtempSync(join(tmpdir(), "mirror-"));
  const put = (path: string) => {
    const file = join(mirror, "registry.terraform.io/hashicorp", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
    return file;
  };

  beforeAll(() => {
    const binary = put("aws/6.25.0/linux_amd64/terraform-provider-aws_v6.25.0_x5");
    put("aws/6.24.0/darwin_arm64/terraform-provider-aws_v6.24.0_x5");
    put("helm/3.1.1/linux_amd64/LICENSE.txt");
    symlinkSync(dirname(dirname(binary)), join(mirror, "registry.terraform.io/hashicorp/aws/6.26.0"));
  });
  afterAll(() => rmSync(mirror, { recursive: true }));

  it("finds what has a binary for the platform and is not a link", () => {
    expect(findProviders([mirror], "linux_amd64")).toEqual([{ source: "hashicorp/aws", version: "6.25.0", mirror }]);
  });

  it("finds nothing in a folder that is not there", () => {
    expect(findProviders([join(mirror, "missing")], "linux_amd64")).toEqual([]);
  });
});

describe("chooseProvider", () => {
  it("takes the version that is wanted, else the newest", () => {
    const atHand = [at("5.100.0"), at("6.9.0"), at("6.10.0")];
    expect(chooseProvider(atHand, "hashicorp/aws", "5.100.0")?.version).toBe("5.100.0");
    expect(chooseProvider(atHand, "hashicorp/aws", "6.25.0")?.version).toBe("6.10.0");
  });

  it("takes the first folder that has it", () => {
    expect(chooseProvider([at("6.25.0", "/first"), at("6.25.0", "/second")], "hashicorp/aws", "6.25.0")?.mirror).toBe(
      "/first",
    );
  });

  it("fails when there is none", () => {
    expect(chooseProvider([at("6.25.0")], "hashicorp/helm", "3.1.1")).toBeUndefined();
  });
});

describe("compareVersions", () => {
  it("goes by numbers", () => {
    expect(compareVersions("5.100.0", "6.9.0")).toBeLessThan(0);
    expect(compareVersions("6.10.0", "6.9.0")).toBeGreaterThan(0);
    expect(compareVersions("6.9.0", "6.9.0")).toBe(0);
  });
});

describe("cliConfig", () => {
  it("names each provider with its folder, and no registry", () => {
    const config = cliConfig([at("6.25.0")]);
    expect(config).toContain('path    = "/mirror"\n    include = ["registry.terraform.io/hashicorp/aws"]');
    expect(config).not.toContain("direct");
  });
});

describe("the time provider's module", () => {
  it("has the version that the bindings are made for", () => {
    const { cdktf } = JSON.parse(readFileSync("node_modules/@cdktf/provider-time/package.json", "utf8"));
    expect(readFileSync("tools/time-provider/go.mod", "utf8")).toContain(
      `terraform-provider-time v${cdktf.provider.version} `,
    );
  });
});

describe("NEWER_ATTRIBUTES", () => {
  it.each(NEWER_ATTRIBUTES)(
    "$type.$attribute is known to the pinned provider",
    ({ provider, type, attribute, since }) => {
      const bindings = `node_modules/@cdktf/provider-${provider}`;
      const { cdktf } = JSON.parse(readFileSync(`${bindings}/package.json`, "utf8"));
      const resource = type.slice(provider.length + 1).replaceAll("_", "-");
      const property = attribute.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect(readFileSync(`${bindings}/lib/${resource}/index.d.ts`, "utf8")).toContain(`readonly ${property}?:`);
      expect(compareVersions(cdktf.provider.version, since)).toBeGreaterThanOrEqual(0);
    },
  );
});
