"""EC2, SSM and IAM where moto was mended: launches from templates, node images, deletions in the wrong order."""

import pytest

from .world import make_network, make_role

AMI = "/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/{}/standard/{}/image_id"

POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}'


@pytest.fixture
def launch(server):
    """A network, a security group, an instance profile and a launch template that names both."""
    network, ec2, iam = make_network(server), server.client("ec2"), server.client("iam")
    group = ec2.create_security_group(GroupName="nodes", Description="nodes", VpcId=network.vpc)["GroupId"]
    make_role(server, "node", "ec2.amazonaws.com")
    iam.create_instance_profile(InstanceProfileName="node")
    iam.add_role_to_instance_profile(InstanceProfileName="node", RoleName="node")
    image = server.client("ssm").get_parameter(Name=AMI.format("arm64", "recommended"))["Parameter"]["Value"]
    data = {
        "ImageId": image,
        "InstanceType": "m7g.large",
        "SecurityGroupIds": [group],
        "IamInstanceProfile": {"Name": "node"},
    }
    ec2.create_launch_template(LaunchTemplateName="karpenter", LaunchTemplateData=data)
    return {"network": network, "group": group}


def fleet(server, network, capacity="on-demand", **more):
    answer = server.client("ec2").create_fleet(
        Type="instant",
        LaunchTemplateConfigs=[
            {
                "LaunchTemplateSpecification": {"LaunchTemplateName": "karpenter", "Version": "$Latest"},
                "Overrides": [{"InstanceType": "m7g.large", "SubnetId": network.private[0]}],
            }
        ],
        TargetCapacitySpecification={"TotalTargetCapacity": 1, "DefaultTargetCapacityType": capacity},
        **more,
    )
    return answer["Instances"][0]["InstanceIds"][0]


@pytest.mark.parametrize("capacity", ["on-demand", "spot"])
def test_fleet_instances_take_groups_profile_and_architecture(server, launch, capacity):
    instance_id = fleet(server, launch["network"], capacity)
    instance = server.client("ec2").describe_instances(InstanceIds=[instance_id])["Reservations"][0]["Instances"][0]
    assert [group["GroupId"] for group in instance["SecurityGroups"]] == [launch["group"]]
    assert [group["GroupId"] for group in instance["NetworkInterfaces"][0]["Groups"]] == [launch["group"]]
    assert instance["IamInstanceProfile"]["Arn"].endswith("instance-profile/node")
    assert instance["Architecture"] == "arm64"


def test_instances_are_found_by_the_zone_of_their_subnet(server, launch):
    instance_id = fleet(server, launch["network"])
    ec2 = server.client("ec2")
    zone = ec2.describe_instances()["Reservations"][0]["Instances"][0]["Placement"]["AvailabilityZone"]

    def found(*zones):
        answer = ec2.describe_instances(Filters=[{"Name": "availability-zone", "Values": list(zones)}])
        return [one["InstanceId"] for reservation in answer["Reservations"] for one in reservation["Instances"]]

    assert found(zone, "eu-central-1f") == [instance_id]
    assert found("eu-central-1f") == []


def test_a_fleet_asked_for_twice_with_one_token_starts_one_instance(server, launch):
    first = fleet(server, launch["network"], ClientToken="once")
    assert fleet(server, launch["network"], ClientToken="once") == first
    assert server.control("resources")["ec2"]["instances"] == [first]


def test_run_instances_takes_the_template(server, launch):
    ec2 = server.client("ec2")
    launched = ec2.run_instances(
        LaunchTemplate={"LaunchTemplateName": "karpenter"}, SubnetId=launch["network"].private[0], MinCount=1, MaxCount=1
    )["Instances"][0]
    found = ec2.describe_instances(InstanceIds=[launched["InstanceId"]])["Reservations"][0]["Instances"][0]
    assert [group["GroupId"] for group in found["SecurityGroups"]] == [launch["group"]]
    assert found["IamInstanceProfile"]["Arn"].endswith("instance-profile/node")


def test_what_an_instance_uses_cannot_be_deleted(server, launch, refusal):
    ec2, network = server.client("ec2"), launch["network"]
    instance = fleet(server, network)
    assert refusal(ec2.delete_subnet, SubnetId=network.private[0])[0] == "DependencyViolation"
    assert refusal(ec2.delete_security_group, GroupId=launch["group"])[0] == "DependencyViolation"
    ec2.terminate_instances(InstanceIds=[instance])
    ec2.delete_security_group(GroupId=launch["group"])
    ec2.delete_subnet(SubnetId=network.private[0])
    assert "instances" not in server.control("resources")["ec2"]


def test_nat_gateways_hold_address_subnet_and_internet_gateway(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=network.public, AllocationId=address)["NatGateway"]["NatGatewayId"]
    detach = {"InternetGatewayId": network.gateway, "VpcId": network.vpc}
    assert refusal(ec2.release_address, AllocationId=address)[0] == "InvalidIPAddress.InUse"
    assert refusal(ec2.delete_subnet, SubnetId=network.public)[0] == "DependencyViolation"
    assert "mapped public address" in refusal(ec2.detach_internet_gateway, **detach)[1]
    ec2.delete_nat_gateway(NatGatewayId=nat)
    ec2.release_address(AllocationId=address)
    ec2.detach_internet_gateway(**detach)


def test_there_are_five_addresses(server, refusal):
    ec2 = server.client("ec2")
    first, *_ = [ec2.allocate_address(Domain="vpc")["AllocationId"] for _ in range(5)]
    assert refusal(ec2.allocate_address, Domain="vpc")[0] == "AddressLimitExceeded"
    ec2.release_address(AllocationId=first)
    ec2.allocate_address(Domain="vpc")


def test_a_vpc_has_one_internet_gateway(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    second = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    attach = {"InternetGatewayId": second, "VpcId": network.vpc}
    assert "already has an internet gateway" in refusal(ec2.attach_internet_gateway, **attach)[1]
    ec2.detach_internet_gateway(InternetGatewayId=network.gateway, VpcId=network.vpc)
    ec2.attach_internet_gateway(**attach)


def test_a_route_leads_to_a_gateway_of_its_own_vpc(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    other = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    table = ec2.create_route_table(VpcId=other)["RouteTable"]["RouteTableId"]
    route = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
    assert "different networks" in refusal(ec2.create_route, **route, GatewayId=network.gateway)[1]
    own = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    assert "different networks" in refusal(ec2.create_route, **route, GatewayId=own)[1]
    ec2.attach_internet_gateway(InternetGatewayId=own, VpcId=other)
    ec2.create_route(**route, GatewayId=own)
    assert "different networks" in refusal(ec2.replace_route, **route, GatewayId=network.gateway)[1]


def test_a_subnet_is_in_a_zone_of_its_region(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    subnet = {"VpcId": network.vpc, "CidrBlock": "10.0.9.0/24"}
    code, message = refusal(ec2.create_subnet, **subnet, AvailabilityZone="eu-central-1a")
    assert (code, "eu-west-1a" in message) == ("InvalidParameterValue", True)


def test_security_groups_that_name_each_other_and_vpcs_with_groups(server, refusal):
    network, ec2 = make_network(server), server.client("ec2")
    one, two = (ec2.create_security_group(GroupName=n, Description=n, VpcId=network.vpc)["GroupId"] for n in ("one", "two"))
    rule = [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": one}]}]
    ec2.authorize_security_group_ingress(GroupId=two, IpPermissions=rule)
    assert refusal(ec2.delete_security_group, GroupId=one)[0] == "DependencyViolation"
    assert refusal(ec2.delete_vpc, VpcId=network.vpc)[0] == "DependencyViolation"
    ec2.revoke_security_group_ingress(GroupId=two, IpPermissions=rule)
    ec2.delete_security_group(GroupId=one)


def test_node_images_have_names_and_architecture(server, refusal):
    ssm, ec2 = server.client("ssm"), server.client("ec2")
    for arch in ("x86_64", "arm64"):
        named = f"amazon-eks-node-al2023-{arch}-standard-1.36-v20260901"
        for release in ("recommended", named):
            image = ssm.get_parameter(Name=AMI.format(arch, release))["Parameter"]["Value"]
            assert ec2.describe_images(ImageIds=[image])["Images"][0]["Architecture"] == arch
        assert ec2.describe_images(Filters=[{"Name": "name", "Values": [named]}])["Images"][0]["State"] == "available"
    assert refusal(ssm.get_parameter, Name=AMI.format("mips", "recommended"))[0] == "ParameterNotFound"


def test_instance_profiles_are_listed_by_path(server):
    iam = server.client("iam")
    iam.create_instance_profile(InstanceProfileName="ours", Path="/karpenter/eu-west-1/demo/")
    iam.create_instance_profile(InstanceProfileName="theirs")
    found = iam.list_instance_profiles(PathPrefix="/karpenter/eu-west-1/demo/")["InstanceProfiles"]
    assert [one["InstanceProfileName"] for one in found] == ["ours"]


def test_iam_refuses_to_delete_what_is_in_use(server, refusal):
    iam = server.client("iam")
    make_role(server, "node", "ec2.amazonaws.com")
    policy = iam.create_policy(PolicyName="p", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="node", PolicyArn=policy)
    assert refusal(iam.delete_policy, PolicyArn=policy)[0] == "DeleteConflict"
    assert refusal(iam.delete_role, RoleName="node")[0] == "DeleteConflict"
    iam.create_instance_profile(InstanceProfileName="node")
    iam.add_role_to_instance_profile(InstanceProfileName="node", RoleName="node")
    assert refusal(iam.delete_instance_profile, InstanceProfileName="node")[0] == "DeleteConflict"


def test_the_catalogue_has_the_same_answer_again_and_another_one_to_another_question(server):
    ec2 = server.client("ec2")

    def types(*architectures):
        filters = [{"Name": "processor-info.supported-architecture", "Values": list(architectures)}]
        return {one["InstanceType"] for one in ec2.describe_instance_types(Filters=filters)["InstanceTypes"]}

    arm = types("arm64")
    assert "m7g.large" in arm
    assert types("arm64") == arm
    assert types("x86_64").isdisjoint(arm)


def test_the_catalogue_answers_a_dry_run_as_such(server, refusal):
    code, _ = refusal(server.client("ec2").describe_instance_types, DryRun=True)
    assert code == "DryRunOperation"


def test_a_policy_attached_twice_is_detached_once(server):
    iam = server.client("iam")
    make_role(server, "node", "ec2.amazonaws.com")
    policy = iam.create_policy(PolicyName="p", PolicyDocument=POLICY)["Policy"]["Arn"]
    for _ in range(2):
        iam.attach_role_policy(RoleName="node", PolicyArn=policy)
    assert iam.get_policy(PolicyArn=policy)["Policy"]["AttachmentCount"] == 1
    iam.detach_role_policy(RoleName="node", PolicyArn=policy)
    iam.delete_policy(PolicyArn=policy)
    assert iam.list_policies(Scope="Local")["Policies"] == []
