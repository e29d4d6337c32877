import { describe, expect, it } from "vitest";
import { releaseNotes } from "../../../scripts/release/notes";

const CHANGELOG = "# Changelog\n\n## Unreleased\n\n- d\n\n## 1.2.0 - 2026-02-01\n\n- c\n- b\n\n## 1.1.0 - 2026-01-01\n";

describe("releaseNotes", () => {
  it("gives what the changelog says of the version", () => {
    expect(releaseNotes("v1.2.0", "1.2.0", CHANGELOG)).toBe("- c\n- b");
  });

  it.each([
    ["v1.2.1", "1.2.0", "the tag is v1.2.1, and package.json has version 1.2.0; make them one"],
    ["1.2.0", "1.2.0", "the tag is 1.2.0"],
    ["v1.3.0", "1.3.0", 'CHANGELOG.md has no part "## 1.3.0 - <date>"; make one of what is unreleased'],
    ["v1.1.0", "1.1.0", "CHANGELOG.md says nothing of 1.1.0; write what changed"],
  ])("fails when %s is to be a release of %s", (tag, version, message) => {
    expect(() => releaseNotes(tag, version, CHANGELOG)).toThrow(message);
  });
});
