"""IAM where moto is milder or blinder than the real service."""

from typing import Any

from moto.core.responses import ActionResult
from moto.iam.exceptions import DeleteConflictException
from moto.iam.models import IAMBackend
from moto.iam.responses import IamResponse


def install() -> None:
    """ListInstanceProfiles looks at PathPrefix (Karpenter deletes what it lists), DeletePolicy at attachments."""
    delete_policy = IAMBackend.delete_policy

    def list_instance_profiles(self: IamResponse) -> ActionResult:
        prefix = self._get_param("PathPrefix") or "/"
        found = [profile for profile in self.backend.get_instance_profiles() if profile.path.startswith(prefix)]
        return ActionResult({"InstanceProfiles": found})

    def delete_unattached_policy(self: IAMBackend, policy_arn: str) -> Any:
        if self.get_policy(policy_arn).attachment_count:
            raise DeleteConflictException("Cannot delete a policy attached to entities.")
        return delete_policy(self, policy_arn)

    IamResponse.list_instance_profiles = list_instance_profiles  # type: ignore[method-assign]
    IAMBackend.delete_policy = delete_unattached_policy  # type: ignore[method-assign]
