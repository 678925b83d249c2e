"""After filing: how it stands, what is added, taken back, refunded by the shop, or still disputed after the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from candor.billing.days import spoken
from candor.billing.records import Book, LineType
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Choice, Reply
from candor.disputes import commands as do
from candor.disputes.states import State
from candor.errors import IllegalStep, NotYours, StepNotReady
from candor.services.disputes.days import instant
from candor.services.disputes.effects import LOOK, MORNING
from candor.services.disputes.move_case import relate, take_step
from candor.services.disputes.talk import Talk
from candor.services.disputes.tell_case import INTENT, case_facts, waiting_reply
from candor.services.disputes.under_law import by_law
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase
from candor.store.due_work import DueWork

MORE = "more"
WORDS: Mapping[State, str] = {
    State.AWAITING_CUSTOMER: "utter_dispute_stands_asked",
    State.MERCHANT_REVIEW: "utter_dispute_stands_with_shop",
    State.PRE_ARBITRATION: "utter_dispute_stands_with_shop",
    State.WITHDRAWN: "utter_dispute_stands_withdrawn",
    State.FRAUD_HANDOFF: "utter_dispute_stands_fraud",
}


def case_status(tx: Transaction, tools: Tools, context: TurnContext) -> list[Reply]:
    """How the customer's newest case stands; a draft is offered to be gone on with. [] when there is none."""
    if context.customer is None:
        return []
    cases = [kept for kept in tx.disputes.of_customer(context.customer) if kept.case.state is not State.ABANDONED]
    if not cases:
        return []
    book = tx.ledger.book(context.customer)
    today = day_in(book.customer.time_zone, tools.clock.now())
    newest = [kept for kept in cases if kept.case.is_open] or cases
    if newest[-1].case.state is State.DRAFT:
        return [waiting_reply(tools, book, newest[-1], today)]
    return [stands(tools, book, newest[-1])]


def stands(tools: Tools, book: Book, kept: KeptCase) -> Reply:
    """State, next step and by when."""
    day = day_in(book.customer.time_zone, tools.clock.now())
    line = next(line for line in book.lines if line.id == kept.case.line_id)
    facts = case_facts(tools, book, line, kept, day)
    case = kept.case
    choices: tuple[Choice, ...] = ()
    if case.is_open:
        response = by_law(WORDS.get(case.state, "utter_dispute_stands_open"), case.clocks.regime)
        choices = (
            _choice(kept, "add", "utter_label_dispute_add"),
            _choice(kept, "withdraw", "utter_label_dispute_withdraw"),
        )
    elif case.decided is None:
        response = WORDS.get(case.state, "utter_dispute_stands_withdrawn")
    elif case.decided in (State.DECIDED_ERROR, State.MERCHANT_REFUNDED):
        response = (
            "utter_dispute_stands_won" if case.decided is State.DECIDED_ERROR else "utter_dispute_stands_refunded"
        )
    elif case.pay_by is None:
        response = "utter_dispute_stands_decided"
    else:
        response, facts = "utter_dispute_stands_lost", {**facts, "pay_by": spoken(case.pay_by, day)}
        choices = (_choice(kept, "still", "utter_label_dispute_still"),) if day <= case.pay_by else ()
    return Reply(response, facts, (case.line_id, kept.id), choices)


def _choice(kept: KeptCase, what: str, label: str) -> Choice:
    return Choice(label, INTENT, {"line": kept.case.line_id, "dispute": what, "value": kept.id})


def press(tx: Transaction, tools: Tools, context: TurnContext, what: str, case_id: str) -> Reply:
    """A button under a case that is filed. Raises NotYours for another's case."""
    if context.customer is None:
        raise NotYours
    kept = tx.disputes.get(case_id, context.customer)
    book = tx.ledger.book(context.customer)
    today = day_in(book.customer.time_zone, tools.clock.now())
    line = next(line for line in book.lines if line.id == kept.case.line_id)

    def say(response: str, now: KeptCase, *choices: Choice) -> Reply:
        said = by_law(response, now.case.clocks.regime)
        return Reply(said, case_facts(tools, book, line, now, today), (line.id, kept.id), choices)

    if what == "still":
        return _dispute_still(tx, tools, kept, context) or stands(tools, book, kept)
    if what == "withdraw_yes" and (kept.case.is_open or tx.disputes.was_taken(kept.id, context.message)):
        return say("utter_dispute_withdrawn", _step(tx, tools, kept, do.Withdraw(True, "chat"), context))
    if what == "withdraw" and kept.case.is_open:
        sure = _choice(kept, "withdraw_yes", "utter_label_dispute_withdraw_yes")
        return say("utter_dispute_withdraw_sure", kept, sure)
    if what == "add" and kept.case.is_open:
        tx.disputes.keep_talk(tx.disputes.goes_on_in(kept, context.conversation).id, kept.facts, MORE)
        return say("utter_dispute_ask_more", kept)
    return stands(tools, book, kept)


def withdraw_asked(tx: Transaction, tools: Tools, context: TurnContext) -> Reply | None:
    """Asks whether to take the customer's newest open case back; None when there is none."""
    cases = tx.disputes.of_customer(context.customer) if context.customer else []
    newest = [kept for kept in cases if kept.case.is_open][-1:]
    return press(tx, tools, context, "withdraw", newest[0].id) if newest else None


def file_came(tx: Transaction, tools: Tools, context: TurnContext, file_id: str) -> list[Reply]:
    """A file of the customer's is with their case: said so, and a case that is being taken goes on. Raises NotYours."""
    file = tx.dispute_files.get(file_id, context.customer or "")
    if file is None:
        raise NotYours
    kept = tx.disputes.get(file.case_id, context.customer)
    book = tx.ledger.book(kept.customer_id)
    line = next(line for line in book.lines if line.id == kept.case.line_id)
    if kept.case.state is State.DRAFT:
        return Talk(tx, tools, context, book, line).file_came(kept, file.name)
    facts = case_facts(tools, book, line, kept, day_in(book.customer.time_zone, tools.clock.now()))
    return [Reply("utter_dispute_file_added", {**facts, "file": file.name}, (line.id, kept.id))]


def _dispute_still(tx: Transaction, tools: Tools, kept: KeptCase, context: TurnContext) -> Reply | None:
    """None where the time for it has passed, or nothing is owed."""
    book = tx.ledger.book(kept.customer_id)
    today = day_in(book.customer.time_zone, tools.clock.now())
    line = next(line for line in book.lines if line.id == kept.case.line_id)
    try:
        moved = _step(tx, tools, kept, do.DisputeStill(True, today), context)
    except (StepNotReady, IllegalStep):
        return None
    return Reply("utter_dispute_still", case_facts(tools, book, line, moved, today), (line.id, kept.id))


def add_words(tx: Transaction, tools: Tools, kept: KeptCase, text: str) -> Reply:
    """What the customer adds to an open case stands with it from now on."""
    book = tx.ledger.book(kept.customer_id)
    today = day_in(book.customer.time_zone, tools.clock.now())
    line = next(line for line in book.lines if line.id == kept.case.line_id)
    tx.disputes.keep_talk(kept.id, {**kept.facts, MORE: [*kept.facts.get(MORE, ()), text]}, None)
    return Reply("utter_dispute_added_words", case_facts(tools, book, line, kept, today), (line.id, kept.id))


def _step(tx: Transaction, tools: Tools, kept: KeptCase, command: do.Command, context: TurnContext) -> KeptCase:
    return take_step(tx, tools, kept, command, actor="customer", key=context.message)


def look_for_refund(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """Each morning of an open case: whether the shop has given the money back by itself."""
    kept = tx.disputes.get(work.subject)
    if not kept.case.is_open:
        return
    book = tx.ledger.book(kept.customer_id)
    promised = {refund.line_id for refund in book.refunds if refund.purchase_id == kept.case.line_id}
    came = (
        line
        for line in book.lines
        if line.type is LineType.REFUND
        and (line.reversal_of == kept.case.line_id or line.id in promised)
        and -line.amount >= kept.case.amount
    )
    found = next(came, None)
    if found is None:
        tomorrow = day_in(book.customer.time_zone, now) + timedelta(days=1)
        tx.due_work.add(LOOK, kept.id, instant(tomorrow, MORNING, book.customer.time_zone))
        return
    lent = kept.case.temporary
    command = do.TakeShopRefund(found.id, -found.amount, relate(tx, kept))
    seen = take_step(tx, tools, kept, command, actor="clock", key=f"work:{work.id}")
    if lent:
        take_step(tx, tools, seen, do.ReverseCredit(lent, found.id), actor="clock")
