import { TerraformResource } from "cdktf";
import { Construct } from "constructs";

/**
 * Remembers which namespace Karpenter was installed in. A plan that would install it elsewhere fails, before anything is
 * touched: the guard in the cluster can't let Karpenter go as long as nodes run, unless it is told that Karpenter only moves.
 * Tainted, it takes the new one (README, "Move Karpenter").
 */
export class NamespaceInUse extends Construct {
  constructor(scope: Construct, id: string, namespace: string) {
    super(scope, id);
    // CDKTF's own class for it runs `terraform version`, and fails where there is no Terraform.
    const inUse = new TerraformResource(this, "Default", {
      terraformResourceType: "terraform_data",
      lifecycle: {
        ignoreChanges: ["input"],
        postcondition: [
          {
            condition: `\${self.output.namespace == "${namespace}"}`,
            errorMessage: `karpenter.namespace is \${self.output.namespace} in the cluster and ${namespace} in its description; set it back, or say first that Karpenter moves, with the two commands in the README under "Move Karpenter".`,
          },
        ],
      },
    });
    inUse.addOverride("input", { namespace });
  }
}
