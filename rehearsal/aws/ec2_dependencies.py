"""EC2's refusals to delete what is still in use, without which a wrong order of destruction would pass unseen.

moto refuses some of it (a VPC with subnets, a route table with associations) and lets the rest go. Facts: EC2 API error
codes page (DependencyViolation, InvalidIPAddress.InUse) and the messages quoted in the VPC troubleshooting pages.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import DependencyViolationError, EC2ClientError
from moto.ec2.models import EC2Backend


def _interfaces(ec2: Any, subnet_id: str) -> list[Any]:
    return [one for one in ec2.enis.values() if one.subnet_id == subnet_id]


def check_subnet(ec2: Any, subnet_id: str) -> None:
    """A subnet goes after every network interface in it."""
    if _interfaces(ec2, subnet_id):
        raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")


def check_group(ec2: Any, name: str | None = None, group_id: str | None = None) -> None:
    """A security group goes after the interfaces that carry it and the rules of other groups that name it."""
    group = ec2.get_security_group_from_id(group_id) if group_id else ec2.get_security_group_by_name_or_id(name)
    if group is None:
        return
    carried = any(one.id == group.id for interface in ec2.enis.values() for one in interface.group_set)
    named = any(
        rule.source_group.get("GroupId") == group.id
        for other in ec2.describe_security_groups()
        if other.id != group.id
        for rule in (*other.ingress_rules, *other.egress_rules)
    )
    if carried or named:
        raise DependencyViolationError(f"resource {group.id} has a dependent object")


def check_gateway(ec2: Any, internet_gateway_id: str, vpc_id: str) -> None:
    """An internet gateway can be detached once no public address of the VPC is mapped any more."""
    public = [
        one for one in ec2.enis.values() if one.vpc_id == vpc_id and (one.public_ip or ec2_address_of(ec2, one) is not None)
    ]
    if public:
        raise DependencyViolationError(
            f"Network {vpc_id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
        )


def ec2_address_of(ec2: Any, interface: Any) -> Any:
    """The elastic address that is associated with an interface, if any."""
    return next((one for one in ec2.addresses if one.eni is interface), None)


def check_address(ec2: Any, address: str | None = None, allocation_id: str | None = None) -> None:
    """An elastic address is released once nothing uses it; a NAT gateway does until it is deleted."""
    for one in ec2.addresses:
        if allocation_id and one.allocation_id == allocation_id and (one.eni or one.instance or one.association_id):
            raise EC2ClientError("InvalidIPAddress.InUse", f"Address {one.public_ip} is in use.")


def check_vpc(ec2: Any, vpc_id: str) -> None:
    """A VPC goes after its gateway, its interfaces and its security groups, save the default one."""
    attached = any(gateway.vpc and gateway.vpc.id == vpc_id for gateway in ec2.internet_gateways.values())
    groups = [group for group in ec2.groups.get(vpc_id, {}).values() if group.name != "default"]
    if attached or groups or any(one.vpc_id == vpc_id for one in ec2.enis.values()):
        raise DependencyViolationError(f"The vpc '{vpc_id}' has dependencies and cannot be deleted.")


CHECKS: dict[str, Callable[..., None]] = {
    "delete_subnet": check_subnet,
    "delete_security_group": check_group,
    "detach_internet_gateway": check_gateway,
    "release_address": check_address,
    "delete_vpc": check_vpc,
}


def _guarded(check: Callable[..., None], original: Callable[..., Any]) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        check(self, *args, **kwargs)
        return original(self, *args, **kwargs)

    return method


def install() -> None:
    """Put each check before moto's method, and let a deleted NAT gateway free its interface and address."""
    for name, check in CHECKS.items():
        setattr(EC2Backend, name, _guarded(check, getattr(EC2Backend, name)))
    delete_nat = EC2Backend.delete_nat_gateway

    def delete_nat_gateway(self: Any, nat_gateway_id: str) -> Any:
        gateway = delete_nat(self, nat_gateway_id)
        for address in self.addresses:
            if address.eni is gateway._eni:
                self.disassociate_address(address=address.public_ip)
        self.enis.pop(gateway._eni.id, None)
        return gateway

    EC2Backend.delete_nat_gateway = delete_nat_gateway  # type: ignore[method-assign]
