"""Access entries, policy associations, pod identity."""

import pytest

from .world import make_cluster, make_role

ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"


def test_the_creator_is_let_in_only_if_asked_for(server):
    access = {"authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": True}
    eks = make_cluster(server, accessConfig=access)
    me = server.client("sts").get_caller_identity()["Arn"]
    assert eks.list_access_entries(clusterName="demo")["accessEntries"] == [me]
    policies = eks.list_associated_access_policies(clusterName="demo", principalArn=me)["associatedAccessPolicies"]
    assert [one["policyArn"] for one in policies] == [ADMIN]
    server.control("reset", {})
    eks = make_cluster(server, accessConfig={**access, "bootstrapClusterCreatorAdminPermissions": False})
    assert eks.list_access_entries(clusterName="demo")["accessEntries"] == []


def test_entries_and_associations(server, refusal):
    eks = make_cluster(server, accessConfig={"authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": False})
    role = make_role(server, "admins", "ec2.amazonaws.com")
    entry = {"clusterName": "demo", "principalArn": role}
    made = eks.create_access_entry(**entry, kubernetesGroups=["ops"])["accessEntry"]
    assert made["username"] == "arn:aws:sts::123456789012:assumed-role/admins/{{SessionName}}"
    assert refusal(eks.create_access_entry, **entry)[0] == "ResourceInUseException"
    eks.associate_access_policy(**entry, policyArn=ADMIN, accessScope={"type": "cluster"})
    eks.associate_access_policy(**entry, policyArn=VIEW, accessScope={"type": "namespace", "namespaces": ["a"]})
    assert eks.list_access_entries(clusterName="demo", associatedPolicyArn=VIEW)["accessEntries"] == [role]
    eks.disassociate_access_policy(**entry, policyArn=ADMIN)
    found = eks.list_associated_access_policies(**entry)["associatedAccessPolicies"]
    assert [(one["policyArn"], one["accessScope"]["namespaces"]) for one in found] == [(VIEW, ["a"])]
    assert eks.update_access_entry(**entry, kubernetesGroups=["dev"])["accessEntry"]["kubernetesGroups"] == ["dev"]
    eks.delete_access_entry(**entry)
    assert refusal(eks.describe_access_entry, **entry)[0] == "ResourceNotFoundException"


def test_refuses_wrong_entries(server, refusal):
    eks = make_cluster(server)
    unknown = {"clusterName": "demo", "principalArn": "arn:aws:iam::123456789012:role/none"}
    assert "invalid principal" in refusal(eks.create_access_entry, **unknown)[1]
    node = {"clusterName": "demo", "principalArn": make_role(server, "node", "ec2.amazonaws.com")}
    assert refusal(eks.create_access_entry, **node, type="EC2_LINUX", kubernetesGroups=["x"])[0] == "InvalidParameterException"
    assert eks.create_access_entry(**node, type="EC2_LINUX")["accessEntry"]["kubernetesGroups"] == ["system:nodes"]
    scope = {"accessScope": {"type": "cluster"}}
    assert refusal(eks.associate_access_policy, **node, policyArn=ADMIN, **scope)[0] == "InvalidRequestException"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"kubernetesGroups": ["system:masters"]}, "system:masters is invalid, it cannot start with system:"),
        ({"kubernetesGroups": ["eks:own"]}, "cannot start with eks:"),
        ({"username": "system:node:a"}, "must not begin with system:"),
        ({"username": "iam:a"}, "must not begin with iam:"),
        ({"username": "john{{SessionName}}"}, "colon before"),
        ({"username": "john{{SessionName}}:"}, "colon before"),
    ],
)
def test_refuses_reserved_names_when_an_entry_is_made_and_changed(server, refusal, names, words):
    eks = make_cluster(server)
    entry = {"clusterName": "demo", "principalArn": make_role(server, "ops", "ec2.amazonaws.com")}
    made = refusal(eks.create_access_entry, **entry, **names)
    eks.create_access_entry(**entry)
    changed = refusal(eks.update_access_entry, **entry, **names)
    for code, message in (made, changed):
        assert (code, words in message) == ("InvalidParameterException", True), message


def test_takes_names_that_are_like_reserved_ones(server):
    eks = make_cluster(server)
    entry = {"clusterName": "demo", "principalArn": make_role(server, "ops", "ec2.amazonaws.com")}
    made = eks.create_access_entry(**entry, username="jo:hn{{SessionName}}", kubernetesGroups=["systems", "my:eks:group"])
    assert made["accessEntry"]["username"] == "jo:hn{{SessionName}}"


@pytest.mark.parametrize(
    "principal",
    [
        "arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
        "arn:aws:iam::123456789012:user/nobody",
        "arn:aws:iam::123456789012:group/admins",
        "arn:aws:sts::123456789012:assumed-role/admins/session",
    ],
)
def test_refuses_what_is_no_principal(server, refusal, principal):
    entry = {"clusterName": "demo", "principalArn": principal}
    assert "invalid principal" in refusal(make_cluster(server).create_access_entry, **entry)[1]


def test_takes_principals_of_other_accounts_but_not_for_nodes(server, refusal):
    eks = make_cluster(server)
    foreign = {"clusterName": "demo", "principalArn": "arn:aws:iam::210987654321:role/path/ops"}
    assert "cluster's account" in refusal(eks.create_access_entry, **foreign, type="EC2_LINUX")[1]
    assert eks.create_access_entry(**foreign)["accessEntry"]["type"] == "STANDARD"
    user = server.client("iam").create_user(UserName="ada")["User"]["Arn"]
    entry = {"clusterName": "demo", "principalArn": user}
    assert "must be a role" in refusal(eks.create_access_entry, **entry, type="EC2_LINUX")[1]
    assert eks.create_access_entry(**entry)["accessEntry"]["username"] == user


def test_refuses_policies_that_eks_does_not_have(server, refusal):
    eks = make_cluster(server)
    entry = {"clusterName": "demo", "principalArn": make_role(server, "ops", "ec2.amazonaws.com")}
    eks.create_access_entry(**entry)
    scope = {"accessScope": {"type": "cluster"}}
    for arn in ("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy", ADMIN.replace("Admin", "Amdin")):
        assert "policyArn" in refusal(eks.associate_access_policy, **entry, policyArn=arn, **scope)[1]


def test_entries_need_the_authentication_mode(server, refusal):
    eks = make_cluster(server, accessConfig={"authenticationMode": "CONFIG_MAP"})
    assert "authentication mode" in refusal(eks.list_access_entries, clusterName="demo")[1]


def test_access_policies_are_listed(server):
    assert ADMIN in [one["arn"] for one in server.client("eks").list_access_policies()["accessPolicies"]]


def test_pod_identity_associations(server, refusal):
    eks = make_cluster(server)
    role = make_role(server, "pod", "pods.eks.amazonaws.com")
    wanted = {"clusterName": "demo", "namespace": "a", "serviceAccount": "b", "roleArn": role}
    made = eks.create_pod_identity_association(**wanted)["association"]
    assert refusal(eks.create_pod_identity_association, **wanted)[0] == "ResourceInUseException"
    key = {"clusterName": "demo", "associationId": made["associationId"]}
    other = make_role(server, "pod2", "pods.eks.amazonaws.com")
    assert eks.update_pod_identity_association(**key, roleArn=other)["association"]["roleArn"] == other
    assert len(eks.list_pod_identity_associations(clusterName="demo", namespace="a")["associations"]) == 1
    eks.delete_pod_identity_association(**key)
    assert refusal(eks.describe_pod_identity_association, **key)[0] == "ResourceNotFoundException"
