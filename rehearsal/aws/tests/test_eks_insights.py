"""Upgrade insights, and an upgrade that they stop."""

from .world import make_cluster

SKEW = "Kubelet version skew"


def statuses(eks, **filters):
    found = eks.list_insights(clusterName="demo", filter=filters)["insights"]
    return {one["name"]: one["insightStatus"]["status"] for one in found}


def test_all_pass_until_one_is_set(server):
    eks = make_cluster(server)
    assert set(statuses(eks).values()) == {"PASSING"}
    server.control("insights", {"cluster": "demo", "name": SKEW, "status": "WARNING", "reason": "nodes are at 1.33"})
    assert statuses(eks, statuses=["WARNING"]) == {SKEW: "WARNING"}
    assert statuses(eks, kubernetesVersions=["1.35"]) == {}
    found = next(one for one in eks.list_insights(clusterName="demo")["insights"] if one["name"] == SKEW)
    insight = eks.describe_insight(clusterName="demo", id=found["id"])["insight"]
    assert (insight["insightStatus"]["reason"], insight["kubernetesVersion"]) == ("nodes are at 1.33", "1.36")


def test_an_error_stops_an_upgrade_that_is_not_forced(server, refusal):
    eks = make_cluster(server)
    server.control("insights", {"cluster": "demo", "name": SKEW, "status": "ERROR"})
    code, message = refusal(eks.update_cluster_version, name="demo", version="1.36")
    assert (code, "ListInsights" in message) == ("InvalidStateException", True)
    assert eks.update_cluster_version(name="demo", version="1.36", force=True)["update"]["type"] == "VersionUpdate"


def test_a_warning_stops_nothing(server):
    eks = make_cluster(server)
    server.control("insights", {"cluster": "demo", "name": SKEW, "status": "WARNING"})
    eks.update_cluster_version(name="demo", version="1.36")


def test_unknown_insights_are_not_found(server, refusal):
    eks = make_cluster(server)
    assert refusal(eks.describe_insight, clusterName="demo", id="none")[0] == "ResourceNotFoundException"
    wrong = {"cluster": "demo", "name": SKEW, "status": "BROKEN"}
    assert "unknown status" in server.control("insights", wrong)["error"]
    assert "unknown insight" in server.control("insights", {**wrong, "name": "None"})["error"]
