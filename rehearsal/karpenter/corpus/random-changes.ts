import { examples } from "../../../testing/corpus";
import { randomOf } from "../../../testing/random";
import type { KubeClient } from "../../kubernetes/client";
import { type Described, describedBy, errorsOf, objectOf, said } from "./described";
import { FILES } from "./examples";
import { mutantOf } from "./mutants";
import { refusalOf } from "./server";

/**
 * How two verdicts on one description compare. `stricter`: only we refuse it, for what the controller, AWS or the project
 * has against it. `unreadable`: we refuse it, and no object can be made of it. `looser`: we accept it and should not.
 */
export type Comparison = "accepted" | "refused" | "stricter" | "unreadable" | "looser";

export interface RandomVerdicts {
  readonly counts: Readonly<Record<Comparison, number>>;
  /** What we accept and the API server does not. */
  readonly wrong: readonly string[];
}

export interface RandomChanges {
  /** Changed descriptions for each file of the corpus. */
  readonly count: number;
  readonly seed: number;
}

/** Compares our verdict and the API server's on good examples with random changes. */
export async function judgeRandomChanges(
  client: Pick<KubeClient, "create">,
  { count, seed }: RandomChanges,
): Promise<RandomVerdicts> {
  const random = randomOf(seed);
  const counts = { accepted: 0, refused: 0, stricter: 0, unreadable: 0, looser: 0 };
  const wrong: string[] = [];
  for (const file of FILES) {
    const all = examples(file);
    const others = all.map(describedBy);
    const good = all.filter(({ valid }) => valid).map(describedBy);
    for (let number = 0; number < count; number++) {
      const mutant = mutantOf(good[number % good.length] ?? {}, others, random);
      const { comparison, line } = await compare(client, mutant);
      counts[comparison]++;
      if (comparison === "looser") wrong.push(`${file}, random change ${number} of seed ${seed}, ${line}`);
    }
  }
  return { counts, wrong };
}

async function compare(
  client: Pick<KubeClient, "create">,
  described: Described,
): Promise<{ comparison: Comparison; line: string }> {
  const ours = errorsOf(described);
  const object = objectOf(described);
  const theirs = object ? await refusalOf(client, object) : "no object can be made of it";
  const line = `${JSON.stringify(described)}: we ${said(ours)}; the API server ${said(theirs)}`;
  if (ours === "") return { comparison: theirs === undefined ? "accepted" : "looser", line };
  if (!object) return { comparison: "unreadable", line };
  return { comparison: theirs === undefined ? "stricter" : "refused", line };
}
