"""The clocks of a case as the desk shows them: the law's days, and until when the shop's bank can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.billing.records import Book, Line
from candor.disputes.networks import Network, window
from candor.disputes.reasons import Reason, circumstance
from candor.disputes.states import State
from candor.services.tools import Tools
from candor.store.disputes import KeptCase


@dataclass(frozen=True)
class LegalClock:
    """A day that the law or a network sets. `left`: calendar days until then, below 0 when it is past.

    `done_on` is the day it was done; then nothing runs any more.
    """

    name: str
    by: date
    left: int
    done_on: date | None = None
    code: str = ""


def clocks_of(tools: Tools, book: Book, line: Line, kept: KeptCase, today: date) -> tuple[LegalClock, ...]:
    """What runs, and what was done of it: the law's days, and until when the shop's bank can be asked."""
    case, found = kept.case, []
    if case.clocks.acknowledge_by:
        found.append(_clock("acknowledge", case.clocks.acknowledge_by, today, done_on=case.acknowledged_on))
    if case.state not in (State.CLOSED, State.NOTIFIED) and case.decided is None:
        found.append(_clock("decide", case.clocks.resolve_by, today))
        found.append(_clock("credit_itself", case.clocks.credit_itself_on, today))
    if case.pay_by:
        found.append(_clock("pay", case.pay_by, today))
    shop = _network_clock(tools, book, line, kept, today)
    return (*found, shop) if shop else tuple(found)


def _clock(name: str, by: date, today: date, *, done_on: date | None = None, code: str = "") -> LegalClock:
    return LegalClock(name, by, (by - today).days, done_on, code)


def _network_clock(tools: Tools, book: Book, line: Line, kept: KeptCase, today: date) -> LegalClock | None:
    card = next((card for card in book.cards if card.id == line.card_id), None)
    reason = kept.case.reason or reason_in(kept.facts)
    if reason is None or card is None or card.network not in set(Network) or kept.case.decided:
        return None
    days = {name: _day(value) for name, value in kept.facts.items()}
    ends = window(
        tools.dispute_policy.codes, reason, Network(card.network), line.post_date, circumstance(reason, line), days
    )
    return _clock("shop_bank", ends.ends, today, code=ends.code)


def _day(value: object) -> object:
    """A fact that is a day, as one; it is kept as ISO text."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


def reason_in(facts: Mapping[str, Any]) -> Reason | None:
    told = facts.get("reason")
    return Reason(told) if told else None
