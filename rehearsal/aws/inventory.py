"""Everything that exists in the account, by service: a destroy that leaves nothing leaves all of these lists empty."""

from collections.abc import Callable, Iterable
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.ec2.models import ec2_backends
from moto.events.models import events_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.logs.models import logs_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sqs.models import sqs_backends
from moto.ssm.models import ssm_backends
from moto.utilities.utils import get_partition

from .eks.store import STORE
from .settings import SETTINGS

Listing = dict[str, dict[str, list[str]]]


def _ids(resources: Iterable[Any], key: str = "id") -> list[str]:
    return sorted(str(getattr(one, key)) for one in resources)


def _ec2() -> dict[str, list[str]]:
    ec2 = ec2_backends[SETTINGS.account][SETTINGS.region]
    return {
        "instances": [one.id for one in ec2.all_instances() if one.state != "terminated"],
        "launchTemplates": sorted(ec2.launch_templates),
        "networkInterfaces": sorted(ec2.enis),
        "volumes": sorted(ec2.volumes),
        "natGateways": [one.id for one in ec2.nat_gateways.values() if one.state != "deleted"],
        "addresses": _ids(ec2.addresses, "allocation_id"),
        "internetGateways": sorted(ec2.internet_gateways),
        "egressOnlyInternetGateways": sorted(ec2.egress_only_internet_gateways),
        "vpcEndpoints": [one.id for one in ec2.vpc_end_points.values() if one.state != "deleted"],
        "routeTables": sorted(ec2.route_tables),
        "securityGroups": sorted(group for groups in ec2.groups.values() for group in groups),
        "subnets": sorted(subnet for zone in ec2.subnets.values() for subnet in zone),
        "vpcs": sorted(ec2.vpcs),
        "networkAcls": [key for key, one in ec2.network_acls.items() if one.vpc_id in ec2.vpcs],
        "flowLogs": sorted(ec2.flow_logs),
        "keyPairs": sorted(ec2.key_pairs),
    }


def _iam() -> dict[str, list[str]]:
    iam = iam_backends[SETTINGS.account][get_partition(SETTINGS.region)]
    return {
        "roles": _ids(iam.roles.values(), "arn"),
        "policies": [arn for arn in iam.managed_policies if ":aws:policy/" not in arn],
        "instanceProfiles": sorted(iam.instance_profiles),
        "oidcProviders": sorted(iam.open_id_providers),
        "users": sorted(iam.users),
    }


def _eks() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"clusters": []}
    for cluster in STORE.of(SETTINGS.account, SETTINGS.region):
        found["clusters"].append(cluster.name)
        for kind, resources in (
            ("fargateProfiles", cluster.fargate_profiles),
            ("nodegroups", cluster.nodegroups),
            ("addons", cluster.addons),
            ("accessEntries", cluster.access_entries),
            ("podIdentityAssociations", cluster.pod_identities),
        ):
            found.setdefault(kind, []).extend(f"{cluster.name}/{name}" for name in resources)
    return found


def _kms() -> dict[str, list[str]]:
    """Keys that wait for their deletion date count as gone: AWS keeps none for less than seven days."""
    kms = kms_backends[SETTINGS.account][SETTINGS.region]
    live = [key for key in kms.keys.values() if key.key_state != "PendingDeletion"]
    return {"keys": _ids(live), "aliases": sorted(alias for key in live for alias in key.aliases)}


def _rest() -> Listing:
    account, region = SETTINGS.account, SETTINGS.region
    buses = events_backends[account][region].event_buses
    return {
        "sqs": {"queues": sorted(sqs_backends[account][region].queues)},
        "logs": {"groups": sorted(logs_backends[account][region].groups)},
        "events": {
            "rules": sorted(f"{bus.name}/{rule}" for bus in buses.values() for rule in bus.rules),
            "buses": sorted(name for name in buses if name != "default"),
        },
        "ssm": {"parameters": sorted(name for name in ssm_backends[account][region]._parameters if not name.startswith("/aws/"))},
        "secretsmanager": {"secrets": sorted(secretsmanager_backends[account][region].secrets)},
        "s3": {"buckets": sorted(s3_backends[account][get_partition(region)].buckets)},
        "cloudwatch": {"alarms": sorted(cloudwatch_backends[account][region].alarms)},
    }


class Inventory:
    """What exists, less what was there before anybody made anything (moto's default VPC and its like)."""

    def __init__(self) -> None:
        self._before: Listing = {}

    def start(self) -> None:
        """Remember what a fresh account holds."""
        self._before = _everything()

    def describe(self) -> Listing:
        """Services with kinds with identifiers; empty kinds and services are left out."""
        now = _everything()
        found: Listing = {}
        for service, kinds in now.items():
            for kind, names in kinds.items():
                before = set(self._before.get(service, {}).get(kind, []))
                if new := [name for name in names if name not in before]:
                    found.setdefault(service, {})[kind] = new
        return found


def _everything() -> Listing:
    parts: dict[str, Callable[[], dict[str, list[str]]]] = {"ec2": _ec2, "iam": _iam, "eks": _eks, "kms": _kms}
    return {**{name: read() for name, read in parts.items()}, **_rest()}


INVENTORY = Inventory()
