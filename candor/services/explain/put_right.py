"""Our own mistake on a line: told first, put right without the customer doing anything, by a day that is written down.

It is a correction, never goodwill and never a dispute that a customer would have to prove (domain 3, G-COR).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from candor.billing.broken_rules import rule_of
from candor.billing.explanation import Explanation, Mistake
from candor.billing.lines import NoSuchLine
from candor.billing.page import Page
from candor.billing.records import Book, LineType
from candor.conversation.context import TurnContext
from candor.conversation.corrections import OpenCorrection
from candor.conversation.promises import due
from candor.conversation.replies import Reply
from candor.ids import new_id
from candor.services.explain.settle_correction import SETTLE, SETTLE_AFTER
from candor.services.explain.telling import WANT_PERSON, Told, tell_line
from candor.services.people.bring_in_person import zone_of
from candor.services.people.say_when import promise_facts
from candor.services.tools import Tools
from candor.store import Transaction

TRIGGER, WHAT = "correction", "a mistake is put right"
PRICES = frozenset({LineType.FEE, LineType.INTEREST})


def put_right(tx: Transaction, tools: Tools, context: TurnContext, told: Told) -> Told:
    """What was told; behind a mistake of ours, the correction of its line with the day it is promised for.

    The line's first telling opens it. Raises WritingNeeded where that has to be written and `tx` only reads.
    """
    line = told.explanation
    if line is None or line.mistake is None:
        return told
    known = tx.corrections.of_line(line.line_id)
    if known is None:
        tx.must_write()
        known = _open(tx, tools, context, line, line.mistake)
    return _promised(tx, tools, context, told, known)


def own_mistake(book: Book, line_id: str | None, today: date) -> Told | None:
    """The telling of a fee or of interest that we got wrong; None for every other line.

    Whoever calls such a line wrong, or wants it back, is right: there is nothing to look into.
    """
    row = Page(book, today).line(line_id)
    if row is None or row.type not in PRICES:
        return None
    try:
        told = tell_line(book, row.id, today)
    except NoSuchLine:
        return None
    return told if told.explanation and told.explanation.mistake else None


def _open(tx: Transaction, tools: Tools, context: TurnContext, line: Explanation, wrong: Mistake) -> OpenCorrection:
    """The new row, or the one that another talk wrote a moment before."""
    assert context.customer
    now = tools.clock.now()
    made = OpenCorrection(
        id=new_id(),
        line_id=line.line_id,
        customer_id=context.customer,
        conversation_id=context.conversation,
        message_id=context.message,
        cents=wrong.amount.cents,
        mistake=wrong.name,
        rule=rule_of(wrong.name),
        opened_at=now,
        due=due(TRIGGER, now, tools.handoff_policy),
    )
    if tx.corrections.add(made, new_id(), WHAT):
        ids = {"correction": made.id, "line": made.line_id, "cents": made.cents, "mistake": made.mistake}
        tx.trail.add(now, actor="bot", act="correction_opened", subject=context.conversation, **ids)
        tx.due_work.add(SETTLE, made.id, now + SETTLE_AFTER)
        return made
    known = tx.corrections.of_line(line.line_id)
    assert known
    return known


def _promised(tx: Transaction, tools: Tools, context: TurnContext, told: Told, known: OpenCorrection) -> Told:
    now, zone = tools.clock.now(), zone_of(tx, tools, context)
    assert told.explanation
    assert told.explanation.mistake
    facts = {"amount": str(replace(told.explanation.mistake.amount, cents=known.cents))}
    reply = Reply(
        _response(known, context, late=known.due < now),
        facts | promise_facts(known.due, zone, now),
        (known.line_id, known.id),
    )
    asked = WANT_PERSON if known.due < now else None
    return replace(told.followed_by(reply), asked=asked)


def _response(known: OpenCorrection, context: TurnContext, *, late: bool) -> str:
    """A turn that is tried again says what the first try would have said."""
    if late:
        return "utter_correction_late"
    if known.message_id == context.message:
        return "utter_correction_opened" if known.cents else "utter_correction_opened_day"
    return "utter_correction_open" if known.cents else "utter_correction_open_day"
