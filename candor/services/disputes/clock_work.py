"""What the clocks of a case do by themselves. Each handler asks first what still holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from candor.billing.days import spoken
from candor.clock import day_in
from candor.conversation.replies import Reply
from candor.disputes import commands as do
from candor.disputes.guards import LETTER_OF
from candor.disputes.states import State
from candor.services.clocks.run_due import Handlers
from candor.services.disputes.after_filing import look_for_refund
from candor.services.disputes.effects import ALERT, CREDIT, LEND, LEND_SOON, LOOK, NO_LETTER, REFUND, REMIND
from candor.services.disputes.follow_unfiled import follow_unfiled
from candor.services.disputes.letters import SEND, charge_words
from candor.services.disputes.move_case import pay_window, relate, take_step
from candor.services.disputes.render_letter import letter_card, word_letter
from candor.services.disputes.talk import UNFILED
from candor.services.people.mail_letter import mail_letter
from candor.services.talk.speak import speak
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import Alert, KeptCase
from candor.store.due_work import DueWork

CLOCK = "clock"
RESULT_LETTERS = frozenset(LETTER_OF.values())


def remind(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The desk sees the case two weeks before its legal day, and once more three business days before."""
    kept = tx.disputes.get(work.subject)
    if kept.case.is_open:
        kind = "result_is_due" if work.kind == ALERT else "result_comes_due"
        tx.disputes.raise_alert(Alert(kept.id, kind, kept.case.clocks.credit_itself_on, now))


def credit(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The legal day is here and the case is open: it is credited, with the interest that it caused."""
    kept = tx.disputes.get(work.subject)
    if kept.case.is_open:
        command = do.CreditAtDeadline(relate(tx, kept))
        take_step(tx, tools, kept, command, actor=CLOCK, key=f"work:{work.id}")


def lend(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The last day that the law leaves: the customer has the money while we look on (12 CFR 1005.11(c)(2)(i)).

    A little before it, the desk is told that the day comes.
    """
    kept = tx.disputes.get(work.subject)
    if not kept.case.is_open or kept.case.temporary or kept.case.clocks.provisional_credit_by is None:
        return
    if work.kind == LEND_SOON:
        tx.disputes.raise_alert(Alert(kept.id, "credit_is_due", kept.case.clocks.provisional_credit_by, now))
    else:
        take_step(tx, tools, kept, do.Lend(kept.case.amount), actor=CLOCK, key=f"work:{work.id}")


def refund(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The law's day for paying back what the customer did not allow: a person has the case, and has to see it."""
    kept = tx.disputes.get(work.subject)
    if (kept.case.is_open or kept.case.state is State.DRAFT) and not kept.case.held:
        tx.disputes.raise_alert(Alert(kept.id, "refund_is_due", kept.case.clocks.resolve_by, now))


def no_letter(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The acknowledgement should long have gone out: somebody has to look why it has not."""
    kept = tx.disputes.get(work.subject)
    if kept.case.is_open and kept.case.acknowledged_on is None and kept.case.clocks.acknowledge_by:
        tx.disputes.raise_alert(Alert(kept.id, "no_acknowledgement", kept.case.clocks.acknowledge_by, now))


def send_letter(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """Writes a letter into the talk that the dispute began in, and takes the step that it is for."""
    letter = tx.disputes.letter(work.subject)
    if letter is None or letter.sent_on is not None:
        return
    kept = tx.disputes.get(letter.case_id)
    today = day_in(tx.ledger.customer(kept.customer_id).time_zone, now)
    pay_by = pay_window(tx, tools, kept)
    told = {**charge_words(tx, kept, today), "pay_by": spoken(pay_by, today)}
    tx.disputes.letter_sent(letter, today, told)
    if kept.conversation_id:
        words = word_letter(tools, replace(letter, facts={**letter.facts, **told}))
        told_words = {"letter": "\n\n".join((words.title, *words.paragraphs))}
        reply = Reply("utter_dispute_letter", told_words, (kept.id,), card=letter_card(tools, letter, words.title))
        said = speak(tx, tools.clock, tools.wording, kept.conversation_id, reply)
        mail_letter(tx, tools, kept.conversation_id, said, now)
    key = f"letter:{letter.id}"
    if letter.kind == "acknowledgement" and kept.case.is_open and kept.case.acknowledged_on is None:
        take_step(tx, tools, kept, do.Acknowledge(today), actor=CLOCK, key=key)
    elif letter.kind in RESULT_LETTERS and LETTER_OF.get(kept.case.state) == letter.kind:
        notify = do.Notify(letter.kind, today, pay_by if kept.case.owed else None)
        closing = take_step(tx, tools, kept, notify, actor=CLOCK, key=key)
        _take_back(
            tx, tools, take_step(tx, tools, closing, do.Close(), actor=CLOCK), today <= kept.case.clocks.resolve_by
        )
    elif kept.case.state is State.WITHDRAWN:
        _take_back(tx, tools, kept, today <= kept.case.clocks.resolve_by)


def _take_back(tx: Transaction, tools: Tools, kept: KeptCase, in_time: bool) -> None:
    """Money lent for now, once the customer knows the result; never after the legal day (12 CFR 1026.13(c)(2))."""
    if kept.case.temporary and in_time:
        take_step(tx, tools, kept, do.ReverseCredit(kept.case.temporary), actor=CLOCK)


HANDLERS: Handlers = {
    REMIND: remind,
    ALERT: remind,
    CREDIT: credit,
    LEND: lend,
    LEND_SOON: lend,
    REFUND: refund,
    NO_LETTER: no_letter,
    SEND: send_letter,
    LOOK: look_for_refund,
    UNFILED: follow_unfiled,
}
