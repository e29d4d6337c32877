"""IAM where moto is milder or blinder than the real service."""

from typing import Any

from moto.core.responses import ActionResult
from moto.iam.exceptions import DeleteConflictException
from moto.iam.models import IAMBackend, ManagedPolicy
from moto.iam.responses import IamResponse


def install() -> None:
    """ListInstanceProfiles looks at PathPrefix (Karpenter deletes what it lists), DeletePolicy at attachments.

    A policy that is attached to a role again, as after an apply that was killed, is attached to it once.
    """
    attach_to, delete_policy = ManagedPolicy.attach_to, IAMBackend.delete_policy

    def attach_once(self: ManagedPolicy, entity: Any) -> None:
        if self.arn not in entity.managed_policies:
            attach_to(self, entity)

    def list_instance_profiles(self: IamResponse) -> ActionResult:
        prefix = self._get_param("PathPrefix") or "/"
        found = [profile for profile in self.backend.get_instance_profiles() if profile.path.startswith(prefix)]
        return ActionResult({"InstanceProfiles": found})

    def delete_unattached_policy(self: IAMBackend, policy_arn: str) -> Any:
        if self.get_policy(policy_arn).attachment_count:
            raise DeleteConflictException("Cannot delete a policy attached to entities.")
        return delete_policy(self, policy_arn)

    IamResponse.list_instance_profiles = list_instance_profiles  # type: ignore[method-assign]
    ManagedPolicy.attach_to = attach_once  # type: ignore[method-assign]
    IAMBackend.delete_policy = delete_unattached_policy  # type: ignore[method-assign]
