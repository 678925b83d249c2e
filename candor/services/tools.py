"""What most services need, joined once in bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

from candor.clock import Clock
from candor.conversation.promises import HandOffPolicy
from candor.conversation.wording import Wording
from candor.store import Store


@dataclass(frozen=True)
class Tools:
    store: Store
    clock: Clock
    wording: Wording
    handoff_policy: HandOffPolicy
