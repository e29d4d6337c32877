import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { type Postcondition, TerraformLocal, type TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import type { ExistingNetworkSpec } from "../description/network-spec";
import { refusedZones } from "../knowledge/zones";
import { DataRecord } from "../terraform/data-record";
import { usableZone } from "./usable-zone";

export interface VerificationProps {
  readonly region: string;
  readonly network: ExistingNetworkSpec;
  /** Range of Kubernetes services. */
  readonly serviceCidr: string;
  /** Whether a plan fails for what is wrong. */
  readonly enforced: boolean;
}

/** What a subnet is for. */
interface Use {
  readonly nodes: boolean;
  readonly controlPlane: boolean;
  /** For load balancers that face the internet. */
  readonly loadBalancers: boolean;
  /** Zone that the description says it is in. */
  readonly zone: string | undefined;
}

/** Free addresses that EKS wants for itself: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const CONTROL_PLANE_ADDRESSES = 6;

/** Free addresses without which nodes and Fargate pods get nowhere: the number that EKS recommends for a subnet, there. */
const NODE_ADDRESSES = 16;

/**
 * Asks AWS, in each plan, whether a VPC that exists is what a cluster needs, and fails the plan with what to do.
 *
 * Of a VPC: names for hosts, and apart from the range of services. Of each subnet: in this VPC and a zone that EKS and
 * Fargate take, with addresses when it is taken in, with or without a route to an internet gateway as its use wants it. Of
 * those of the nodes, and of the control plane: two zones.
 */
export class Verification extends Construct {
  /** Names of the zones of the control plane, as one text. */
  readonly controlPlaneZones: string;
  readonly #props: VerificationProps;

  constructor(scope: Construct, id: string, props: VerificationProps) {
    super(scope, id);
    this.#props = props;
    const uses = usesOf(props.network);
    const zones = new Map([...uses].map(([subnetId, use]) => [subnetId, this.subnet(subnetId, use)]));
    const zonesOf = (ids: readonly string[]) =>
      `distinct([${ids.flatMap((subnetId) => zones.get(subnetId) ?? []).join(", ")}])`;
    const { privateSubnets, controlPlaneSubnetIds } = props.network;
    const nodeZones = zonesOf(privateSubnets.map((subnet) => subnet.id).toSorted());
    const ownZones = zonesOf(controlPlaneSubnetIds.toSorted());
    this.controlPlaneZones = new TerraformLocal(
      this,
      "control-plane-zones",
      `\${join(", ", sort(${ownZones}))}`,
    ).asString;

    const vpc = new DataAwsVpc(this, "vpc", {
      id: props.network.vpcId,
      ...this.lifecycle(
        ...this.vpcConditions(),
        twoZones(nodeZones, "network.privateSubnets", "Karpenter and CoreDNS run in two"),
        ...(ownZones === nodeZones
          ? []
          : [twoZones(ownZones, "controlPlane.subnets", "EKS wants two for a control plane")]),
      ),
    });
    this.routes(uses, `data.aws_vpc.${vpc.friendlyUniqueId}.main_route_table_id`);
  }

  /** Of what fails a plan where one of these isn't so. */
  private lifecycle(...postcondition: Postcondition[]): { lifecycle?: TerraformResourceLifecycle } {
    return this.#props.enforced ? { lifecycle: { postcondition } } : {};
  }

  private vpcConditions(): Postcondition[] {
    const { vpcId } = this.#props.network;
    const { serviceCidr } = this.#props;
    const [, length] = serviceCidr.split("/");
    // Two ranges share an address if they are the same one when both are cut to the shorter of their masks.
    const cut = (range: string) => `cidrhost("\${split("/", ${range})[0]}/\${min(split("/", each)[1], ${length})}", 0)`;
    const ranges = `[for one in self.cidr_block_associations : one.cidr_block if one.state == "associated"]`;
    return [
      {
        condition: "${self.enable_dns_support && self.enable_dns_hostnames}",
        errorMessage: `VPC ${vpcId} has no DNS resolution, or gives hosts no DNS names, and nodes can't join a cluster without; ask its owner to turn both on: enableDnsSupport and enableDnsHostnames ('aws ec2 modify-vpc-attribute').`,
      },
      {
        condition: `\${alltrue([for each in ${ranges} : ${cut("each")} != ${cut(JSON.stringify(serviceCidr))}])}`,
        errorMessage: `The range of services, ${serviceCidr}, overlaps \${join(", ", ${ranges})} of VPC ${vpcId}, and EKS refuses that; choose another under controlPlane.serviceCidr.`,
      },
    ];
  }

  /** @returns an expression for the zone that the subnet is in */
  private subnet(subnetId: string, use: Use): string {
    const { region, network } = this.#props;
    const advice = `take ${subnetId} out of ${keyOf(use)}, or put right what it is`;
    const conditions: Postcondition[] = [
      {
        condition: `\${self.vpc_id == ${JSON.stringify(network.vpcId)}}`,
        errorMessage: `Subnet ${subnetId} is in \${self.vpc_id}, and network.vpcId is ${network.vpcId}; take one of that VPC for ${keyOf(use)}.`,
      },
    ];
    if (use.zone !== undefined) {
      conditions.push({
        condition: `\${self.availability_zone == ${JSON.stringify(use.zone)}}`,
        errorMessage: `Subnet ${subnetId} is in \${self.availability_zone}, and network.privateSubnets has it for ${use.zone}; write it beside its own zone.`,
      });
    }
    if (use.nodes || use.controlPlane) {
      conditions.push(
        {
          condition: `\${can(regex("^${region}[a-z]$", self.availability_zone))}`,
          errorMessage: `Subnet ${subnetId} is in \${self.availability_zone}, which is no availability zone of ${region} but a Local Zone or the like, where neither EKS nor Fargate runs; ${advice}.`,
        },
        ...usableZone(
          refusedZones(region).filter(({ closedTo }) => use.nodes || closedTo === "cluster"),
          `\${self.availability_zone}, where subnet ${subnetId} is,`,
          `take ${subnetId} out of ${keyOf(use)}`,
        ),
      );
    }
    const subnet = new DataAwsSubnet(this, subnetId, { id: subnetId, ...this.lifecycle(...conditions) });
    const address = `data.aws_subnet.${subnet.friendlyUniqueId}`;
    if (use.nodes || use.controlPlane) this.freeAddresses(subnetId, use, `\${${address}.available_ip_address_count}`);
    return `${address}.availability_zone`;
  }

  /**
   * How many addresses a subnet had when it was taken in. A record, since a busy cluster takes most of them, and no later
   * plan may fail for that.
   */
  private freeAddresses(subnetId: string, use: Use, free: string): void {
    const needed = use.nodes ? NODE_ADDRESSES : CONTROL_PLANE_ADDRESSES;
    new DataRecord(this, `${subnetId}-free-addresses`, {
      input: free,
      lifecycle: {
        ignoreChanges: ["input"],
        ...this.lifecycle({
          condition: `\${self.input >= ${needed}}`,
          errorMessage: `Subnet ${subnetId} has \${self.input} free addresses, and ${needed} are needed at least; take another for ${keyOf(use)}, or free some.`,
        }).lifecycle,
      },
    });
  }

  /** Whether the subnets are private, or public: a subnet without a route table of its own has the main one of its VPC. */
  private routes(uses: ReadonlyMap<string, Use>, mainTable: string): void {
    const { vpcId } = this.#props.network;
    const open = new DataAwsRouteTables(this, "internet", {
      vpcId,
      filter: [{ name: "route.gateway-id", values: ["igw-*"] }],
    });
    for (const [subnetId, use] of uses) {
      // The control plane's interfaces may be in public subnets.
      if (!use.nodes && !use.loadBalancers) continue;
      const table = `try(self.ids[0], ${mainTable})`;
      const isOpen = `contains(data.aws_route_tables.${open.friendlyUniqueId}.ids, ${table})`;
      new DataAwsRouteTables(this, `${subnetId}-routes`, {
        vpcId,
        filter: [{ name: "association.subnet-id", values: [subnetId] }],
        ...this.lifecycle(
          use.nodes
            ? {
                condition: `\${!${isOpen}}`,
                errorMessage: `Subnet ${subnetId} is public: its route table \${${table}} leads to an internet gateway, and Fargate takes private subnets only; take another for network.privateSubnets.`,
              }
            : {
                condition: `\${${isOpen}}`,
                errorMessage: `Subnet ${subnetId} isn't public: its route table \${${table}} leads to no internet gateway; take another for network.publicSubnets.`,
              },
        ),
      });
    }
  }
}

/** Each subnet that is named anywhere, and what for, by its id. */
function usesOf({ privateSubnets, publicSubnetIds, controlPlaneSubnetIds }: ExistingNetworkSpec): Map<string, Use> {
  const ids = [...privateSubnets.map(({ id }) => id), ...controlPlaneSubnetIds, ...publicSubnetIds];
  return new Map(
    ids.toSorted().map((id) => {
      const described = privateSubnets.find((subnet) => subnet.id === id);
      const use: Use = {
        nodes: described !== undefined,
        zone: described?.zone,
        controlPlane: controlPlaneSubnetIds.includes(id),
        loadBalancers: publicSubnetIds.includes(id),
      };
      return [id, use];
    }),
  );
}

/** The key that a subnet is named under. */
function keyOf({ nodes, controlPlane }: Use): string {
  if (nodes) return "network.privateSubnets";
  return controlPlane ? "controlPlane.subnets" : "network.publicSubnets";
}

function twoZones(zones: string, key: string, why: string): Postcondition {
  return {
    condition: `\${length(${zones}) > 1}`,
    errorMessage: `The subnets under ${key} are all in \${join(", ", ${zones})}, and ${why}; add one of another zone.`,
  };
}
