"""The service's refusals, with the codes and HTTP status of the EKS API model."""

from moto.core.exceptions import ServiceException


class EksError(ServiceException):
    """A refusal; moto serialises it with the status that the API model gives its code."""

    def __init__(self, message: str) -> None:
        super().__init__(type(self).__name__, message)


class ResourceInUseException(EksError):
    """The name is taken, or something else still uses or changes the resource."""


class ResourceNotFoundException(EksError):
    """There is no such resource."""


class ResourceLimitExceededException(EksError):
    """A quota is used up."""


class InvalidParameterException(EksError):
    """A value is wrong in itself or for the account's other resources."""


class InvalidRequestException(EksError):
    """The request is well formed but the resource's state forbids it."""


class InvalidStateException(EksError):
    """An upgrade that the cluster's insights speak against."""


class UnsupportedAvailabilityZoneException(EksError):
    """A subnet is in a zone that EKS, or Fargate, has nothing in; the answer names those that will do."""

    def __init__(self, message: str, cluster: str, valid_zones: list[str]) -> None:
        super().__init__(message)
        self.clusterName, self.validZones = cluster, valid_zones
