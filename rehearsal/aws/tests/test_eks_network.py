"""Subnets, zones and address ranges that EKS and Fargate take, and those that they don't."""

import pytest

from .world import make_cluster, make_network, make_profile, make_role, make_subnet, start_cluster, wait_for


def config(**more):
    """Parameters for UpdateClusterConfig with that of the VPC."""
    return {"name": "demo", "resourcesVpcConfig": more}


def status(eks):
    return eks.describe_cluster(name="demo")["cluster"]["status"]


def make_regional(server, region, zones):
    """Parameters for CreateCluster in another region, with a private subnet in each of the zones."""
    ec2 = server.client("ec2", region=region)
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=f"{region}{zone}")["Subnet"]["SubnetId"]
        for index, zone in enumerate(zones)
    ]
    role = make_role(server, "cluster", "eks.amazonaws.com")
    return {"name": "demo", "roleArn": role, "resourcesVpcConfig": {"subnetIds": subnets}}


def test_subnets_change_within_the_first_zones_only(server, refusal):
    network = make_network(server)
    eks = make_cluster(server, network)
    first, second = network.private
    third, other_second = make_subnet(server, network, 8, "c"), make_subnet(server, network, 9, "b")
    for wanted in ([first, second, third], [first, third]):
        code, message = refusal(eks.update_cluster_config, **config(subnetIds=wanted))
        assert (code, "exact set of AZs 'eu-west-1a,eu-west-1b'" in message) == ("InvalidParameterException", True)
    eks.update_cluster_config(**config(subnetIds=[first, other_second]))
    wait_for(lambda: status(eks) == "ACTIVE")
    found = eks.describe_cluster(name="demo")["cluster"]["resourcesVpcConfig"]["subnetIds"]
    assert found == [first, other_second]


def test_subnets_stay_in_the_first_vpc(server, refusal):
    eks, other = make_cluster(server), make_network(server)
    assert "VPC" in refusal(eks.update_cluster_config, **config(subnetIds=other.private))[1]


def test_security_groups_are_of_the_same_vpc(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    other = ec2.create_security_group(GroupName="a", Description="a", VpcId=make_network(server).vpc)["GroupId"]
    own = ec2.create_security_group(GroupName="a", Description="a", VpcId=network.vpc)["GroupId"]
    eks = make_cluster(server, network)
    for wanted in ([own, other], ["sg-0123456789abcdef0"]):
        assert "same VPC" in refusal(eks.update_cluster_config, **config(securityGroupIds=wanted))[1]
    eks.update_cluster_config(**config(securityGroupIds=[own]))


def test_subnets_have_room(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    small = ec2.create_subnet(VpcId=network.vpc, CidrBlock="10.0.9.0/28", AvailabilityZone="eu-west-1b")["Subnet"]["SubnetId"]
    for _ in range(6):
        ec2.create_network_interface(SubnetId=small)
    role = make_role(server, "cluster", "eks.amazonaws.com")
    wanted = {"name": "demo", "roleArn": role, "resourcesVpcConfig": {"subnetIds": [network.private[0], small]}}
    assert f"{small} need at least 6 free IPs" in refusal(server.client("eks").create_cluster, **wanted)[1]


def test_zones_without_eks_are_refused_with_those_that_have_it(server):
    eks = server.client("eks", region="us-east-1")
    with pytest.raises(eks.exceptions.UnsupportedAvailabilityZoneException) as caught:
        eks.create_cluster(**make_regional(server, "us-east-1", "ae"))
    assert caught.value.response["validZones"] == [f"us-east-1{zone}" for zone in "abcdf"]


def test_a_cluster_in_zones_with_eks_is_taken(server):
    made = server.client("eks", region="us-east-1").create_cluster(**make_regional(server, "us-east-1", "af"))
    assert made["cluster"]["status"] == "CREATING"


def test_fargate_runs_in_zones_that_the_control_plane_lacks(server):
    network = make_network(server)
    eks = make_cluster(server, network)
    network.private.append(make_subnet(server, network, 8, "c"))
    assert len(make_profile(server, eks, network)["subnets"]) == 3


def test_there_is_no_fargate_in_govcloud(server, refusal):
    region = "us-gov-west-1"
    wanted = make_regional(server, region, "ab")
    eks = server.client("eks", region=region)
    iam = server.client("iam", region=region)
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"eks.amazonaws.com"}}]}'
    wanted["roleArn"] = iam.create_role(RoleName="cluster", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    eks.create_cluster(**wanted)
    wait_for(lambda: status(eks) == "ACTIVE")
    profile = {"clusterName": "demo", "fargateProfileName": "base", "podExecutionRoleArn": wanted["roleArn"]}
    assert "not available in this region" in refusal(eks.create_fargate_profile, **profile)[1]


@pytest.mark.parametrize("cidr", ["10.0.0.0/8", "10.1.2.3/32", "100.64.0.0/16", "192.168.1.0/24", "127.0.0.1/32", "224.0.0.0/8"])
def test_reserved_ranges_reach_no_public_endpoint(server, refusal, cidr):
    eks = make_cluster(server)
    code, message = refusal(eks.update_cluster_config, **config(publicAccessCidrs=["203.0.113.0/24", cidr]))
    assert (code, "reserved" in message) == ("InvalidParameterException", True)


def test_public_ranges_are_forty_at_most(server, refusal):
    eks = make_cluster(server)
    many = [f"203.0.113.{number}/32" for number in range(41)]
    assert "at most 40" in refusal(eks.update_cluster_config, **config(publicAccessCidrs=many))[1]
    eks.update_cluster_config(**config(publicAccessCidrs=many[:40]))


@pytest.mark.parametrize(
    ("cidr", "words"),
    [
        ("100.64.0.0/16", "must be within"),
        ("172.16.0.0/11", "must be within"),
        ("172.20.0.0/25", "between /24 and /12"),
        ("10.0.128.0/20", "overlaps"),
        ("10.0.0.0/12", "overlaps"),
    ],
)
def test_the_range_of_services_is_private_apart_and_of_a_size(server, refusal, cidr, words):
    create = server.client("eks").create_cluster
    wanted = {
        "name": "demo",
        "roleArn": make_role(server, "cluster", "eks.amazonaws.com"),
        "resourcesVpcConfig": {"subnetIds": make_network(server).private},
    }
    assert words in refusal(create, **wanted, kubernetesNetworkConfig={"serviceIpv4Cidr": cidr})[1]


@pytest.mark.parametrize("cidr", ["10.100.0.0/16", "192.168.5.0/24", "172.16.0.0/12"])
def test_a_good_range_of_services_is_taken(server, cidr):
    eks = start_cluster(server, make_network(server), kubernetesNetworkConfig={"serviceIpv4Cidr": cidr})
    assert eks.describe_cluster(name="demo")["cluster"]["kubernetesNetworkConfig"]["serviceIpv4Cidr"] == cidr
