import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readContext, SettingsError, settingsOf } from "../../src/settings/settings";
import { withApp } from "../../testing/stacks";

const folder = mkdtempSync(join(tmpdir(), "settings-"));
const file = join(folder, "cdktf.json");
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string): Record<string, unknown> {
  writeFileSync(file, content);
  return readContext(file);
}

const S3 = { backend: "s3", bucket: "acme", region: "eu-west-1" };
const CLOUD = { backend: "cloud", organization: "acme" };

function readSettings(context: unknown): Record<string, unknown> {
  return read(JSON.stringify({ language: "typescript", context }));
}

describe("readContext", () => {
  it("defaults to nothing set", () => {
    expect(read("{}")).toEqual({});
    expect(readSettings({ state: { backend: "local" } })).toEqual({ state: { backend: "local" } });
  });

  it.each<[string, unknown]>([
    ["keys of others", { stage: "dev", foo: 1, excludeStackIdFromLogicalIds: "true" }],
    ["no prefix", { state: { ...S3, prefix: "" } }],
    ["a deep prefix", { state: { ...S3, prefix: "teams/platform_1/eks/" } }],
    ["the ID of a key", { state: { ...S3, kmsKeyId: "1234abcd-12ab-44cd-a6ef-1234567890ab" } }],
    ["the ID of a key of many regions", { state: { ...S3, kmsKeyId: "mrk-1234abcd12ab34cd56ef1234567890ab" } }],
    ["an alias", { state: { ...S3, kmsKeyId: "alias/state" } }],
    ["the ARN of an alias", { state: { ...S3, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/state" } }],
    ["a project with spaces", { state: { ...CLOUD, project: "Platform team" } }],
    ["a region without Fargate", { state: { ...S3, region: "us-gov-west-1" } }],
    ["a host with a port", { state: { ...CLOUD, hostname: "tfe.acme.example:8443" } }],
  ])("takes %s", (_, context) => {
    expect(readSettings(context)).toEqual(context);
  });

  it.each<[string, unknown, string]>([
    ["a setting that is misspelt", { stat: { backend: "local" } }, "stat  unknown key; did you mean state?"],
    ["another that is", { clusterAuthentification: "exec" }, "did you mean clusterAuthentication?"],
    ["a bucket that can't be", { state: { backend: "s3", bucket: "Acme_state", region: "eu-west-1" } }, "state.bucket"],
    ["a bucket of S3's own", { state: { backend: "s3", bucket: "acme--x-s3", region: "eu-west-1" } }, "for itself"],
    ["a region that is none", { state: { backend: "s3", bucket: "acme", region: "Frankfurt" } }, "state.region"],
    ["a prefix without a slash", { state: { ...S3, prefix: "eks" } }, "each with a slash behind it, such as eks/"],
    ["a prefix with two slashes", { state: { ...S3, prefix: "/eks//" } }, "state.prefix"],
    ["a template for a prefix", { state: { ...S3, prefix: "${x}/" } }, "state.prefix"],
    ["a key of another kind", { state: { ...S3, kmsKeyId: "key" } }, "the ARN, the ID or the alias"],
    ["an organization with spaces", { state: { backend: "cloud", organization: "Acme Corp" } }, "state.organization"],
    ["a project of two letters", { state: { backend: "cloud", organization: "acme", project: "ab" } }, "state.project"],
    ["a URL for a host", { state: { ...CLOUD, hostname: "https://app.terraform.io" } }, "without https://"],
    ["an unknown backend", { state: { backend: "gcs" } }, "state.backend"],
    ["no organization", { state: { backend: "cloud" } }, "state.organization"],
    ["a key of another backend", { state: { backend: "local", bucket: "x" } }, "bucket"],
    ["no bucket", { state: { backend: "s3", region: "eu-west-1" } }, "state.bucket"],
    ["no region", { state: { backend: "s3", bucket: "acme" } }, "state.region"],
    ["another authentication", { clusterAuthentication: "kubeconfig" }, "clusterAuthentication"],
    ["no settings at all", [], "context"],
    ["a region that AWS doesn't have", { state: { ...S3, region: "eu-wset-1" } }, "did you mean eu-west-1?"],
  ])("fails when there is %s, and names the key", (_, context, key) => {
    expect(() => readSettings(context)).toThrow(SettingsError);
    expect(() => readSettings(context)).toThrow(key);
    expect(() => readSettings(context)).toThrow(file);
  });

  it("fails when a setting stands beside context, by line and column", () => {
    const content = '{\n  "language": "typescript",\n  "state": { "backend": "s3" },\n  "Context": {}\n}\n';
    expect(() => read(content)).toThrow(
      `${file}:3:3  state  settings of the project are under context; move it there\n${file}:4:3  Context  unknown key; did you mean context?`,
    );
  });

  it.each<[unknown, string]>([
    [{ contxt: { state: S3 } }, "1:2  contxt  unknown key; did you mean context?"],
    [
      { settings: { state: S3 } },
      "1:2  settings  settings of the project are under context; move what is in here there",
    ],
    [
      { backend: "s3", bucket: "acme" },
      "1:2  backend  settings of the project are under context; move it into state there",
    ],
    [{ context: { state: {} } }, "1:13  context.state.backend  missing; one of local, cloud or s3 is needed"],
    [{ context: { state: "s3" } }, '1:21  context.state  got the string "s3"; an object with backend is needed'],
    [
      { context: { state: { ...S3, backend: "s4" } } },
      '1:32  context.state.backend  got the string "s4"; one of local, cloud or s3 is needed; did you mean s3?',
    ],
    [
      { context: { state: { ...S3, key: "x" } } },
      "1:74  context.state.key  unknown key; remove it, or use one that is known in state: backend, bucket, region, prefix, kmsKeyId",
    ],
  ])("fails with one line when the file holds %j", (content, line) => {
    expect(() => read(JSON.stringify(content))).toThrow(
      expect.objectContaining({ name: "SettingsError", message: `${file}:${line}` }),
    );
  });

  it("takes keys of CDKTF and of others beside context", () => {
    const others = { language: "typescript", output: "out", terraformModules: [{ name: "state" }], tests: { a: 1 } };
    expect(read(JSON.stringify({ ...others, context: {} }))).toEqual({});
  });

  it("fails with all that is wrong, by line and column, in the words that cluster files get", () => {
    const content = '{\n  "context": {\n    "state": { "backend": "s3", "bukket": "acme", "region": 5 }\n  }\n}\n';
    expect(() => read(content)).toThrow(
      [
        `${file}:3:33  context.state.bukket  unknown key; did you mean bucket?`,
        `${file}:3:61  context.state.region  got the number 5; a string is needed, in quotes: "5"`,
      ].join("\n"),
    );
  });

  it("fails with one line for a list where a text is needed", () => {
    expect(() => readSettings({ state: { ...S3, bucket: ["a", "b"] } })).toThrow(
      expect.objectContaining({
        name: "SettingsError",
        message: `${file}:1:70  context.state.bucket  got a list of 2; a string is needed`,
      }),
    );
  });

  it("fails when the JSON is broken, or a key is given twice, where that is", () => {
    expect(() => read('{\n  "context": {\n}\n')).toThrow(`${file}:4:1  broken JSON: `);
    expect(() => read('{ "context": {},\n  "context": {} }')).toThrow(`${file}:2:3  context  the key is given twice`);
  });

  it("fails with one line when the file holds a list", () => {
    expect(() => read("[]")).toThrow(
      expect.objectContaining({
        name: "SettingsError",
        message: `${file}  this is no configuration of CDKTF; an object with language and app is needed`,
      }),
    );
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
