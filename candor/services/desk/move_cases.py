"""An agent opens a dispute for a customer and moves it along its steps, by the services of the bot and the clocks.

Who has a customer's talk moves their cases; while nobody has, any agent may: a shop answers weeks after the talk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from candor.billing.days import spoken
from candor.billing.records import Book, Line, LineType
from candor.clock import day_in
from candor.conversation.messages import Sender
from candor.conversation.replies import Reply
from candor.disputes import commands as do
from candor.disputes.reasons import Answer, Reason
from candor.disputes.reasons import facts_of as facts_wanted
from candor.disputes.states import State
from candor.errors import MoveRefused, NotYours, NotYourTalk
from candor.services.desk.agents import Agent
from candor.services.desk.case_forms import WANTS_OF, Field, Step, Wants, filled, step_named
from candor.services.desk.moving import held_by, note_in_talk
from candor.services.disputes.begin_case import begin_case, count_for
from candor.services.disputes.days import instant
from candor.services.disputes.effects import MORNING, today_of
from candor.services.disputes.known import known_facts, refunded
from candor.services.disputes.move_case import file_case, line_of, relate, take_step
from candor.services.disputes.talk import FOLLOW_UP_DAYS, UNFILED
from candor.services.disputes.tell_case import case_facts
from candor.services.disputes.under_law import by_law
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase

NO_CHARGES = frozenset({LineType.PAYMENT, LineType.REFUND, LineType.CREDIT})
OPENING = (Field("reason", Wants.REASON), Field("what_happened"))


def open_case(
    tools: Tools, agent: Agent, conversation_id: str, line_id: str, reason: str, what_happened: str, said_in: str
) -> str:
    """The id of a draft about this line, with the clocks of the customer's first word; the case there is already, if
    there is one.

    `said_in` is the customer's message that said it first; "" when they said it elsewhere, which counts from now.
    NotYourTalk for whoever does not have the talk, NotYours for a line or message of another customer, MoveRefused for
    what can not be disputed.
    """
    told = filled(OPENING, {"reason": reason, "what_happened": what_happened})
    with tools.store.write() as tx:
        customer = held_by(tx, agent, conversation_id).customer_id
        book = tx.ledger.book(customer) if customer else None
        line = next((line for line in book.lines if line.id == line_id), None) if book else None
        if book is None or line is None:
            raise NotYours
        there = tx.disputes.open_of(line.id)
        if there:
            return there.id
        _must_be_disputable(book, line)
        fresh = tx.disputes.draft_of(line.id) is None
        kept = _begun(tx, tools, book, line, conversation_id, said_in)
        facts = {**known_facts(book, line, told["reason"]), **kept.facts, "line": line.id}
        facts |= {"reason": told["reason"].value, "what_happened": told["what_happened"]}
        facts.setdefault("amount", kept.case.charged)
        tx.disputes.keep_talk(kept.id, facts, None)
        if fresh:
            act = {"case": kept.id, "line": line.id}
            tx.trail.add(tools.clock.now(), actor=agent.actor, act="case_opened", subject=conversation_id, **act)
        return kept.id


def keep_facts(tools: Tools, agent: Agent, case_id: str, sent: Mapping[str, str]) -> None:
    """Adds facts to a draft, as the customer told them to the agent. NotYours, NotYourTalk, MoveRefused."""
    with tools.store.write() as tx:
        kept = _held(tx, agent, case_id)
        reason = kept.facts.get("reason")
        if kept.case.state is not State.DRAFT or not reason:
            raise MoveRefused("facts are added while a case is being opened")
        asked = [fact for fact in facts_wanted(Reason(reason)) if fact.name in sent]
        fields = [Field(fact.name, WANTS_OF.get(fact.answer, Wants.WORDS), needed=False) for fact in asked]
        told = filled(fields, sent)
        lines = {fact.name for fact in asked if fact.answer is Answer.LINE}
        own = {line.id for line in tx.ledger.book(kept.customer_id).lines}
        if any(told[name] not in own for name in lines if name in told):
            raise NotYours
        tx.disputes.keep_talk(kept.id, _with(kept, told), kept.asking)
        act = {"facts": sorted(told)}
        tx.trail.add(tools.clock.now(), actor=agent.actor, act="case_facts_kept", subject=kept.id, **act)


def move_on(tools: Tools, agent: Agent, case_id: str, name: str, sent: Mapping[str, str], once: str) -> KeptCase:
    """The case after the step of this name, with what its form holds. `once` is the form's own id: sent twice, it is
    done once.

    Raises NotYours, NotYourTalk, MoveRefused for a form that lacks something, IllegalStep or StepNotReady.
    """
    step = step_named(name)
    with tools.store.write() as tx:
        kept = _held(tx, agent, case_id)
        if tx.disputes.was_taken(kept.id, once):
            return kept
        told = filled(step.fields, sent)
        command = step.command(**_known(tx, tools, kept, step, told))
        if isinstance(command, do.Submit):
            return _file(tx, tools, agent, kept, command, once)
        moved = take_step(tx, tools, kept, command, actor=agent.actor, key=once)
        if isinstance(command, do.AskCustomer):
            _ask_in_talk(tx, tools, agent, moved, command)
        return moved


def _held(tx: Transaction, agent: Agent, case_id: str) -> KeptCase:
    """The case, unless a colleague has its customer's talk. Raises NotYours, NotYourTalk."""
    kept = tx.disputes.get(case_id)
    if any(holder != agent.id for holder in tx.conversations.agents_of(kept.customer_id)):
        raise NotYourTalk
    return kept


def _must_be_disputable(book: Book, line: Line) -> None:
    if line.amount <= 0 or line.type in NO_CHARGES:
        raise MoveRefused("only a charge can be disputed")
    back = refunded(book, line)
    if back:
        raise MoveRefused(f"it was given back on {back.post_date.isoformat()}")


def _begun(tx: Transaction, tools: Tools, book: Book, line: Line, talk: str, said_in: str) -> KeptCase:
    """The draft, with the notice of the customer's first word, and the work of coming back to it if nobody files it."""
    now = tools.clock.now()
    at = tx.disputes.first_word(talk, line.id)
    if at is None and said_in:
        message = tx.messages.get(said_in)
        if message is None or message.conversation_id != talk or message.sender is not Sender.CUSTOMER:
            raise NotYours
        at = message.at
        tx.disputes.note(message.id, talk, book.customer.id, at, line.id)
    kept = begin_case(tx, tools, book, line, notice_at=at or now, conversation_id=talk)
    tx.disputes.take_up(talk, line.id, kept.id)
    back_on = day_in(book.customer.time_zone, now) + timedelta(days=FOLLOW_UP_DAYS)
    tx.due_work.add(UNFILED, kept.id, instant(back_on, MORNING, book.customer.time_zone))
    return kept


def _with(kept: KeptCase, told: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as JSON can hold them; an agreed amount says how much is disputed."""
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
    if "agreed_amount" in plain:
        plain["amount"] = max(0, kept.case.charged - plain["agreed_amount"])
    return {**kept.facts, **plain}


def _known(tx: Transaction, tools: Tools, kept: KeptCase, step: Step, told: dict[str, Any]) -> dict[str, Any]:
    """The command's fields: those of the form, and what we work out ourselves."""
    match step.command:
        case do.DecideError:
            return {"related": relate(tx, kept)}
        case do.DisputeStill:
            return {**told, "on": today_of(tx, tools, kept)}
        case do.TakeShopRefund:
            book = tx.ledger.book(kept.customer_id)
            refund = next((line for line in book.lines if line.id == told["refund_line"]), None)
            if refund is None or refund.type is not LineType.REFUND:
                raise NotYours
            return {**told, "amount": -refund.amount, "related": relate(tx, kept)}
    return told


def _file(tx: Transaction, tools: Tools, agent: Agent, kept: KeptCase, submit: do.Submit, once: str) -> KeptCase:
    """Files the draft, and tells the customer what the bot would: number, what need not be paid, by when we decide."""
    book = tx.ledger.book(kept.customer_id)
    kept = count_for(tx, tools, book, line_of(book, kept), kept, submit.reason)
    filed = file_case(tx, tools, kept, submit, actor=agent.actor, key=once)
    facts = {**kept.facts, "reason": submit.reason.value, "amount": submit.amount}
    tx.disputes.keep_talk(filed.id, facts, None)
    tx.due_work.withdraw(UNFILED, filed.id)
    replies = ["utter_dispute_filed"]
    replies += ["utter_dispute_lent"] if filed.case.temporary else []
    replies += [] if filed.case.clocks.notice_in_time else ["utter_dispute_late_notice"]
    for response in replies:
        _tell(tx, tools, filed, response, {})
    return filed


def _ask_in_talk(tx: Transaction, tools: Tools, agent: Agent, kept: KeptCase, command: do.AskCustomer) -> None:
    assert command.due_on
    by = spoken(command.due_on, today_of(tx, tools, kept))
    _tell(tx, tools, kept, "utter_person_case_asked", {"agent": agent.name, "case_question": command.fact, "by": by})


def _tell(tx: Transaction, tools: Tools, kept: KeptCase, response: str, facts: Mapping[str, str]) -> None:
    """In the talk that the dispute began in, which its letters go to as well."""
    if kept.conversation_id is None:
        return
    book = tx.ledger.book(kept.customer_id)
    line, today = line_of(book, kept), today_of(tx, tools, kept)
    told = {**case_facts(tools, book, line, kept, today), **facts}
    said = by_law(response, kept.case.clocks.regime)
    note_in_talk(tx, tools, kept.conversation_id, Reply(said, told, (line.id, kept.id)))
