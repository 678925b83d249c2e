"""An agent gives money back from the talk they have: within their role's authority, or a second person is asked.

The money, the words that the customer reads about it and, where the bot had decided differently, the label for those
who teach it, are one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from candor.billing.money import Money
from candor.conversation.labels import Label, LabelKind
from candor.conversation.normalise import normalise
from candor.conversation.redact import redact
from candor.conversation.replies import Reply
from candor.errors import MoveRefused, NotYours
from candor.goodwill.granted import BOT, Decided, Wish
from candor.goodwill.policy import Kind
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.desk.moving import held_by, note_in_talk
from candor.services.goodwill.grant_by_staff import StaffGrant, answer_wish, grant_by_staff
from candor.services.tools import Tools
from candor.store import Transaction

OVERRIDDEN = frozenset({Kind.DENY, Kind.HANDOFF, Kind.GRANT_ON_PAYMENT})


@dataclass(frozen=True)
class Decision:
    """What the bot decided about a line, for the agent to see."""

    line_id: str
    decision: str
    reason: str
    amount: str
    version: int


@dataclass(frozen=True)
class OpenWish:
    """A grant that waits for a second person. `own`: asked by whoever looks, who may not approve it."""

    wish: Wish
    customer: str
    line: str
    amount: str
    own: bool


def give_back(
    tools: Tools, agent: Agent, role: str, conversation_id: str, line_id: str, cents: int, reason: str, once: str
) -> StaffGrant:
    """`once` is the form's own id: the same one again gives what it gave before.

    NotYourTalk for whoever does not have the talk, NotYours for a line of another customer, NotAllowed and OverCap as
    grant_by_staff raises them, MoveRefused without a reason.
    """
    said = redact(normalise(reason)) if reason.strip() else ""
    if not said:
        raise MoveRefused("say why you give it back")
    with tools.store.write() as tx:
        customer = held_by(tx, agent, conversation_id).customer_id
        if customer is None or tx.goodwill.customer_of_line(line_id) != customer:
            raise NotYours
        before, again = tx.goodwill.newest_of(line_id), tx.goodwill.decision(once) is not None
        granted = grant_by_staff(
            tx, tools, agent.actor, role, line_id, cents, said, conversation_id=conversation_id, once=once
        )
        if again:
            return granted
        if before is not None:
            _label(tx, tools, agent, before, said)
        if granted.given:
            _tell(tx, tools, agent, conversation_id, customer, line_id, cents)
        return granted


def answer(tools: Tools, agent: Agent, role: str, wish_id: str, *, approved: bool) -> str | None:
    """A second person's word on a wish; the talk in which the customer was told, if it was approved and there is one.

    NotAllowed for whoever asked for it, for a role that may not, and for a wish that was answered.
    """
    with tools.store.write() as tx:
        wish = next((one for one in tx.goodwill.wishes() if one.id == wish_id), None)
        granted = answer_wish(tx, tools, agent.actor, role, wish_id, approved=approved)
        if granted is None or wish is None:
            return None
        talk = tx.conversations.newest_of(customer_id=wish.customer_id, guest_session_id=None)
        if talk is None:
            return None
        _tell(tx, tools, agent, talk.id, wish.customer_id, wish.line_id, wish.cents)
        return talk.id


def open_wishes(tools: Tools, agent: Agent) -> list[OpenWish]:
    """What waits for a second person, oldest first."""
    with tools.store.read() as tx:
        return [_shown(tx, wish, agent) for wish in tx.goodwill.wishes()]


def bots_decision(tx: Transaction, line_id: str) -> Decision | None:
    """The newest decision of the bot about this line; None when a person decided last, or nobody did."""
    found = tx.goodwill.newest_of(line_id)
    if found is None or found.by != BOT:
        return None
    return Decision(line_id, found.decision, found.reason, str(Money(found.amount)), found.version)


def _tell(tx: Transaction, tools: Tools, agent: Agent, talk: str, customer: str, line_id: str, cents: int) -> None:
    book = tx.ledger.book(customer)
    facts = {"agent": agent.name, "amount": str(Money(cents, book.account.currency))}
    note_in_talk(tx, tools, talk, Reply("utter_person_granted", facts, (line_id,)))


def _label(tx: Transaction, tools: Tools, agent: Agent, before: Decided, why: str) -> None:
    """Only where the bot had said something else about this line, in answer to a message."""
    if before.by == BOT and before.message_id and Kind(before.decision) in OVERRIDDEN:
        label = Label(new_id(), before.message_id, LabelKind.OVERRIDE, None, why, agent.actor, tools.clock.now())
        tx.labels.add(label)


def _shown(tx: Transaction, wish: Wish, agent: Agent) -> OpenWish:
    book = tx.ledger.book(wish.customer_id)
    line = next(row for row in book.lines if row.id == wish.line_id)
    amount = str(Money(wish.cents, book.account.currency))
    return OpenWish(wish, book.customer.name, line.descriptor, amount, wish.asked_by == agent.actor)
