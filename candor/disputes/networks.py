"""What the card networks call a reason, and until when money can be asked back from the shop's bank (domain 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from candor.disputes.reasons import Reason


class Network(StrEnum):
    VISA = "visa"
    MASTERCARD = "mastercard"


@dataclass(frozen=True)
class Code:
    """One code of a network. `since` is the fact that the window is counted from; "" is the posting day.

    `when` is the circumstance that calls for it; "" is the code of all other cases.
    """

    code: str
    days: int
    when: str = ""
    since: str = ""


@dataclass(frozen=True)
class Window:
    """The code that fits and the last day to file it, in calendar days of the account's time zone."""

    code: str
    ends: date


Codes = Mapping[tuple[Reason, Network], Sequence[Code]]


def window(
    codes: Codes, reason: Reason, network: Network, posted: date, circumstance: str, facts: Mapping[str, object]
) -> Window:
    """The network's code and window; the one without circumstance when the circumstance has none of its own."""
    known = codes[reason, network]
    fits = [code for code in known if code.when == circumstance] or [code for code in known if not code.when]
    since = facts.get(fits[0].since)
    begins = max(since, posted) if isinstance(since, date) else posted
    return Window(fits[0].code, begins + timedelta(days=fits[0].days))
