import { describe, expect, it } from "vitest";
import { commandLine, isToDo, type Release, readingCommand } from "../../terraform/stand-in-command";

const release: Release = {
  name: "karpenter",
  namespace: "karpenter",
  chart: "/charts/karpenter",
  values: ["a: 1", "b: 2"],
  skip_crds: true,
  wait: true,
  timeout: 600,
};

describe("commandLine", () => {
  it("defaults: Helm is told what the provider would be told", () => {
    const { program, parameters, files } = commandLine(
      { kind: "helm_release", release, kubeconfig: {} },
      "apply",
      "/values",
    );
    expect([program, ...parameters].join(" ")).toBe(
      "helm upgrade --install karpenter /charts/karpenter --namespace karpenter" +
        " --values /values/values-0.yaml --values /values/values-1.yaml --skip-crds --wait --timeout 600s",
    );
    expect(files).toEqual({ "values-0.yaml": "a: 1", "values-1.yaml": "b: 2" });
  });

  it("waits for a removal only where the release does, and takes one that is gone for removed", () => {
    const remove = (more: Partial<Release>) =>
      commandLine({ kind: "helm_release", release: { ...release, ...more }, kubeconfig: {} }, "remove", "/values")
        .parameters;
    expect(remove({}).join(" ")).toBe(
      "uninstall karpenter --namespace karpenter --ignore-not-found --wait --timeout 600s",
    );
    expect(remove({ wait: false })).not.toContain("--wait");
  });

  it("makes and removes a namespace with kubectl, or only reads it", () => {
    const given = { kind: "namespace", release: { metadata: [{ name: "karpenter" }] }, kubeconfig: {} } as const;
    const made = commandLine(given, "apply", "/values");
    expect(JSON.parse(made.input ?? "")).toMatchObject({ kind: "Namespace", metadata: { name: "karpenter" } });
    expect(made.parameters).toEqual(["create", "--filename", "-"]);
    expect(commandLine(given, "remove", "/values").parameters.slice(0, 3)).toEqual([
      "delete",
      "namespace",
      "karpenter",
    ]);
    const read = { ...given, kind: "namespace_to_read" } as const;
    expect(commandLine(read, "remove", "/values").parameters).toEqual(["get", "namespace", "karpenter"]);
  });

  it("fails when an argument can't be carried over", () => {
    const unknown = { ...release, postrender: { command: "x" } };
    expect(() => commandLine({ kind: "helm_release", release: unknown, kubeconfig: {} }, "apply", "/values")).toThrow(
      "the stand-in knows no postrender",
    );
  });
});

describe("readingCommand", () => {
  it("defaults: a release is read before it is removed, as the provider does", () => {
    expect(readingCommand({ kind: "helm_release", release, kubeconfig: {} })).toEqual([
      "status",
      "karpenter",
      "--namespace",
      "karpenter",
      "--output",
      "json",
    ]);
  });

  it("lets a namespace fail by itself", () => {
    expect(readingCommand({ kind: "namespace", release: { metadata: [] }, kubeconfig: {} })).toBeUndefined();
  });
});

describe("isToDo", () => {
  const verbs = (status: string | undefined) =>
    (["begin", "apply", "remove"] as const).filter((verb) => isToDo(verb, status));

  it("defaults: a release is made as it shall be, and removed", () => {
    expect(verbs("deployed")).toEqual(["apply", "remove"]);
    expect(verbs("pending-install")).toEqual(["apply", "remove"]);
  });

  it("leaves one whose removal has begun as the provider does: it is installed only where it is not in the state", () => {
    expect(verbs("uninstalling")).toEqual(["begin", "remove"]);
  });

  it("forgets on removal what can't be read, and makes what isn't there", () => {
    expect(verbs(undefined)).toEqual(["apply"]);
  });
});
