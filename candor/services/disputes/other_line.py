"""The customer meant another charge than the one we took: what they told moves to it, with the day of their word."""

from __future__ import annotations

from datetime import timedelta

from candor.billing.page import Page
from candor.billing.records import Line
from candor.conversation.replies import Choice, Reply
from candor.disputes import commands as do
from candor.disputes.asking import REASON
from candor.disputes.reasons import Reason, facts_of
from candor.services.disputes.begin_case import begin_case
from candor.services.disputes.case_promises import came_back
from candor.services.disputes.known import BY_CUSTOMER, known_facts
from candor.services.disputes.move_case import take_step
from candor.services.disputes.talk import FOLLOW_UP_DAYS, UNFILED, Talk
from candor.services.disputes.tell_case import INTENT
from candor.services.explain.telling import label_of
from candor.store.disputes import KeptCase

INSTEAD = "instead"
NEAR_DAYS = 60
MOST = 3
# What is told of the charge itself, and not of what went wrong with it.
OF_THE_LINE = frozenset({"line", "amount", "agreed_amount"})


def move_to_line(talk: Talk, old: KeptCase) -> list[Reply]:
    """The old draft is over, and the talk goes on about its own line with what was told. Where that line can not be
    disputed, or is disputed already, the words say so and the old draft stands."""
    refused = talk.refused()
    if refused:
        return [refused]
    tx, tools = talk.tx, talk.tools
    by = talk.today + timedelta(days=FOLLOW_UP_DAYS)
    stopped = take_step(tx, tools, old, do.Abandon(by), actor="customer", key=f"{talk.context.message}:{INSTEAD}")
    tx.disputes.keep_talk(old.id, old.facts, None)
    # Nobody has to come back to it: the customer has said that it is not the charge they meant.
    tx.due_work.withdraw(UNFILED, old.id)
    came_back(tx, stopped, tools.clock.now())
    new = begin_case(
        tx, tools, talk.book, talk.line, notice_at=old.case.notice_at, conversation_id=talk.context.conversation
    )
    context = talk.context
    tx.disputes.note(context.message, context.conversation, old.customer_id, tools.clock.now(), talk.line.id)
    tx.disputes.take_up(context.conversation, talk.line.id, new.id)
    talk.follow_if_unfiled(new)
    return [talk.words.say("utter_dispute_instead", new), *talk.go_on(new, {**new.facts, **_told(talk, old)})]


def _told(talk: Talk, old: KeptCase) -> dict[str, object]:
    """What was told of the old line and holds for another one, with what the ledger knows of that."""
    reason = old.facts.get(REASON)
    if reason is None:
        return {name: old.facts[name] for name in ("what_happened",) if name in old.facts}
    of_ledger = {fact.name for fact in facts_of(Reason(reason)) if fact.ledger} | OF_THE_LINE
    kept = {name: value for name, value in old.facts.items() if name not in of_ledger}
    return {**kept, **known_facts(talk.book, talk.line, Reason(reason))}


def lines_like(talk: Talk, ids: tuple[str, ...]) -> list[Line]:
    """The lines that may be meant instead of the talk's own: those of `ids`, else the newest ones of the same shop."""
    named = [line for line in talk.book.lines if line.id in ids and line.id != talk.line.id]
    if named:
        return named
    same = [
        line
        for line in talk.book.lines
        if line.id != talk.line.id
        and line.type in BY_CUSTOMER
        and (line.merchant_id or line.descriptor) == (talk.line.merchant_id or talk.line.descriptor)
        and abs((line.post_date - talk.line.post_date).days) <= NEAR_DAYS
    ]
    return sorted(same, key=lambda line: line.post_date, reverse=True)[:MOST]


def ask_which_instead(talk: Talk, old: KeptCase, lines: list[Line]) -> Reply:
    """Which of these it is; a press moves what was told to that line."""
    page = Page(talk.book, talk.today)
    choices = tuple(
        Choice(label_of(talk.book, line.id, talk.today), INTENT, {"line": line.id, "dispute": INSTEAD, "value": old.id})
        for line in lines
        if page.line(line.id)
    )
    return Reply("utter_dispute_which_instead", cites=tuple(line.id for line in lines), choices=choices)
