"""Instances take security groups, instance profile and metadata options from their launch template.

moto's fleets ignore these, and its instances know a template's ``SecurityGroupIds`` but not the groups of its network
interfaces. Karpenter compares the groups and replaces a node whose groups are not those it asked for.
"""

from typing import Any

from moto.ec2.models.fleets import FleetsBackend
from moto.ec2.models.instances import Instance, InstanceBackend, MetadataOptions
from moto.ec2.utils import filter_dict_attribute_mapping


def apply_template(ec2: Any, instance: Instance, data: dict[str, Any]) -> None:
    """Give a launched instance what its template says."""
    interfaces = data.get("NetworkInterfaces") or []
    primary = next((one for one in interfaces if int(one.get("DeviceIndex", 0)) == 0), {})
    group_ids = data.get("SecurityGroupIds") or primary.get("Groups") or []
    groups = [group for group_id in group_ids if (group := ec2.get_security_group_from_id(group_id))]
    if groups:
        instance.security_groups = groups
        for interface in instance.nics.values():
            interface._group_set = list(groups)
    if options := data.get("MetadataOptions"):
        instance.metadata_options = MetadataOptions(options)
    profile = data.get("IamInstanceProfile") or {}
    if (profile.get("Name") or profile.get("Arn")) and instance.id not in ec2.iam_instance_profile_associations:
        ec2.associate_iam_instance_profile(
            instance_id=instance.id,
            iam_instance_profile_name=profile.get("Name"),
            iam_instance_profile_arn=profile.get("Arn"),
        )


def _own_interfaces(instance: Instance) -> None:
    """The interfaces that EC2 makes at launch go with the instance; moto keeps those it makes by default."""
    for interface in instance.nics.values():
        interface.delete_on_termination = True


def _name_each_once() -> None:
    """EC2 takes an instance id that is asked for twice; moto looks for one that is missing, and crashes."""
    by_ids = InstanceBackend.get_reservations_by_instance_ids

    def by_distinct_ids(self: Any, instance_ids: list[str], filters: Any = None) -> Any:
        return by_ids(self, list(dict.fromkeys(instance_ids)), filters)

    InstanceBackend.get_reservations_by_instance_ids = by_distinct_ids


def install() -> None:
    """Run ``apply_template`` after each launch, by fleet or directly, and find instances by the zone that they are in."""
    _name_each_once()
    # moto looks at the zone that a launch asks for by name; one by subnet has none.
    filter_dict_attribute_mapping["availability-zone"] = "_placement.zone"
    create_fleet, run_instances = FleetsBackend.create_fleet, InstanceBackend.run_instances

    def fleet_with_templates(self: Any, *args: Any, **kwargs: Any) -> Any:
        fleet = create_fleet(self, *args, **kwargs)
        launched = [(item["instance"], item["launch_spec"]) for item in fleet.on_demand_instances]
        launched += [(request.instance, request.launch_spec) for request in fleet.spot_requests]
        for instance, spec in launched:
            wanted = spec.launch_template_spec
            template = self.get_launch_template(wanted["LaunchTemplateId"])
            version = template.get_version(wanted.get("Version", template.default_version_number))
            apply_template(self, instance, version.data)
            instance.add_tags(
                {
                    "aws:ec2:fleet-id": fleet.id,
                    "aws:ec2launchtemplate:id": template.id,
                    "aws:ec2launchtemplate:version": str(version.number),
                }
            )
        return fleet

    def instances_with_template(self: Any, *args: Any, **kwargs: Any) -> Any:
        given_groups = kwargs.get("security_group_ids")
        template = kwargs.get("launch_template")
        reservation = run_instances(self, *args, **kwargs)
        for instance in reservation.instances:
            _own_interfaces(instance)
            if template:
                data = dict(self._get_template_from_args(template).data)
                if given_groups:
                    data.pop("SecurityGroupIds", None)
                    data.pop("NetworkInterfaces", None)
                if kwargs.get("iam_instance_profile_name") or kwargs.get("iam_instance_profile_arn"):
                    data.pop("IamInstanceProfile", None)
                apply_template(self, instance, data)
        return reservation

    FleetsBackend.create_fleet = fleet_with_templates  # type: ignore[method-assign]
    InstanceBackend.run_instances = instances_with_template  # type: ignore[method-assign]
