"""Fargate profiles, add-ons, node groups."""

import json
import time

from .world import make_cluster, make_network, make_profile, make_role, profile_active, wait_for

DNS = {"clusterName": "demo", "addonName": "coredns", "configurationValues": '{"computeType":"Fargate"}'}


def addon(eks, name="coredns"):
    return eks.describe_addon(clusterName="demo", addonName=name)["addon"]


def test_one_fargate_profile_at_a_time(server, refusal):
    network = make_network(server)
    eks = make_cluster(server, network)
    server.control("settings", {"transitionSeconds": 0.5})
    first = make_profile(server, eks, network)
    second = {**first, "fargateProfileName": "second"}
    assert refusal(eks.create_fargate_profile, **second)[0] == "ResourceInUseException"
    wait_for(lambda: profile_active(eks))
    eks.delete_fargate_profile(clusterName="demo", fargateProfileName="base")
    assert refusal(eks.create_fargate_profile, **second)[0] == "ResourceInUseException"
    wait_for(lambda: not eks.list_fargate_profiles(clusterName="demo")["fargateProfileNames"])
    eks.create_fargate_profile(**second)


def test_fargate_refuses_wrong_profiles(server, refusal):
    network = make_network(server)
    eks = make_cluster(server, network)
    good = make_profile(server, eks, network)
    wait_for(lambda: profile_active(eks))
    for wrong, words in (
        ({"subnets": [network.public]}, "not a private subnet"),
        ({"selectors": [{"namespace": f"n{index}"} for index in range(6)]}, "more than 5 selectors"),
        ({"selectors": [{"namespace": "n", "labels": {str(index): "x" for index in range(6)}}]}, "more than 5 Label"),
        ({"fargateProfileName": "eks-mine"}, "cannot start with"),
        ({"podExecutionRoleArn": make_role(server, "wrong", "ec2.amazonaws.com")}, "Trust Policy"),
    ):
        code, message = refusal(eks.create_fargate_profile, **{**good, "fargateProfileName": "other", **wrong})
        assert code == "InvalidParameterException"
        assert words in message
    assert (
        eks.describe_access_entry(clusterName="demo", principalArn=good["podExecutionRoleArn"])["accessEntry"]["type"]
        == "FARGATE_LINUX"
    )


def test_addons_become_active_and_take_updates(server):
    eks = make_cluster(server)
    assert eks.create_addon(clusterName="demo", addonName="kube-proxy")["addon"]["status"] == "CREATING"
    wait_for(lambda: addon(eks, "kube-proxy")["status"] == "ACTIVE")
    older = "v1.35.2-eksbuild.2"
    update = eks.update_addon(clusterName="demo", addonName="kube-proxy", addonVersion=older)["update"]
    describe = {"name": "demo", "addonName": "kube-proxy", "updateId": update["id"]}
    wait_for(lambda: eks.describe_update(**describe)["update"]["status"] == "Successful")
    assert addon(eks, "kube-proxy")["addonVersion"] == older
    eks.delete_addon(clusterName="demo", addonName="kube-proxy")
    wait_for(lambda: eks.list_addons(clusterName="demo")["addons"] == [])


def test_addons_refuse_what_does_not_exist(server, refusal):
    eks = make_cluster(server)
    assert "not supported" in refusal(eks.create_addon, clusterName="demo", addonName="nope")[1]
    assert "version" in refusal(eks.create_addon, clusterName="demo", addonName="coredns", addonVersion="v9.9.9-eksbuild.1")[1]
    wrong = {"clusterName": "demo", "addonName": "coredns", "configurationValues": '{"computetype":"Fargate"}'}
    assert "Json schema validation" in refusal(eks.create_addon, **wrong)[1]
    eks.create_addon(**DNS)
    assert refusal(eks.create_addon, **DNS)[0] == "ResourceInUseException"
    assert refusal(eks.describe_addon, clusterName="demo", addonName="vpc-cni")[0] == "ResourceNotFoundException"


def test_coredns_without_room_degrades_and_fails(server):
    eks = make_cluster(server)
    eks.create_addon(**DNS)
    wait_for(lambda: addon(eks)["status"] == "DEGRADED")
    assert addon(eks)["health"]["issues"][0]["code"] == "InsufficientNumberOfReplicas"
    wait_for(lambda: addon(eks)["status"] == "CREATE_FAILED")


def test_coredns_needs_a_profile_and_the_compute_type(server):
    network = make_network(server)
    eks = make_cluster(server, network)
    make_profile(server, eks, network, labels={"k8s-app": "kube-dns"})
    wait_for(lambda: profile_active(eks))
    eks.create_addon(**DNS | {"configurationValues": "{}"})
    wait_for(lambda: addon(eks)["status"] == "CREATE_FAILED")
    eks.delete_addon(clusterName="demo", addonName="coredns")
    wait_for(lambda: eks.list_addons(clusterName="demo")["addons"] == [])
    eks.create_addon(**DNS)
    wait_for(lambda: addon(eks)["status"] == "ACTIVE")
    assert addon(eks)["health"]["issues"] == []


def test_the_gate_decides_when_an_addon_is_active(server, tmp_path):
    gate = tmp_path / "gate.json"
    gate.write_text(json.dumps({"demo/coredns": {"ready": False, "issue": "0 of 2 pods are Ready"}}))
    server.control("settings", {"addonGate": str(gate)})
    eks = make_cluster(server)
    eks.create_addon(**DNS)
    wait_for(lambda: addon(eks)["status"] == "DEGRADED")
    assert addon(eks)["health"]["issues"][0]["message"] == "0 of 2 pods are Ready"
    gate.write_text(json.dumps({"demo/coredns": {"ready": True}}))
    wait_for(lambda: addon(eks)["status"] == "ACTIVE")


def test_addon_versions_and_configuration(server):
    eks = server.client("eks")
    offer = eks.describe_addon_versions(addonName="kube-proxy", kubernetesVersion="1.36")["addons"][0]["addonVersions"]
    assert offer[0]["addonVersion"].startswith("v1.36.")
    assert [one["compatibilities"][0]["defaultVersion"] for one in offer] == [True, False]
    schema = eks.describe_addon_configuration(addonName="coredns", addonVersion="v1.13.2-eksbuild.4")["configurationSchema"]
    assert "computeType" in json.loads(schema)["properties"]


def test_node_groups_count_as_room_for_addons(server):
    network = make_network(server)
    eks = make_cluster(server, network)
    role = make_role(server, "node", "ec2.amazonaws.com")
    eks.create_nodegroup(clusterName="demo", nodegroupName="system", subnets=network.private, nodeRole=role)
    time.sleep(0.1)
    assert eks.describe_nodegroup(clusterName="demo", nodegroupName="system")["nodegroup"]["status"] == "ACTIVE"
    eks.create_addon(clusterName="demo", addonName="coredns")
    wait_for(lambda: addon(eks)["status"] == "ACTIVE")
    labels = {"addOrUpdateLabels": {"pool": "system"}}
    eks.update_nodegroup_config(clusterName="demo", nodegroupName="system", labels=labels, scalingConfig={"desiredSize": 1})
    time.sleep(0.1)
    group = eks.describe_nodegroup(clusterName="demo", nodegroupName="system")["nodegroup"]
    assert (group["labels"], group["scalingConfig"]["desiredSize"]) == ({"pool": "system"}, 1)
