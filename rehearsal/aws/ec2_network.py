"""EC2's refusals to join what does not belong together, and to give more addresses than there are; moto lets both pass.

Facts: EC2 API reference, AttachInternetGateway and CreateRoute; VPC user guide, "Internet gateways" (one for a VPC, attached
to it before a route leads there) and "Subnet basics" (a subnet is in one zone of the VPC's region); "Amazon VPC quotas" (five elastic addresses by default)
and EC2's error codes (AddressLimitExceeded).
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError, InvalidAvailabilityZoneError
from moto.ec2.models import EC2Backend

MAX_ADDRESSES = 5


def check_quota(ec2: Any, *_: Any, **__: Any) -> None:
    """An account has five elastic addresses in a region, unless it asks for more."""
    if len(ec2.addresses) >= MAX_ADDRESSES:
        raise EC2ClientError("AddressLimitExceeded", "The maximum number of addresses has been reached.")


def check_attachment(ec2: Any, internet_gateway_id: str, vpc_id: str) -> None:
    """A VPC has one internet gateway at most."""
    for gateway in ec2.internet_gateways.values():
        if gateway.id != internet_gateway_id and gateway.vpc and gateway.vpc.id == vpc_id:
            raise EC2ClientError("InvalidParameterValue", f"Network {vpc_id} already has an internet gateway attached")


def check_route(ec2: Any, route_table_id: str, gateway_id: str | None) -> None:
    """A route leads to an internet gateway that is attached to the VPC of its table."""
    if not (gateway_id or "").startswith("igw-"):
        return
    table, gateway = ec2.get_route_table(route_table_id), ec2.get_internet_gateway(gateway_id)
    if gateway.vpc is None or gateway.vpc.id != table.vpc_id:
        raise EC2ClientError(
            "InvalidParameterValue", f"route table {route_table_id} and network gateway {gateway_id} belong to different networks"
        )


def check_zone(ec2: Any, zone: str | None) -> None:
    """A subnet is in a zone of its own region; moto knows those of all."""
    zones = [one.name for one in ec2.describe_availability_zones()]
    if zone and zones and zone not in zones:
        raise InvalidAvailabilityZoneError(zone, ", ".join(zones))


def _first(name: str, check: Callable[..., None]) -> None:
    """Put a check before a method of moto's; it takes the method's arguments."""
    original = getattr(EC2Backend, name)

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        check(self, *args, **kwargs)
        return original(self, *args, **kwargs)

    setattr(EC2Backend, name, method)


def install() -> None:
    """Put each check before moto's method."""

    def route(ec2: Any, route_table_id: str, *_: Any, gateway_id: str | None = None, **__: Any) -> None:
        check_route(ec2, route_table_id, gateway_id)

    def subnet(
        ec2: Any, vpc_id: str, cidr_block: str, ipv6: Any = None, availability_zone: str | None = None, *_: Any, **__: Any
    ) -> None:
        check_zone(ec2, availability_zone)

    _first("allocate_address", check_quota)
    _first("attach_internet_gateway", check_attachment)
    _first("create_route", route)
    _first("replace_route", route)
    _first("create_subnet", subnet)
