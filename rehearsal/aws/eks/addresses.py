"""Address ranges that EKS takes: those that may reach the public endpoint, and that of Kubernetes services."""

import ipaddress
from typing import Any

from .errors import InvalidParameterException

# EKS service quotas, "Public endpoint access CIDR ranges per cluster".
MAX_PUBLIC = 40
EVERYWHERE = ipaddress.ip_network("0.0.0.0/0")
# EKS user guide, "Cluster API server endpoint": "The block cannot include reserved addresses". Its own example is from
# 203.0.113.0/24, so the ranges for documentation are not among those meant.
RESERVED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
PRIVATE = tuple(ipaddress.ip_network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


def public_cidrs(given: list[str]) -> list[str]:
    """The ranges as EKS stores them, with their host bits cleared; refuses too many, and reserved addresses."""
    if len(given) > MAX_PUBLIC:
        raise InvalidParameterException(f"There can be at most {MAX_PUBLIC} publicAccessCidrs, not {len(given)}")
    ranges = [_network(cidr, "publicAccessCidrs") for cidr in given]
    reserved = [str(one) for one in ranges if one != EVERYWHERE and any(one.overlaps(block) for block in RESERVED)]
    if reserved:
        raise InvalidParameterException(
            f"The following CIDRs are not allowed in publicAccessCidrs, they include reserved addresses: [{', '.join(reserved)}]"
        )
    return [str(one) for one in ranges]


def service_cidr(given: str | None, vpc: Any) -> str:
    """The range of Kubernetes services: as given, or the one of EKS's own two that the VPC leaves free.

    Facts: EKS API reference, KubernetesNetworkConfigRequest: private, from /24 to /12, apart from every range of the VPC.
    """
    used = [ipaddress.ip_network(one["cidr_block"]) for one in vpc.get_cidr_block_association_set()]
    if not given:
        return "172.20.0.0/16" if used[0].subnet_of(PRIVATE[0]) else "10.100.0.0/16"
    wanted = _network(given, "serviceIpv4Cidr")
    if not any(wanted.subnet_of(block) for block in PRIVATE):
        raise InvalidParameterException(f"serviceIpv4Cidr {given} must be within 10.0.0.0/8, 172.16.0.0/12, or 192.168.0.0/16")
    if not 12 <= wanted.prefixlen <= 24:
        raise InvalidParameterException(f"serviceIpv4Cidr {given} must be between /24 and /12")
    if any(wanted.overlaps(block) for block in used):
        raise InvalidParameterException(f"serviceIpv4Cidr {given} overlaps with a CIDR block of the VPC")
    return str(wanted)


def _network(cidr: str, parameter: str) -> ipaddress.IPv4Network:
    try:
        return ipaddress.IPv4Network(cidr, strict=False)
    except ValueError:
        raise InvalidParameterException(f"The following CIDRs are invalid in {parameter}: [{cidr}]") from None
