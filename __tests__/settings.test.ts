import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readContext, SettingsError, settingsOf } from "../src/settings";
import { withApp } from "./support/stacks";

const folder = mkdtempSync(join(tmpdir(), "settings-"));
const file = join(folder, "cdktf.json");
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string): Record<string, unknown> {
  writeFileSync(file, content);
  return readContext(file);
}

function readSettings(context: unknown): Record<string, unknown> {
  return read(JSON.stringify({ language: "typescript", context }));
}

describe("readContext", () => {
  it("defaults to nothing set", () => {
    expect(read("{}")).toEqual({});
    expect(readSettings({ state: { backend: "local" } })).toEqual({ state: { backend: "local" } });
  });

  it.each<[string, unknown, string]>([
    ["an unknown key", { foo: 1 }, "foo"],
    ["an unknown backend", { state: { backend: "gcs" } }, "state.backend"],
    ["no organization", { state: { backend: "cloud" } }, "state.organization"],
    ["a key of another backend", { state: { backend: "local", bucket: "x" } }, "bucket"],
    ["no bucket", { state: { backend: "s3", region: "eu-west-1" } }, "state.bucket"],
    ["no region", { state: { backend: "s3", bucket: "acme" } }, "state.region"],
    ["another authentication", { clusterAuthentication: "kubeconfig" }, "clusterAuthentication"],
    ["no settings at all", [], "context"],
  ])("fails when there is %s, and names the key", (_, context, key) => {
    expect(() => readSettings(context)).toThrow(SettingsError);
    expect(() => readSettings(context)).toThrow(key);
    expect(() => readSettings(context)).toThrow(file);
  });

  it.each(["{", "", "[]", "null"])("fails when the file holds %j", (content) => {
    expect(() => read(content)).toThrow(SettingsError);
    expect(() => read(content)).toThrow(file);
  });

  it("fails when there is no file", () => {
    expect(() => readContext(join(folder, "none.json"))).toThrow(SettingsError);
  });
});

describe("settingsOf", () => {
  it("defaults to local state and the AWS CLI", () => {
    expect(withApp({}, settingsOf)).toEqual({ state: { backend: "local" }, clusterAuthentication: "exec" });
  });

  it("fills in what a backend leaves open, and chooses the authentication by it", () => {
    expect(withApp({ state: { backend: "cloud", organization: "acme" } }, settingsOf)).toEqual({
      state: { backend: "cloud", organization: "acme", hostname: "app.terraform.io" },
      clusterAuthentication: "token",
    });
    expect(withApp({ state: { backend: "s3", bucket: "acme", region: "eu-west-1" } }, settingsOf)).toEqual({
      state: { backend: "s3", bucket: "acme", region: "eu-west-1", prefix: "eks/" },
      clusterAuthentication: "exec",
    });
  });
});
