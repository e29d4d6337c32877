import { describe, expect, it } from "vitest";
import { CDKTN, movedToCdktn } from "../../../scripts/cdktn/manifest";

describe("movedToCdktn", () => {
  const manifest = {
    name: "here",
    dependencies: { cdktf: "0.21.0", "@cdktf/provider-aws": "21.22.1", yaml: "2.9.1" },
    devDependencies: { "cdktf-cli": "0.21.0", vitest: "4.1.12" },
    overrides: { other: "1.0.0" },
  };

  it("lets cdktf mean cdktn, for the project and for the providers that want it as a peer", () => {
    expect(movedToCdktn(manifest, true)).toEqual({
      name: "here",
      dependencies: { cdktf: `npm:cdktn@${CDKTN}`, "@cdktf/provider-aws": "21.22.1", yaml: "2.9.1" },
      devDependencies: { vitest: "4.1.12" },
      overrides: { other: "1.0.0", cdktf: `npm:cdktn@${CDKTN}` },
    });
  });

  it("leaves overrides to the topmost package.json", () => {
    const { overrides, ...workspace } = manifest;
    expect(movedToCdktn(workspace, false)).not.toHaveProperty("overrides");
  });

  it("adds cdktf to none that has it not", () => {
    expect(movedToCdktn({ devDependencies: { vitest: "4.1.12" } }, false)).toEqual({
      devDependencies: { vitest: "4.1.12" },
    });
  });
});
