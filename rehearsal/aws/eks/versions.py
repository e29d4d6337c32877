"""The Kubernetes versions that EKS offers, for CreateCluster, UpdateClusterVersion and DescribeClusterVersions.

Dates: endoflife.date's copy of the EKS calendar (2026-08-22). 1.37's dates were not announced when this was written, so
it has none; which version the service marks as its default is not known either, and 1.36 is a choice.
"""

from datetime import UTC, datetime
from typing import Any

from .errors import InvalidParameterException
from .store import page

DEFAULT_VERSION = "1.36"

# Version: release, end of standard support, end of extended support.
CALENDAR: dict[str, tuple[str | None, str | None, str | None]] = {
    "1.37": (None, None, None),
    "1.36": ("2026-06-02", "2027-08-02", "2028-08-02"),
    "1.35": ("2026-01-28", "2027-03-27", "2028-03-27"),
    "1.34": ("2025-10-06", "2026-12-02", "2027-12-02"),
    "1.33": ("2025-05-28", "2026-07-29", "2027-07-29"),
    "1.32": ("2025-01-25", "2026-03-23", "2027-03-23"),
    "1.31": ("2024-09-26", "2025-11-26", "2026-11-26"),
}


def require_supported(version: str) -> None:
    """Refuse a version that EKS does not offer."""
    if version not in CALENDAR:
        raise InvalidParameterException(f"unsupported Kubernetes version {version}")


def platform_version(version: str) -> str:
    """A platform version; its number counts up with the age of the Kubernetes version, as on AWS."""
    return f"eks.{5 * (1 + list(CALENDAR).index(version))}"


def _date(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if value else None


def describe(version: str) -> dict[str, Any]:
    """One entry of DescribeClusterVersions."""
    release, standard, extended = (_date(value) for value in CALENDAR[version])
    status = "EXTENDED_SUPPORT" if standard and standard < datetime.now(UTC) else "STANDARD_SUPPORT"
    return {
        "clusterVersion": version,
        "clusterType": "eks",
        "defaultPlatformVersion": platform_version(version),
        "defaultVersion": version == DEFAULT_VERSION,
        "releaseDate": release,
        "endOfStandardSupportDate": standard,
        "endOfExtendedSupportDate": extended,
        "status": status.lower(),
        "versionStatus": status,
        "kubernetesPatchVersion": f"{version}.2",
    }


class VersionCalls:
    """DescribeClusterVersions."""

    params: dict[str, Any]

    def describe_cluster_versions(self) -> dict[str, Any]:
        """The offered versions, filtered as the call allows."""
        wanted = self.params.get("clusterVersions")
        status = self.params.get("versionStatus") or str(self.params.get("status") or "").upper()
        found = [describe(version) for version in CALENDAR if not wanted or version in wanted]
        if self.params.get("defaultOnly"):
            found = [one for one in found if one["defaultVersion"]]
        if status:
            found = [one for one in found if one["versionStatus"] == status]
        versions, token = page(found, self.params)
        return {"clusterVersions": versions, "nextToken": token}
