"""Clusters: their life, their updates, their refusals, and what they leave in the VPC."""

from .world import (
    encrypted_with,
    make_cluster,
    make_key,
    make_network,
    make_profile,
    make_role,
    profile_active,
    start_cluster,
    wait_for,
)


def status(eks):
    return eks.describe_cluster(name="demo")["cluster"]["status"]


def gone(eks):
    return "demo" not in eks.list_clusters()["clusters"]


def test_becomes_active_with_endpoint_issuer_and_security_group(server):
    network = make_network(server)
    server.control("settings", {"transitionSeconds": 0.5})
    eks = start_cluster(server, network)
    cluster = eks.describe_cluster(name="demo")["cluster"]
    assert cluster["status"] == "CREATING"
    assert "endpoint" not in cluster
    wait_for(lambda: status(eks) == "ACTIVE")
    cluster = eks.describe_cluster(name="demo")["cluster"]
    assert cluster["endpoint"].startswith("https://")
    assert cluster["identity"]["oidc"]["issuer"] == server.control("issuer?cluster=demo")["issuer"]
    group = server.client("ec2").describe_security_groups(GroupIds=[cluster["resourcesVpcConfig"]["clusterSecurityGroupId"]])
    tags = {tag["Key"]: tag["Value"] for tag in group["SecurityGroups"][0]["Tags"]}
    assert tags["kubernetes.io/cluster/demo"] == "owned"
    assert tags["aws:eks:cluster-name"] == "demo"
    assert tags["Name"].startswith("eks-cluster-sg-demo-")


def test_endpoint_and_authority_come_from_outside(server):
    server.control("settings", {"endpoint": "https://127.0.0.1:6443", "certificateAuthority": "Q0E="})
    cluster = make_cluster(server).describe_cluster(name="demo")["cluster"]
    assert (cluster["endpoint"], cluster["certificateAuthority"]["data"]) == ("https://127.0.0.1:6443", "Q0E=")


def test_echoes_what_it_was_given(server):
    given = {
        "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": False},
        "upgradePolicy": {"supportType": "STANDARD"},
        "zonalShiftConfig": {"enabled": True},
        "deletionProtection": True,
        "encryptionConfig": encrypted_with(make_key(server)),
        "tags": {"team": "platform"},
    }
    cluster = make_cluster(server, **given).describe_cluster(name="demo")["cluster"]
    assert {key: cluster[key] for key in given} == given
    assert cluster["kubernetesNetworkConfig"]["serviceIpv4Cidr"] == "172.20.0.0/16"


def test_a_create_sent_twice_with_one_token_makes_one_cluster(server):
    network = make_network(server)
    eks = start_cluster(server, network, clientRequestToken="once")
    again = {"version": "1.35", "accessConfig": {"authenticationMode": "API"}, "clientRequestToken": "once"}
    repeated = eks.create_cluster(
        name="demo",
        roleArn="arn:aws:iam::123456789012:role/cluster",
        resourcesVpcConfig={"subnetIds": network.private},
        **again,
    )
    assert repeated["cluster"]["name"] == "demo"


def test_refuses_what_the_service_refuses(server, refusal):
    network = make_network(server)
    role = make_role(server, "cluster", "eks.amazonaws.com")
    good = {"name": "demo", "roleArn": role, "resourcesVpcConfig": {"subnetIds": network.private}}
    create = server.client("eks").create_cluster
    one_zone = {"subnetIds": [network.private[0], network.public]}
    assert refusal(create, **{**good, "version": "1.12"})[0] == "InvalidParameterException"
    assert "two different AZs" in refusal(create, **{**good, "resourcesVpcConfig": one_zone})[1]
    assert "trusted entity" in refusal(create, **{**good, "roleArn": make_role(server, "other", "ec2.amazonaws.com")})[1]
    create(**good)
    assert refusal(create, **good)[0] == "ResourceInUseException"
    assert refusal(server.client("eks").describe_cluster, name="none")[0] == "ResourceNotFoundException"


def test_an_upgrade_waits_for_node_groups_of_an_older_version(server, refusal):
    network = make_network(server)
    eks, role = make_cluster(server, network), make_role(server, "node", "ec2.amazonaws.com")
    group = {"clusterName": "demo", "nodegroupName": "old"}
    eks.create_nodegroup(**group, subnets=network.private, nodeRole=role, version="1.34")
    assert "must be updated" in refusal(eks.update_cluster_version, name="demo", version="1.36")[1]
    wait_for(lambda: eks.describe_nodegroup(**group)["nodegroup"]["status"] == "ACTIVE")
    eks.update_nodegroup_version(**group, version="1.35")
    wait_for(lambda: eks.describe_nodegroup(**group)["nodegroup"]["version"] == "1.35")
    eks.update_cluster_version(name="demo", version="1.36")


def test_updates_go_in_progress_then_successful(server, refusal):
    eks = make_cluster(server)
    server.control("settings", {"transitionSeconds": 0.5})
    update = eks.update_cluster_version(name="demo", version="1.36")["update"]
    assert (update["status"], status(eks)) == ("InProgress", "UPDATING")
    config = {"endpointPrivateAccess": True, "publicAccessCidrs": ["203.0.113.7/24"]}
    assert refusal(eks.update_cluster_config, name="demo", resourcesVpcConfig=config)[0] == "ResourceInUseException"
    wait_for(lambda: eks.describe_update(name="demo", updateId=update["id"])["update"]["status"] == "Successful")
    assert eks.describe_cluster(name="demo")["cluster"]["version"] == "1.36"
    eks.update_cluster_config(name="demo", resourcesVpcConfig=config)
    wait_for(lambda: status(eks) == "ACTIVE")
    changed = eks.describe_cluster(name="demo")["cluster"]["resourcesVpcConfig"]
    assert (changed["publicAccessCidrs"], changed["endpointPublicAccess"]) == (["203.0.113.0/24"], True)
    assert len(eks.list_updates(name="demo")["updateIds"]) == 2


def test_refuses_updates_that_skip_go_back_or_change_nothing(server, refusal):
    eks = make_cluster(server)
    assert refusal(eks.update_cluster_version, name="demo", version="1.37")[0] == "InvalidParameterException"
    assert refusal(eks.update_cluster_version, name="demo", version="1.34")[0] == "InvalidParameterException"
    back = {"authenticationMode": "CONFIG_MAP"}
    assert refusal(eks.update_cluster_config, name="demo", accessConfig=back)[0] == "InvalidParameterException"
    both = {"upgradePolicy": {"supportType": "STANDARD"}, "deletionProtection": True}
    assert "Only one type" in refusal(eks.update_cluster_config, name="demo", **both)[1]


def test_deletion_is_refused_while_protected_or_in_use(server, refusal):
    network = make_network(server)
    eks = make_cluster(server, network, deletionProtection=True)
    assert "deletion protection" in refusal(eks.delete_cluster, name="demo")[1]
    eks.update_cluster_config(name="demo", deletionProtection=False)
    wait_for(lambda: status(eks) == "ACTIVE")
    make_profile(server, eks, network)
    wait_for(lambda: profile_active(eks))
    assert refusal(eks.delete_cluster, name="demo")[0] == "ResourceInUseException"
    eks.delete_fargate_profile(clusterName="demo", fargateProfileName="base")
    wait_for(lambda: not eks.list_fargate_profiles(clusterName="demo")["fargateProfileNames"])
    eks.create_nodegroup(
        clusterName="demo",
        nodegroupName="system",
        subnets=network.private,
        nodeRole=make_role(server, "node", "ec2.amazonaws.com"),
    )
    assert "nodegroups" in refusal(eks.delete_cluster, name="demo")[1]
    eks.delete_nodegroup(clusterName="demo", nodegroupName="system")
    wait_for(lambda: not eks.list_nodegroups(clusterName="demo")["nodegroups"])
    assert eks.delete_cluster(name="demo")["cluster"]["status"] == "DELETING"
    wait_for(lambda: gone(eks))


def test_holds_its_subnets_and_takes_its_security_group_along(server, refusal):
    network = make_network(server)
    eks, ec2 = make_cluster(server, network), server.client("ec2")
    assert refusal(ec2.delete_subnet, SubnetId=network.private[0])[0] == "DependencyViolation"
    eks.delete_cluster(name="demo")
    wait_for(lambda: gone(eks))
    named = [{"Name": "tag:aws:eks:cluster-name", "Values": ["demo"]}]
    assert ec2.describe_security_groups(Filters=named)["SecurityGroups"] == []
    ec2.delete_subnet(SubnetId=network.private[0])


def test_a_log_group_deleted_too_early_comes_back(server):
    logging = {"clusterLogging": [{"types": ["audit"], "enabled": True}]}
    eks, logs = make_cluster(server, logging=logging), server.client("logs")
    logs.delete_log_group(logGroupName="/aws/eks/demo/cluster")
    eks.delete_cluster(name="demo")
    wait_for(lambda: gone(eks))
    assert server.control("resources")["logs"] == {"groups": ["/aws/eks/demo/cluster"]}


def test_tags_of_every_resource(server):
    eks = make_cluster(server)
    arn = eks.describe_cluster(name="demo")["cluster"]["arn"]
    eks.tag_resource(resourceArn=arn, tags={"a": "1", "b": "2"})
    eks.untag_resource(resourceArn=arn, tagKeys=["a"])
    assert eks.list_tags_for_resource(resourceArn=arn)["tags"] == {"b": "2"}
    addon = eks.create_addon(clusterName="demo", addonName="vpc-cni", tags={"c": "3"})["addon"]
    assert eks.list_tags_for_resource(resourceArn=addon["addonArn"])["tags"] == {"c": "3"}


def test_versions(server):
    eks = server.client("eks")
    versions = {one["clusterVersion"]: one for one in eks.describe_cluster_versions()["clusterVersions"]}
    assert versions["1.36"]["defaultVersion"]
    assert versions["1.33"]["versionStatus"] == "EXTENDED_SUPPORT"
    assert [one["clusterVersion"] for one in eks.describe_cluster_versions(clusterVersions=["1.35"])["clusterVersions"]] == [
        "1.35"
    ]
