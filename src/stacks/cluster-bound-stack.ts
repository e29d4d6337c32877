import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";
import type { Settings } from "../settings/settings";
import { restoreText } from "../terraform/plain-text";
import { actingRole } from "./acting-role";
import { keepState } from "./state";

/**
 * What both stacks of a cluster have in common: state, AWS provider, and addresses that can be read.
 *
 * Texts of the description come with their templates and tokens taken care of (`plainText`), and are put back when the
 * stack is written.
 */
export abstract class ClusterBoundStack extends TerraformStack {
  /** Partition of the region, such as `aws`; Terraform computes it without asking AWS. */
  protected readonly partition: DataAwsPartition;
  /** Role that Terraform works as. Undefined where that is whoever runs it. */
  protected readonly roleArn: string | undefined;
  readonly #addresses = new Map<string, string>();
  #ownConstructs = 0;

  constructor(scope: Construct, name: string, cluster: ClusterSpec, settings: Settings) {
    super(scope, name);
    // Ephemeral values want 1.10, S3's own locking 1.11.
    this.addOverride("terraform.required_version", ">= 1.11");
    keepState(this, name, settings.state);

    const { accountId } = cluster.aws;
    const roleArn = actingRole(this, cluster.aws);
    this.roleArn = roleArn;
    new AwsProvider(this, "aws", {
      region: cluster.region,
      allowedAccountIds: accountId ? [accountId] : undefined,
      assumeRole: roleArn ? [{ roleArn }] : undefined,
      defaultTags: Object.keys(cluster.tags).length > 0 ? [{ tags: cluster.tags }] : undefined,
    });
    this.partition = new DataAwsPartition(this, "partition");
  }

  /**
   * CDKTF resolves every value of a stack twice, the first time to find references to other stacks. These two have none
   * of their own and skip that, a fifth of the time of synthesis, unless something was added to them since, or the app
   * has stacks of other kinds that they may have been made to refer to.
   */
  override prepareStack(): void {
    const alone = this.node.root.node.children.every(
      (construct) => construct instanceof ClusterBoundStack || !TerraformStack.isStack(construct),
    );
    if (alone && this.node.findAll().length === this.#ownConstructs) this.ensureBackendExists();
    else super.prepareStack();
  }

  override toTerraform() {
    return restoreText(super.toTerraform());
  }

  override toHclTerraform() {
    return restoreText(super.toHclTerraform());
  }

  /** To be called when the stack has all its constructs. */
  protected complete(): void {
    this.#ownConstructs = this.node.findAll().length;
  }

  /**
   * The path of a construct makes its Terraform address (`aws_subnet.network_private-eu-central-1a`), without the hash
   * that CDKTF would add. Addresses are public: one that changes destroys and recreates what it names.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const path = node.scopes
      .slice(node.scopes.indexOf(this) + 1)
      .map((construct) => construct.node.id)
      .filter((id) => id !== "Default");
    const address = path.join("_").replace(/[^\w-]+/g, "-");
    const construct = node.scopes.at(-1);
    const key = TerraformResource.isTerraformResource(construct)
      ? `${construct.terraformResourceType}.${address}`
      : address;
    const owner = this.#addresses.get(key) ?? node.path;
    if (owner !== node.path) {
      throw new Error(
        `${node.path} and ${owner} would have one Terraform address, ${key}; rename one of the constructs`,
      );
    }
    this.#addresses.set(key, owner);
    return address;
  }
}
