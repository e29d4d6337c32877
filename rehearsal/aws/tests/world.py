"""Small worlds for tests: a VPC, roles, a cluster."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .conftest import Server


@dataclass
class Network:
    """A VPC with two private subnets and a public one."""

    vpc: str
    private: list[str]
    public: str
    gateway: str


def make_network(server: Server) -> Network:
    """Two private subnets in two zones, and a public one with a route to an internet gateway."""
    ec2 = server.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=f"eu-west-1{zone}")["Subnet"]["SubnetId"]
        for index, zone in enumerate("aba")
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[2])
    return Network(vpc, subnets[:2], subnets[2], gateway)


def make_subnet(server: Server, network: Network, number: int, zone: str) -> str:
    """One more private subnet of the network's VPC, in eu-west-1 and the zone of that letter."""
    parameters = {"VpcId": network.vpc, "CidrBlock": f"10.0.{number}.0/24", "AvailabilityZone": f"eu-west-1{zone}"}
    return server.client("ec2").create_subnet(**parameters)["Subnet"]["SubnetId"]


def make_key(server: Server, **more: Any) -> str:
    """A KMS key; returns its ARN."""
    return server.client("kms").create_key(**more)["KeyMetadata"]["Arn"]


def encrypted_with(key: str) -> list[dict[str, Any]]:
    """An encryption configuration with that key."""
    return [{"resources": ["secrets"], "provider": {"keyArn": key}}]


def make_role(server: Server, name: str, service: str) -> str:
    """A role that a service may assume."""
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return server.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]


def wait_for(check: Callable[[], bool], seconds: float = 5) -> None:
    """Wait until ``check`` holds."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def start_cluster(server: Server, network: Network, **more: Any) -> Any:
    """Start a cluster named demo and return the EKS client."""
    eks = server.client("eks")
    eks.create_cluster(
        name="demo",
        roleArn=make_role(server, "cluster", "eks.amazonaws.com"),
        resourcesVpcConfig={"subnetIds": network.private},
        **{"version": "1.35", "accessConfig": {"authenticationMode": "API"}, **more},
    )
    return eks


def make_cluster(server: Server, network: Network | None = None, **more: Any) -> Any:
    """An ACTIVE cluster named demo; returns the EKS client."""
    eks = start_cluster(server, network or make_network(server), **more)
    wait_for(lambda: eks.describe_cluster(name="demo")["cluster"]["status"] == "ACTIVE")
    return eks


def make_profile(server: Server, eks: Any, network: Network, name: str = "base", **selector: Any) -> dict[str, Any]:
    """Start a Fargate profile; returns the parameters it was made with."""
    iam = server.client("iam")
    arn = "arn:aws:iam::123456789012:role/fargate"
    if not any(role["Arn"] == arn for role in iam.list_roles()["Roles"]):
        make_role(server, "fargate", "eks-fargate-pods.amazonaws.com")
    parameters = {
        "clusterName": "demo",
        "fargateProfileName": name,
        "podExecutionRoleArn": arn,
        "subnets": network.private,
        "selectors": [{"namespace": "kube-system", **selector}],
    }
    eks.create_fargate_profile(**parameters)
    return parameters


def profile_active(eks: Any, name: str = "base") -> bool:
    """Whether the profile is ACTIVE."""
    return eks.describe_fargate_profile(clusterName="demo", fargateProfileName=name)["fargateProfile"]["status"] == "ACTIVE"
