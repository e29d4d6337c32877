import { describe, expect, it } from "vitest";
import { markControllers } from "../../../kubernetes/kubelet/kubelet";
import { makePod } from "../pods";

const PROGRAM = {
  program: "/bin/controller",
  labels: { "app.kubernetes.io/name": "one" },
  healthPort: "HEALTH_PORT",
  ports: [],
  namespace: "NAMESPACE",
  expectedErrors: /none/,
};

describe("pods that a real process stands for", () => {
  const mark = markControllers([PROGRAM]);

  it("defaults: are those with the labels of a program", async () => {
    const pod = makePod({}, { labels: { "app.kubernetes.io/name": "one", other: "too" }, annotations: { own: "a" } });
    expect((await mark(pod))?.metadata.annotations).toEqual({ own: "a", "rehearsal/process": "controller" });
  });

  it("are no others", async () => {
    expect(await mark(makePod({}, { labels: { "app.kubernetes.io/name": "two" } }))).toBeUndefined();
    expect(await mark(makePod({}, { labels: {} }))).toBeUndefined();
  });
});
