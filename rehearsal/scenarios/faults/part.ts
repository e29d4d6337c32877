import type { World } from "../../world";
import type { Scenario } from "../scenario";
import { scale } from "../workload";

/** The world that a part of the scenario begins with; `any` takes it as the part before has left it. */
export type Beginning = "empty" | "deployed" | "any";

/** A part of scenario 7, which leaves no fault behind. */
export function part(
  name: string,
  needs: Scenario["needs"],
  beginning: Beginning,
  run: (world: World) => Promise<void>,
): Scenario {
  return {
    number: 7,
    name: `faults: ${name}`,
    needs,
    alone: true,
    run: async (world) => {
      await begin(world, beginning);
      try {
        await run(world);
      } finally {
        await calm(world);
      }
    },
  };
}

async function begin(world: World, beginning: Beginning): Promise<void> {
  const { aws, project, kubernetes } = world;
  if (beginning === "any") return;
  const deployed = (await aws.resources()).eks !== undefined;
  if (beginning === "empty" && deployed) await project.destroy();
  // Of the scenarios before, neither changes to the cluster file nor the workload shall be left.
  if (beginning === "empty" && kubernetes) await scale(kubernetes.client, 0);
  if (!deployed || beginning === "empty") await project.synthesize();
  if (beginning === "deployed" && !deployed) await project.deploy();
}

async function calm({ aws, kubernetes }: World): Promise<void> {
  if (kubernetes) kubernetes.authenticator.refuse = false;
  await aws.setFaults([]);
  await aws.setTransition();
}
