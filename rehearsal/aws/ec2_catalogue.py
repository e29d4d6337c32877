"""What EC2 offers: instance types, where they are to be had, and their Spot prices.

The same question has the same answer at every time. moto takes seconds of CPU for each, and Karpenter asks all of them when
a replica starts and again each second or so while it has no prices, so that an answer is kept.
"""

import threading
from collections.abc import Callable

from moto.core.responses import ActionResult
from moto.ec2.responses.instances import InstanceResponse

from .calls import Call
from .idempotency import Answer, as_text

ACTIONS = ("DescribeInstanceTypes", "DescribeInstanceTypeOfferings", "DescribeSpotPriceHistory")
# moto's Spot prices have no history.
IGNORED = ("StartTime", "EndTime")


class Catalogue:
    """The answers to questions that were asked before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, str, str], Answer] = {}

    def answer(self, call: Call, ask: Callable[[], Answer]) -> Answer:
        """What ``ask`` answers, which for the catalogue it is asked once; who asks meanwhile waits for it."""
        if call.service != "ec2" or call.action not in ACTIONS:
            return ask()
        asked = {name: value for name, value in call.parameters.items() if name not in IGNORED}
        key = (call.region, call.action, as_text(asked))
        with self._lock:
            if key in self._answers:
                return self._answers[key]
            answer = ask()
            if answer[0] < 300:
                self._answers[key] = answer
            return answer


def install() -> None:
    """DescribeInstanceTypes looks at DryRun, by which Karpenter asks whether it reaches EC2."""
    describe = InstanceResponse.describe_instance_types

    def describe_unless_dry(self: InstanceResponse) -> ActionResult:
        self.error_on_dryrun()
        return describe(self)

    InstanceResponse.describe_instance_types = describe_unless_dry  # type: ignore[method-assign]


CATALOGUE = Catalogue()
