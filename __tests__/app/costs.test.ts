import { afterEach, describe, expect, it } from "vitest";
import { clusterYaml, Project } from "../../testing/project";

/** Seconds for what takes one or two where nothing else runs; what grew with the square of the input took minutes. */
const RUN = { timeout: 30_000 };

const projects: Project[] = [];

afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

function stderrLines(files: Readonly<Record<string, string>>): string[] {
  const project = new Project(files);
  projects.push(project);
  const { exitCode, stderr } = project.synthesize();
  expect(exitCode).toBe(1);
  return stderr.split("\n");
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe("a great many mistakes", () => {
  it("are told in a hundred lines: unknown keys", RUN, () => {
    const lines = stderrLines({
      "clusters/a.yaml": clusterYaml("a", times(20_000, (key) => `key${key}: 1\n`).join("")),
    });
    expect(lines).toHaveLength(101);
    expect(lines[0]).toBe("clusters/a.yaml  20000 values are wrong here; 200 of them are told");
    expect(lines.at(-1)).toBe("and 19900 more: 20000 findings");
  });

  it("are told in a hundred lines: wrong values in a long list", RUN, () => {
    const pools = times(3000, (index) => `    - { name: p${index}, weight: x, capacityTypes: spot }\n`).join("");
    expect(stderrLines({ "clusters/a.yaml": clusterYaml("a", `karpenter:\n  nodePools:\n${pools}`) })).toHaveLength(
      101,
    );
  });

  it("are told in a hundred lines: one name in many files", RUN, () => {
    const lines = stderrLines(
      Object.fromEntries(times(500, (index) => [`clusters/f${index}.yaml`, clusterYaml("same")])),
    );
    expect(lines).toHaveLength(101);
    expect(lines[1]).toBe(
      'clusters/f0.yaml:1:7  name  another cluster is named "same" (and 498 more); give each a name of its own',
    );
  });

  it("are told in a hundred lines, of the first files: a thousand clusters with a thousand mistakes each", RUN, () => {
    const mistakes = times(1000, (key) => `key${key}: 1\n`).join("");
    const lines = stderrLines(
      Object.fromEntries(times(1000, (index) => [`clusters/c${index}.yaml`, clusterYaml(`c${index}`, mistakes)])),
    );
    expect(lines).toHaveLength(102);
    expect(lines.slice(-2)).toEqual([
      "and 4900 more: 5000 findings in 5 files or clusters",
      "995 more files or clusters weren't checked; mend these first",
    ]);
  });

  it("are told in a hundred lines: a thousand clusters with a mistake each", RUN, () => {
    const files = times(1000, (index) => [`clusters/c${index}.yaml`, clusterYaml(`c${index}`, "foo: 1\n")]);
    expect(stderrLines(Object.fromEntries(files)).at(-1)).toBe("and 900 more: 1000 findings in 1000 files or clusters");
  });
});
