import { Construct } from "constructs";
import { DataRecord } from "../../terraform/data-record";

/**
 * Remembers which namespace Karpenter was installed in. A plan that would install it elsewhere fails, before anything is
 * touched: the guard in the cluster can't let Karpenter go as long as nodes run, unless it is told that Karpenter only moves.
 * Tainted, it takes the new one (docs/operations.md, "Move Karpenter").
 */
export class NamespaceInUse extends Construct {
  constructor(scope: Construct, id: string, namespace: string) {
    super(scope, id);
    new DataRecord(this, "Default", {
      input: namespace,
      lifecycle: {
        ignoreChanges: ["input"],
        postcondition: [
          {
            condition: `\${self.output == "${namespace}"}`,
            errorMessage: `karpenter.namespace is \${self.output} in the cluster and ${namespace} in its description; set it back, or say first that Karpenter moves, with the two commands in docs/operations.md under "Move Karpenter".`,
          },
        ],
      },
    });
  }
}
