"""What most services need, joined once in bootstrap."""

from __future__ import annotations

from dataclasses import dataclass, field

from candor.clock import Clock
from candor.conversation.promises import HandOffPolicy
from candor.conversation.wording import Wording
from candor.disputes.policy import DisputePolicy
from candor.services.disputes.cabinet import Cabinet
from candor.services.disputes.dispute_policy import current_policy
from candor.services.goodwill.policy_in_force import PolicyInForce, policy_in_force
from candor.store import Store


@dataclass(frozen=True)
class Tools:
    """`cabinet` keeps the files that customers send; without one no files are taken. `bank` is who letters
    are from: the name, then the lines of the address."""

    store: Store
    clock: Clock
    wording: Wording
    handoff_policy: HandOffPolicy
    dispute_policy: DisputePolicy = field(default_factory=current_policy)
    goodwill: PolicyInForce = field(default_factory=policy_in_force)
    cabinet: Cabinet | None = None
    bank: tuple[str, ...] = ()
