import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ANOTHER_CLUSTER, type FixedValue } from "../description/fixed-values";
import type { OwnNetworkSpec } from "../description/network-spec";
import { DISCOVERY_TAG } from "../knowledge/names";
import { refusedZones } from "../knowledge/zones";
import type { JsonValue } from "../terraform/sorted-json";
import { emptyDefaultSecurityGroup } from "./default-security-group";
import { FlowLogs } from "./flow-logs";
import type { Network } from "./network";
import { zoneSubnets } from "./subnets";
import { usableZone } from "./usable-zone";

export interface OwnNetworkProps extends Omit<OwnNetworkSpec, "kind"> {
  /** Name of the cluster; names of what is made here begin with it. */
  readonly clusterName: string;
  readonly partition: string;
  readonly region: string;
  /** @default - no boundary */
  readonly permissionsBoundary?: string;
}

/** A VPC with a public and a private subnet in each zone; private subnets reach the internet through NAT. */
export class OwnNetwork extends Construct implements Network {
  readonly vpcId: string;
  /** Of the zones that don't drain. */
  readonly privateSubnetIds: string[];
  readonly privateSubnetIdentity: JsonValue;
  readonly controlPlaneSubnetIds: string[];
  readonly egress: ITerraformDependable[] = [];
  readonly fixed: readonly FixedValue[];

  private readonly clusterName: string;
  private readonly region: string;
  private readonly vpc: Vpc;

  constructor(scope: Construct, id: string, props: OwnNetworkProps) {
    super(scope, id);
    this.clusterName = props.clusterName;
    this.region = props.region;
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: props.clusterName },
    });
    this.vpcId = this.vpc.id;
    emptyDefaultSecurityGroup(this, "default-security-group", this.vpc);
    if (props.flowLogs.enabled) {
      // Known from the VPC's ARN: nobody has to be asked for it.
      const accountId = Fn.element(Fn.split(":", this.vpc.arn), 4);
      new FlowLogs(this, "flow-logs", { ...props, vpc: this.vpc, accountId });
    }

    // Sorted: in which order the zones are listed must not move anything.
    const zones = zoneSubnets(props.cidr, props.availabilityZones.toSorted());
    const publicSubnets = this.publicSubnets(zones.map(({ zone, publicCidr }) => ({ zone, cidr: publicCidr })));
    // The one gateway is in a zone that stays: another zone's coming or going must not change the cluster's address.
    const [single] = props.controlPlaneZones.toSorted();
    const nats = new Map(
      publicSubnets
        .filter(({ zone }) => props.natGateways === "perZone" || zone === single)
        .map(({ zone, subnet }) => [zone, this.natGateway(zone, subnet)]),
    );
    const privateSubnets = zones.map(({ zone, privateCidr }) => {
      const nat = nats.get(zone) ?? nats.get(single ?? "");
      if (!nat) throw new Error("a network needs at least one availability zone of the control plane");
      return { zone, id: this.privateSubnet(zone, privateCidr, nat, !props.draining.includes(zone)).id };
    });
    const idsOf = (wanted: (zone: string) => boolean) =>
      privateSubnets.filter(({ zone }) => wanted(zone)).map(({ id }) => id);
    const inUse = (zone: string) => !props.draining.includes(zone);
    this.privateSubnetIds = idsOf(inUse);
    this.privateSubnetIdentity = { cidr: props.cidr, zones: props.availabilityZones.filter(inUse).toSorted() };
    this.controlPlaneSubnetIds = idsOf((zone) => props.controlPlaneZones.includes(zone));
    this.fixed = fixedValues(props);
  }

  private publicSubnets(ranges: { zone: string; cidr: string }[]): { zone: string; subnet: Subnet }[] {
    const gateway = new InternetGateway(this, "internet", { vpcId: this.vpcId, tags: { Name: this.clusterName } });
    const table = new RouteTable(this, "public", { vpcId: this.vpcId, tags: { Name: `${this.clusterName}-public` } });
    const route = new Route(this, "public-internet", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    this.egress.push(route);
    return ranges.map(({ zone, cidr }) => {
      const subnet = new Subnet(this, `public-${zone}`, {
        vpcId: this.vpcId,
        availabilityZone: zone,
        cidrBlock: cidr,
        tags: { Name: `${this.clusterName}-public-${zone}`, "kubernetes.io/role/elb": "1" },
      });
      this.associate(`public-${zone}`, subnet, table);
      return { zone, subnet };
    });
  }

  private natGateway(zone: string, subnet: Subnet): NatGateway {
    const name = `${this.clusterName}-nat-${zone}`;
    const address = new Eip(this, `nat-address-${zone}`, { domain: "vpc", tags: { Name: name } });
    return new NatGateway(this, `nat-${zone}`, {
      allocationId: address.id,
      subnetId: subnet.id,
      tags: { Name: name },
      // An address is of no use to the internet before its VPC has a gateway, and can't be released after it has gone.
      dependsOn: [...this.egress],
    });
  }

  private privateSubnet(zone: string, cidr: string, nat: NatGateway, inUse: boolean): Subnet {
    const name = `${this.clusterName}-private-${zone}`;
    const refused = refusedZones(this.region);
    const subnet = new Subnet(this, `private-${zone}`, {
      vpcId: this.vpcId,
      availabilityZone: zone,
      cidrBlock: cidr,
      tags: {
        Name: name,
        // Without it, nodes in the subnet have drifted, and Karpenter replaces them (SubnetDrift).
        ...(inUse && { [DISCOVERY_TAG]: this.clusterName }),
        "kubernetes.io/role/internal-elb": "1",
      },
      ...(refused.length > 0 && {
        lifecycle: { postcondition: usableZone(refused, zone, "choose another under network.availabilityZones") },
      }),
    });
    const table = new RouteTable(this, `private-table-${zone}`, { vpcId: this.vpcId, tags: { Name: name } });
    this.egress.push(
      new Route(this, `private-nat-${zone}`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat.id,
      }),
    );
    this.associate(`private-${zone}`, subnet, table);
    return subnet;
  }

  private associate(name: string, subnet: Subnet, table: RouteTable): void {
    this.egress.push(
      new RouteTableAssociation(this, `${name}-routes`, { subnetId: subnet.id, routeTableId: table.id }),
    );
  }
}

function fixedValues({ cidr, controlPlaneZones }: OwnNetworkProps): FixedValue[] {
  return [
    {
      key: "network.cidr",
      value: cidr,
      advice: `a VPC keeps its range, and the cluster its VPC; write back <was>, ${ANOTHER_CLUSTER}`,
    },
    {
      key: "controlPlane.availabilityZones",
      value: controlPlaneZones.toSorted().join(", "),
      advice:
        "EKS keeps a control plane in the zones that it was made in; write controlPlane.availabilityZones: [<was>], and network.availabilityZones may have others beside them",
    },
  ];
}
