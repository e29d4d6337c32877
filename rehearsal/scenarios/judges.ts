import assert from "node:assert/strict";
import { checkEksApi } from "../eks-api/checks";
import { judgeCorpus } from "../karpenter/corpus/judge";
import type { Scenario } from "./scenario";
import { controlPlane } from "./workload";

/** The played EKS, tried with the SDK's own client: what the other scenarios show is worth no more than that. */
export const eksApi: Scenario = {
  number: 8,
  name: "EKS API",
  needs: "aws",
  alone: true,
  run: ({ aws }, note) => checkEksApi({ aws, report: note }),
};

/** The real API server with Karpenter's real definitions, as the judge of this project's schema and rules. */
export const corpus: Scenario = {
  number: 9,
  name: "corpus",
  needs: "kubernetes",
  alone: true,
  run: async (world, note) => {
    const { toolbox } = world;
    assert.ok(toolbox, "there are the tools that Kubernetes is made of");
    await judgeCorpus({ client: controlPlane(world).client, toolbox, report: note });
  },
};
