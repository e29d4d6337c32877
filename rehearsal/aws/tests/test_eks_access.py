"""Access entries, policy associations, pod identity."""

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
