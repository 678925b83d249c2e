"""When our rows say that we have not helped well enough, so that a person answers too (docs/reference/hand-over.md).

Only what the customer did counts: that they came back, rated us low or said that it was not it. Never how they write,
who they are or what they owe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from candor.conversation.handing_over import LOW_TRUST, THIRD_CONTACT


@dataclass(frozen=True)
class TrustRule:
    """From which count on a person answers too (data/policy/handoff.yml, low_trust). `rating` is in stars of five."""

    contacts: int = 3
    not_it: int = 2
    rating: int = 2
    repeats: int = 2
    days: int = 7

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.days)


@dataclass(frozen=True)
class Signs:
    """What the rows say at the end of a turn.

    `contacts`: about the charge of this turn, this one among them; 0 when the turn is about none. `rated`: the lowest
    rating of an earlier talk.
    """

    contacts: int = 0
    not_it: int = 0
    rated: int | None = None
    repeats: int = 0


def trigger_of_signs(signs: Signs, rule: TrustRule) -> str | None:
    """Why a person answers too; None as long as nothing says that one should."""
    if signs.contacts >= rule.contacts:
        return THIRD_CONTACT
    low_rated = signs.rated is not None and signs.rated <= rule.rating
    if signs.not_it >= rule.not_it or low_rated or signs.repeats >= rule.repeats:
        return LOW_TRUST
    return None
