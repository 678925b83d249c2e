"""What a customer sees while a person has the talk or is awaited: who, whether they type, place and likely wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from candor.conversation.handing_over import HandOff
from candor.conversation.messages import Conversation
from candor.conversation.promises import is_open
from candor.services.people.say_when import promise_by
from candor.services.tools import Tools
from candor.store import Transaction

OF_LATE = timedelta(hours=1)
FEWEST = 5
"""With fewer waits than these in the last hour nothing is said of how long it takes: we do not know."""
LOOKED_AT = 20


@dataclass(frozen=True)
class WithPerson:
    """`agent` is the public name of whoever has the talk; `waiting` are the words while nobody has."""

    agent: str | None
    types: bool
    waiting: str | None


def with_person(tx: Transaction, tools: Tools, conversation: Conversation) -> WithPerson:
    """How it stands for the customer now."""
    now = tools.clock.now()
    if conversation.agent is None:
        return WithPerson(None, types=False, waiting=_waiting(tx, tools, conversation, now))
    there = (one for one in tx.desk.present(conversation.id, now) if one.who == conversation.agent)
    return WithPerson(tx.desk.name_of(conversation.agent), any(one.types(now) for one in there), None)


def usual_wait(tx: Transaction, urgency: str, now: datetime) -> timedelta | None:
    """How long people waited in the last hour, the middle of at least five; None when it is not known."""
    waits = tx.handoffs.waits_of_late(urgency, now - OF_LATE, LOOKED_AT)
    return timedelta(seconds=median(waits)) if len(waits) >= FEWEST else None


def _waiting(tx: Transaction, tools: Tools, conversation: Conversation, now: datetime) -> str | None:
    handoff = _first(tx.handoffs.unfinished(conversation.id))
    if handoff is None:
        return None
    due = tx.handoffs.owed(conversation.id) or handoff.due
    zone = tools.handoff_policy.time_zone
    if conversation.customer_id:
        zone = tx.ledger.customer(conversation.customer_id).time_zone
    facts = {"by": promise_by(tools.wording, due, zone, now), "place": str(1 + tx.handoffs.ahead_of(handoff, now))}
    if due <= now:
        return tools.wording.render("utter_place_late", facts).text
    if handoff.trigger not in tools.handoff_policy.always and not is_open(now, tools.handoff_policy):
        return tools.wording.render("utter_place_away", facts).text
    return _place(tools, facts, usual_wait(tx, handoff.urgency, now))


def _place(tools: Tools, facts: dict[str, str], wait: timedelta | None) -> str:
    first = facts["place"] == "1"
    if wait is None:
        return tools.wording.render("utter_place_first_unknown" if first else "utter_place_later_unknown", facts).text
    minutes = max(1, round(wait / timedelta(minutes=1)))
    word = "utter_word_minute" if minutes == 1 else "utter_word_minutes"
    said = tools.wording.render(word, {"count": str(minutes)}).text
    return tools.wording.render("utter_place_first" if first else "utter_place_later", {**facts, "wait": said}).text


def _first(handoffs: list[HandOff]) -> HandOff | None:
    """The one by which the talk stands in the queue."""
    return min(handoffs, key=lambda one: (one.urgency, one.requested_at, one.id), default=None)
