"""The package of a hand-over: everything that must not be asked again (domain 2.3).

What was so when the person was asked for is kept with the row. What changes (the charge's explanation, promises) is
read anew each time somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candor.billing.explanation import Detail
from candor.billing.lines import NoSuchLine
from candor.billing.lines.common import facts_of
from candor.billing.page import Page
from candor.billing.records import Book
from candor.clock import day_in
from candor.conversation.handing_over import HandOff
from candor.conversation.messages import Conversation, Message
from candor.conversation.moods import apologises, is_angry
from candor.conversation.working_memory import charge_in
from candor.services.explain.telling import tell_line
from candor.services.talk.access import CUSTOMER, GUEST
from candor.services.tools import Tools
from candor.store import Transaction

STORY_LINES = 3
LOOKED_AT = 20
"""The customer's last messages that tone and facts are read from."""


@dataclass(frozen=True)
class ChargeInQuestion:
    """The line that it is about, as the bot would tell it now."""

    id: str
    name: str
    amount: str
    date: str
    explanation: tuple[str, ...]


@dataclass(frozen=True)
class Promised:
    """What we promised in this talk. `due_at` and `kept_at` are instants."""

    what: str
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None


@dataclass(frozen=True)
class Package:
    """`story` are three lines of the customer's own; `facts` what they told that was understood (kind, value);
    `wanted` what they want to come of it; `tone` is `angry`, `sorry` or `calm`.
    """

    assurance: str
    customer_id: str | None
    trigger: str
    charge: ChargeInQuestion | None
    story: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    wanted: str | None
    tone: str
    promises: tuple[Promised, ...]
    more: Mapping[str, Any]
    """What the hand-over's own context says besides."""


def package_now(tx: Transaction, conversation: Conversation, context: Mapping[str, Any]) -> dict[str, Any]:
    """What to keep with a hand-over that is made now. `context` is what its maker knew; it goes before all else."""
    told = tx.messages.latest_of_customer(conversation.id, LOOKED_AT)
    understood = tx.inbox.understood(conversation.id, LOOKED_AT)
    return {
        "assurance": CUSTOMER if conversation.customer_id else GUEST,
        "charge": context.get("charge") or charge_in(conversation.tracker),
        "story": list(_story(told)),
        "facts": [list(fact) for fact in _facts(understood)],
        "wanted": _wanted(understood),
        "tone": _tone(told),
    }


def package_of(tx: Transaction, tools: Tools, handoff: HandOff) -> Package:
    """All that is known of a hand-over, as of now."""
    kept = handoff.package or package_now(tx, tx.conversations.get(handoff.conversation_id), handoff.context)
    return Package(
        assurance=kept["assurance"],
        customer_id=handoff.customer_id,
        trigger=handoff.trigger,
        charge=_charge(tx, tools, handoff.customer_id, kept["charge"]),
        story=tuple(kept["story"]),
        facts=tuple((kind, value) for kind, value in kept["facts"]),
        wanted=kept["wanted"],
        tone=kept["tone"],
        promises=tuple(Promised(**promise) for promise in tx.handoffs.promises_in(handoff.conversation_id)),
        more={key: value for key, value in handoff.context.items() if key not in kept},
    )


def _charge(tx: Transaction, tools: Tools, customer_id: str | None, charge: str | None) -> ChargeInQuestion | None:
    if customer_id is None or charge is None:
        return None
    book = tx.ledger.book(customer_id)
    today = day_in(book.customer.time_zone, tools.clock.now())
    page = Page(book, today)
    row = page.line(charge) or page.hold(charge)
    if row is None:
        return None
    facts = facts_of(page, row)
    return ChargeInQuestion(charge, facts["name"], facts["amount"], facts["date"], _told(tools, book, charge, today))


def _told(tools: Tools, book: Book, charge: str, today: Any) -> tuple[str, ...]:
    try:
        told = tell_line(book, charge, today, Detail.FULL)
    except NoSuchLine:
        return ()
    return tuple(tools.wording.speak(reply).text for reply in told.replies)


def _story(told: Sequence[Message]) -> tuple[str, ...]:
    """The three longest of what was said last, in order: short ones are mostly yes, no and thanks."""
    longest = sorted(told, key=lambda message: (-min(len(message.text), 200), -message.seq))[:STORY_LINES]
    return tuple(message.text for message in sorted(longest, key=lambda message: message.seq))


def _facts(understood: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Kinds and values that were understood, each once, in the order told."""
    found = [
        (str(entity["entity"]), str(entity["value"]))
        for one in understood
        for entity in one.get("entities", ())
        if entity.get("entity") and entity.get("value") is not None
    ]
    return tuple(dict.fromkeys(found))


WANTED = ("dispute_charge", "report_fraud", "request_goodwill", "ask_refund_status", "explain_charge", "explain_fee")
"""Intents that name a wish, the strongest first."""


def _wanted(understood: Sequence[Mapping[str, Any]]) -> str | None:
    intents = {intent_of(one) for one in understood}
    return next((intent for intent in (*WANTED, "explain_interest", "bill_summary") if intent in intents), None)


def intent_of(understanding: Mapping[str, Any]) -> str | None:
    """The intent's name, in either shape in which an understanding is kept."""
    intent = understanding.get("intent")
    name = intent.get("name") if isinstance(intent, Mapping) else intent
    return str(name) if name else None


def _tone(told: Sequence[Message]) -> str:
    if any(is_angry(message.text) for message in told):
        return "angry"
    return "sorry" if any(apologises(message.text) for message in told) else "calm"
