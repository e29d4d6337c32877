"""EKS's node images: the SSM parameters that name them, and the images themselves, with the right architecture.

Every version is made when it is first asked for, since AWS publishes one about weekly and a cluster may pin any of them.
Names as in the EKS user guide, "Retrieve recommended Amazon Linux AMI IDs", and in Karpenter's ``al2023.go``.
"""

import hashlib
import re
from datetime import datetime
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ec2.models.amis import Ami
from moto.ssm.models import Parameter, ParameterDict

OWNER = "602401143452"
RECOMMENDED = "v20261112"
PARAMETER = re.compile(
    r"/aws/service/eks/optimized-ami/(?P<kubernetes>1\.\d+)/amazon-linux-2023/(?P<arch>x86_64|arm64)/"
    r"(?P<variant>standard|nvidia|neuron)/"
    r"(?P<release>recommended|amazon-eks-node-al2023-(?P=arch)-(?P=variant)-(?P=kubernetes)-(?P<version>v\d{8}))/image_id"
)


def find_or_make(account: str, region: str, parameter: str) -> str | None:
    """The id of the image that a parameter of EKS names, or None for a name that is none of them."""
    match = PARAMETER.fullmatch(parameter)
    if match is None or (match["variant"] == "neuron" and match["arch"] == "arm64"):
        return None
    version = match["version"] or RECOMMENDED
    name = f"amazon-eks-node-al2023-{match['arch']}-{match['variant']}-{match['kubernetes']}-{version}"
    image_id = f"ami-{hashlib.sha256((region + name).encode()).hexdigest()[:17]}"
    ec2 = ec2_backends[account][region]
    if image_id not in ec2.amis:
        ec2.amis[image_id] = Ami(
            ec2,
            ami_id=image_id,
            name=name,
            description=f"EKS-optimized Kubernetes node based on Amazon Linux 2023, (k8s: {match['kubernetes']})",
            owner_id=OWNER,
            owner_alias="amazon",
            public=True,
            virtualization_type="hvm",
            architecture=match["arch"],
            creation_date=datetime.strptime(version, "v%Y%m%d"),
            image_location=f"amazon/{name}",
            hypervisor="xen",
            root_device_type="ebs",
            root_device_name="/dev/xvda",
            region_name=f"{region}a",
        )
    return image_id


def install() -> None:
    """Make moto's parameter store know EKS's names; PutParameter cannot, since the prefix is AWS's own."""
    contains, get = ParameterDict.__contains__, ParameterDict.__getitem__

    def load(parameters: ParameterDict, name: Any) -> None:
        if not isinstance(name, str) or contains(parameters, name):
            return
        image_id = find_or_make(parameters.account_id, parameters.region_name, name)
        if image_id is not None:
            published = ec2_backends[parameters.account_id][parameters.region_name].amis[image_id].creation_date
            get(parameters, name).append(
                Parameter(
                    account_id=parameters.account_id,
                    name=name,
                    value=image_id,
                    parameter_type="String",
                    description=None,
                    allowed_pattern=None,
                    keyid=None,
                    last_modified_date=published,
                    version=1,
                    data_type="text",
                )
            )

    def contains_or_load(self: ParameterDict, name: Any) -> bool:
        load(self, name)
        return contains(self, name)

    ParameterDict.__contains__ = contains_or_load  # type: ignore[assignment,method-assign]
