"""What EKS makes in the customer's VPC: the cluster security group and the control plane's network interfaces.

Facts: EKS user guide, "Amazon EKS security group requirements" (name ``eks-cluster-sg-<cluster>-<id>``, the three tags,
rules: all traffic from itself, all out) and "networking requirements" (two to four interfaces in the cluster's subnets,
deleted with the cluster). Both are why a subnet or VPC cannot be deleted before the cluster.
"""

import zlib
from typing import Any

from moto.ec2.models import ec2_backends

from .errors import InvalidParameterException
from .store import Cluster


def check_subnets(ec2: Any, subnet_ids: list[str]) -> list[Any]:
    """The subnets of a cluster, refused when unknown, of several VPCs or of one availability zone only."""
    found = find_subnets(ec2, subnet_ids)
    if len({subnet.vpc_id for subnet in found}) != 1:
        raise InvalidParameterException("Subnets specified must belong to the same VPC")
    if len({subnet.availability_zone for subnet in found}) < 2:
        raise InvalidParameterException("Subnets specified must be in at least two different AZs")
    return found


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
