"""IAM where moto is milder or blinder than the real service."""

from typing import Any
from urllib.parse import urlparse

from moto.core.responses import ActionResult
from moto.iam.exceptions import DeleteConflictException, EntityAlreadyExists, NotFoundException, ValidationError
from moto.iam.models import IAMBackend, ManagedPolicy, Role, iam_backends
from moto.iam.responses import IamResponse


def install() -> None:
    """Put the additions in place of moto's methods."""
    _mend_policies()
    _mend_instance_profiles()
    _mend_tags()
    _check_oidc_providers()
    _check_boundaries()


def _mend_policies() -> None:
    """DeletePolicy looks at attachments. A policy attached again, as after an apply that was killed, is attached once."""
    attach_to, delete_policy = ManagedPolicy.attach_to, IAMBackend.delete_policy

    def attach_once(self: ManagedPolicy, entity: Any) -> None:
        if self.arn not in entity.managed_policies:
            attach_to(self, entity)

    def delete_unattached_policy(self: IAMBackend, policy_arn: str) -> Any:
        if self.get_policy(policy_arn).attachment_count:
            raise DeleteConflictException("Cannot delete a policy attached to entities.")
        return delete_policy(self, policy_arn)

    ManagedPolicy.attach_to = attach_once  # type: ignore[method-assign]
    IAMBackend.delete_policy = delete_unattached_policy  # type: ignore[method-assign]


def _mend_instance_profiles() -> None:
    """ListInstanceProfiles looks at PathPrefix: Karpenter deletes what it lists."""

    def list_instance_profiles(self: IamResponse) -> ActionResult:
        prefix = self._get_param("PathPrefix") or "/"
        found = [profile for profile in self.backend.get_instance_profiles() if profile.path.startswith(prefix)]
        return ActionResult({"InstanceProfiles": found})

    IamResponse.list_instance_profiles = list_instance_profiles  # type: ignore[method-assign]


def _mend_tags() -> None:
    """TagRole replaces a tag whose key differs in case only (IAM user guide, "Tags for IAM resources")."""
    tag_role = IAMBackend.tag_role

    def tag_role_without_case(self: IAMBackend, role_name: str, tags: list[dict[str, str]]) -> None:
        role = self.get_role(role_name)
        before, new = role.tags, {tag["Key"].lower() for tag in tags}
        tag_role(self, role_name, tags)
        replaced = [tag for tag in before if tag["Key"].lower() in new]
        role.tags = [tag for tag in role.tags if tag not in replaced or tag in tags]

    IAMBackend.tag_role = tag_role_without_case  # type: ignore[method-assign]


def _check_oidc_providers() -> None:
    """A provider's URL begins with https://, without port and query, and is registered once.

    Facts: IAM API reference, CreateOpenIDConnectProvider, parameter ``Url``.
    """
    create = IAMBackend.create_open_id_connect_provider

    def create_checked(self: IAMBackend, url: str, *args: Any, **kwargs: Any) -> Any:
        parts = urlparse(url)
        if parts.scheme != "https" or parts.query or parts.port is not None:
            raise ValidationError("Invalid Open ID Connect Provider URL")
        if any(provider.url == parts.netloc + parts.path for provider in self.open_id_providers.values()):
            raise EntityAlreadyExists(f"Provider with url {url} already exists.")
        return create(self, url, *args, **kwargs)

    IAMBackend.create_open_id_connect_provider = create_checked  # type: ignore[method-assign]


def _check_boundaries() -> None:
    """A permissions boundary is a policy that exists, of the account or of AWS.

    Facts: IAM API reference, CreateRole and PutRolePermissionsBoundary (NoSuchEntity). AWS's own policies are taken on trust:
    not every account of moto's has them.
    """
    make, put = Role.__init__, IAMBackend.put_role_permissions_boundary

    def check(iam: IAMBackend, arn: str | None) -> None:
        if arn and ":aws:policy/" not in arn and arn not in iam.managed_policies:
            raise NotFoundException(f"Scope ARN: {arn} does not exist or is not attachable.")

    def make_bounded(self: Role, account_id: str, partition: str, *args: Any, **kwargs: Any) -> None:
        check(iam_backends[account_id][partition], kwargs.get("permissions_boundary"))
        make(self, account_id, partition, *args, **kwargs)

    def put_existing(self: IAMBackend, role_name: str, permissions_boundary: str) -> None:
        check(self, permissions_boundary)
        put(self, role_name, permissions_boundary)

    Role.__init__ = make_bounded  # type: ignore[method-assign]
    IAMBackend.put_role_permissions_boundary = put_existing  # type: ignore[method-assign]
