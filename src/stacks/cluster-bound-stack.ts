import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
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
  readonly #own = new WeakSet<IConstruct>();

  constructor(scope: Construct, name: string, cluster: ClusterSpec, settings: Settings) {
    super(scope, name);
    // Ephemeral values want 1.10, S3's own locking 1.11.
    this.addOverride("terraform.required_version", ">= 1.11");
    const { roleArn, partition } = this.own(() => {
      keepState(this, name, settings.state);
      const { accountId } = cluster.aws;
      const roleArn = actingRole(this, cluster.aws);
      new AwsProvider(this, "aws", {
        region: cluster.region,
        allowedAccountIds: accountId ? [accountId] : undefined,
        assumeRole: roleArn ? [{ roleArn }] : undefined,
        defaultTags: Object.keys(cluster.tags).length > 0 ? [{ tags: cluster.tags }] : undefined,
      });
      return { roleArn, partition: new DataAwsPartition(this, "partition") };
    });
    this.roleArn = roleArn;
    this.partition = partition;
  }

  /** Runs what makes constructs of the stack's own. All others in it are a program's. */
  protected own<T>(make: () => T): T {
    const before = new Set(this.node.findAll());
    const made = make();
    for (const construct of this.node.findAll()) if (!before.has(construct)) this.#own.add(construct);
    return made;
  }

  /** Whether a construct of the stack was added by a program. */
  protected isAdded(construct: IConstruct): boolean {
    return construct !== this && !this.#own.has(construct);
  }

  /**
   * CDKTF resolves every value of a stack twice, the first time to find references to other stacks. These two have none
   * of their own and skip that, a fifth of the time of synthesis, unless a program added something to them, or the app
   * has stacks of other kinds that they may have been made to refer to.
   *
   * @internal
   */
  override prepareStack(): void {
    const alone = this.node.root.node.children.every(
      (construct) => construct instanceof ClusterBoundStack || !TerraformStack.isStack(construct),
    );
    if (alone && !this.node.findAll().some((one) => this.isAdded(one))) this.ensureBackendExists();
    else super.prepareStack();
  }

  /** @internal */
  override toTerraform() {
    return restoreText(super.toTerraform());
  }

  /** @internal */
  override toHclTerraform() {
    return restoreText(super.toHclTerraform());
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
