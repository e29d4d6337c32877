"""What EKS makes in the customer's VPC: the cluster security group and the control plane's network interfaces; and which
subnets it takes.

Facts: EKS user guide, "Amazon EKS security group requirements" (name ``eks-cluster-sg-<cluster>-<id>``, the three tags,
rules: all traffic from itself, all out) and "networking requirements" (two to four interfaces in the cluster's subnets,
deleted with the cluster). Both are why a subnet or VPC cannot be deleted before the cluster. Zones: "Subnet requirements
for clusters" and, for a change of subnets, "VPC requirements and considerations" there; for Fargate, "Supported Regions for
Amazon ECS on AWS Fargate" in the ECS developer guide, which has no limit for ca-central-1 any more, where ca-central-1d was
refused (eksctl-io/eksctl#5677); words of the refusal: rancher/rancher#14224.
"""

import zlib
from collections.abc import Callable
from typing import Any

from moto.ec2.models import ec2_backends

from .errors import InvalidParameterException, UnsupportedAvailabilityZoneException
from .store import Cluster

# Ids of the zones in which EKS places no control plane.
CLOSED_TO_EKS = ("use1-az3", "usw1-az2", "cac1-az3")
# Where Fargate is not in all zones of a region, the ids of those that have it.
FARGATE_ZONES = {
    "ap-northeast-1": ("apne1-az1", "apne1-az2", "apne1-az4"),
    "cn-north-1": ("cnn1-az1", "cnn1-az2"),
    "us-west-1": ("usw1-az1", "usw1-az3"),
}
MIN_FREE_ADDRESSES = 6


def check_subnets(ec2: Any, cluster: str, subnet_ids: list[str]) -> list[Any]:
    """The subnets of a cluster, refused when unknown, full, of several VPCs, of one zone only or of one without EKS."""
    found = find_subnets(ec2, subnet_ids)
    if len({subnet.vpc_id for subnet in found}) != 1:
        raise InvalidParameterException("Subnets specified must belong to the same VPC")
    if len({subnet.availability_zone for subnet in found}) < 2:
        raise InvalidParameterException("Subnets specified must be in at least two different AZs")
    _check_zones(ec2, cluster, found, lambda zone: zone.zone_id not in CLOSED_TO_EKS)
    full = [subnet.id for subnet in found if subnet.available_ip_address_count < MIN_FREE_ADDRESSES]
    if full:
        raise InvalidParameterException(
            f"Provided subnets {', '.join(full)} need at least {MIN_FREE_ADDRESSES} free IPs each for this operation"
        )
    return found


def check_groups(ec2: Any, group_ids: list[str], vpc_id: str) -> None:
    """Further security groups of the control plane's interfaces are of the VPC that its subnets are in."""
    own = {group.id for group in ec2.describe_security_groups() if group.vpc_id == vpc_id}
    foreign = [group_id for group_id in group_ids if group_id not in own]
    if foreign:
        raise InvalidParameterException(
            f"Security group(s) {foreign} are not in the same VPC as the subnets. "
            f"Please specify a security group that is associated with the VPC: {vpc_id}."
        )


def check_new_subnets(ec2: Any, cluster: Cluster, subnet_ids: list[str]) -> None:
    """The subnets that a cluster is to change to: of its VPC, at least one in each of its first zones, none elsewhere."""
    found = check_subnets(ec2, cluster.name, subnet_ids)
    if found[0].vpc_id != cluster.document["resourcesVpcConfig"]["vpcId"]:
        raise InvalidParameterException("Subnets specified must belong to the VPC that the cluster was created in")
    given = {subnet.availability_zone for subnet in found}
    if given != cluster.zones:
        raise InvalidParameterException(
            f"Provided subnets belong to the AZs '{','.join(sorted(given))}'. But they should belong to the exact set of AZs "
            f"'{','.join(sorted(cluster.zones))}' in which subnets were provided during cluster creation."
        )


def check_fargate_subnets(ec2: Any, cluster: Cluster, subnet_ids: list[str]) -> None:
    """Fargate runs pods in private subnets only, in zones that have it; these need not be the control plane's."""
    found = find_subnets(ec2, subnet_ids)
    for subnet in found:
        if is_public(ec2, subnet):
            raise InvalidParameterException(
                f"Subnet {subnet.id} provided in Fargate Profile is not a private subnet: it has a route to an Internet Gateway"
            )
    offered = FARGATE_ZONES.get(cluster.region)
    _check_zones(ec2, cluster.name, found, lambda zone: offered is None or zone.zone_id in offered)


def _check_zones(ec2: Any, cluster: str, subnets: list[Any], offered: Callable[[Any], bool]) -> None:
    for subnet in subnets:
        if not offered(subnet._availability_zone):
            zones = [zone.name for zone in ec2.describe_availability_zones() if offered(zone)]
            raise UnsupportedAvailabilityZoneException(
                f"Cannot create cluster '{cluster}' because {subnet.availability_zone}, the targeted availability zone, does not "
                "currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: "
                f"{', '.join(zones)}",
                cluster,
                zones,
            )


def find_subnets(ec2: Any, subnet_ids: list[str]) -> list[Any]:
    """The subnets of those ids; refuses one that does not exist."""
    known = {subnet.id: subnet for subnet in ec2.describe_subnets()}
    for subnet_id in subnet_ids:
        if subnet_id not in known:
            raise InvalidParameterException(
                f"The subnet ID '{subnet_id}' does not exist (Service: AmazonEC2; Status Code: 400; "
                "Error Code: InvalidSubnetID.NotFound)"
            )
    return [known[subnet_id] for subnet_id in subnet_ids]


def is_public(ec2: Any, subnet: Any) -> bool:
    """Whether the subnet's route table (its own, else the VPC's main one) has a route to an internet gateway."""
    tables = ec2.describe_route_tables(filters={"vpc-id": [subnet.vpc_id]})
    own = [table for table in tables if subnet.id in table._associations.values()]
    main = [table for table in tables if table.main_association_id]
    return any((route.gateway_id or "").startswith("igw-") for table in own or main for route in table.routes)


def create(cluster: Cluster) -> None:
    """Make the cluster security group and one network interface in each of the first two subnets."""
    ec2 = ec2_backends[cluster.account][cluster.region]
    config = cluster.document["resourcesVpcConfig"]
    name = f"eks-cluster-sg-{cluster.name}-{zlib.crc32(cluster.document['arn'].encode())}"
    group = ec2.create_security_group(
        name,
        "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
        config["vpcId"],
        tags={
            f"kubernetes.io/cluster/{cluster.name}": "owned",
            "aws:eks:cluster-name": cluster.name,
            "Name": name,
        },
    )
    ec2.authorize_security_group_ingress(
        group.id, ip_protocol="-1", from_port=None, to_port=None, ip_ranges=[], source_groups=[{"GroupId": group.id}]
    )
    config["clusterSecurityGroupId"] = group.id
    for subnet_id in config["subnetIds"][:2]:
        interface = ec2.create_network_interface(
            ec2.get_subnet(subnet_id),
            [],
            group_ids=[group.id, *config["securityGroupIds"]],
            description=f"Amazon EKS {cluster.name}",
        )
        interface.requester_managed = True
        interface.status = "in-use"
        cluster.network_interfaces.append(interface.id)


def delete(cluster: Cluster) -> None:
    """Remove what ``create`` made; the group stays when something else still uses it, as on AWS."""
    ec2 = ec2_backends[cluster.account][cluster.region]
    for interface_id in cluster.network_interfaces:
        ec2.enis.pop(interface_id, None)
    group_id = cluster.document["resourcesVpcConfig"].get("clusterSecurityGroupId")
    in_use = any(group.id == group_id for interface in ec2.enis.values() for group in interface.group_set)
    if group_id and not in_use and ec2.get_security_group_from_id(group_id):
        ec2.delete_security_group(group_id=group_id)
