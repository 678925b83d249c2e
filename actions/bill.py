"""Actions that read the customer's own book and say what one service tells of it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from actions.base import CandorAction
from actions.hearing import Heard
from actions.said import Reading, Said, read_book, said_of
from candor.billing.explanation import Detail
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.services.explain.check_refund import check_refund
from candor.services.explain.check_twice import mention_own_twin, mention_twin
from candor.services.explain.explain_charge import explain_charge, explain_chosen, explain_other, explain_printed
from candor.services.explain.explain_fee import explain_fee, explain_interest
from candor.services.explain.keep_detail import keep_detail
from candor.services.explain.list_pending import list_pending
from candor.services.explain.make_clear import ask_if_clear
from candor.services.explain.pictures import illustrated
from candor.services.explain.put_right import put_right
from candor.services.explain.summarise_bill import summarise_bill, what_is_due
from candor.services.explain.tell_mark import tell_mark
from candor.services.explain.tell_whole import tell_whole
from candor.services.explain.telling import Told
from candor.services.goodwill.offer_goodwill import offer_goodwill
from candor.services.talk.follow_up import asks_when
from candor.store import Transaction

AND_THEN = re.compile(
    r"\W*(?:(?:and|ok|okay|so|what about|how about)\W+)+(?P<time>(?:in |for |on |during )?"
    r"(?:last|this|the last|the past|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|20\d\d)\b.{0,20}?)\W*",
    re.IGNORECASE,
)


class BillAction(CandorAction):
    """Says what `tell` tells, and leaves behind what the talk is about."""

    def act(self, tx: Transaction, heard: Heard) -> Said:
        assert heard.context.customer
        reading, wording = read_book(tx, heard.context.customer, self.candor), self.candor.wording
        if heard.pressed:
            told = explain_chosen(reading.book, heard.pressed, reading.today, _detail(heard, reading))
        elif heard.charge and heard.intent in ("bill_summary", "make_payment") and asks_when(heard.wanted.text):
            told = explain_chosen(reading.book, heard.charge, reading.today, _detail(heard, reading))
        elif heard.is_bare_number:
            told = explain_wanted(reading, heard)
        else:
            told = told_by_words(reading, heard, wording) or self.tell(reading, heard)
        told = self.add_to(told, tx, reading)
        return said_of(self.complete(tx, heard, reading, told), heard, wording)

    def complete(self, tx: Transaction, heard: Heard, reading: Reading, told: Told) -> Told:
        """With what follows a line that was told: a mistake put right, whether it made sense, how much to tell next."""
        tools, context = self.candor.tools, heard.context
        told = illustrated(told, reading.today, self.candor.wording)
        told = put_right(tx, tools, context, told)
        offered = offer_goodwill(tx, tools, context, reading.book, told, reading.today)
        told = offered or ask_if_clear(told, self.candor.wording)
        level = self.level(heard)
        kept = keep_detail(tx, tools, context, reading.book.customer, level) if level else None
        return replace(told, replies=(*told.replies, kept)) if kept else told

    def level(self, heard: Heard) -> Detail | None:
        """How much the customer asks to be told from now on; None when nothing is said of that."""
        return heard.detail

    def add_to(self, told: Told, tx: Transaction, reading: Reading) -> Told:
        """What was told, with what is worth saying beside it: that a charge just told of is there twice, once."""
        its = told.explanation
        noticed = mention_own_twin(tx, reading.book, its.line_id, reading.today) if its else None
        if noticed is None or its is None or its.kind == "duplicate":
            return told
        return replace(told, replies=(*told.replies, *noticed.replies), asked=noticed.asked)

    @abstractmethod
    def tell(self, reading: Reading, heard: Heard) -> Told:
        """What one service tells."""


def told_by_words(reading: Reading, heard: Heard, wording: Wording) -> Told | None:
    """The answer to a question that its words tell better than its intent: the whole bill, or a name as printed."""
    also = tell_mark(reading.book, heard.wanted.text) or spent_then(reading, heard, wording)
    if also:
        return also
    whole = tell_whole(reading.book, heard.wanted, heard.intent, reading.today, wording)
    return whole or explain_printed(reading.book, heard.wanted, reading.today, reading.detail)


def spent_then(reading: Reading, heard: Heard, wording: Wording) -> Told | None:
    """ "And last year?" after a sum: the same sum over that time, at the same shop; None for other words."""
    time = AND_THEN.fullmatch(heard.wanted.text)
    if time is None or not any(name.startswith("utter_spent") for name in heard.said):
        return None
    shop = f"at {_shop_of(reading, heard.listed[0])} " if "utter_spent_at" in heard.said and heard.listed else ""
    wanted = replace(heard.wanted, text=f"how much did I spend {shop}{time['time']}")
    return tell_whole(reading.book, wanted, "bill_summary", reading.today, wording)


def _shop_of(reading: Reading, line_id: str) -> str:
    line = next((line for line in reading.book.lines if line.id == line_id), None)
    shop = reading.book.merchants.get(line.merchant_id or "") if line else None
    return shop.brand if shop else line.descriptor if line else ""


def _detail(heard: Heard, reading: Reading) -> Detail:
    """As the button says ("show me the sum"), else as the customer likes it."""
    return Detail((heard.context.choice or {}).get("detail") or reading.detail)


def explain_wanted(reading: Reading, heard: Heard, explain: Callable[..., Told] = explain_charge) -> Told:
    """The charge that the message means; also what answers a number that says nothing else."""
    return explain(
        reading.book,
        heard.wanted,
        reading.today,
        heard.listed,
        heard.charge,
        reading.detail,
        asked_before=heard.question is Question.WHICH_AMOUNT,
    )


class ExplainCharge(BillAction):
    called: ClassVar[str] = "action_explain_charge"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return explain_wanted(reading, heard)


class OtherCharge(BillAction):
    called: ClassVar[str] = "action_other_charge"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        turned_down = (heard.charge,) if heard.charge else ()
        asked_before = heard.question is Question.WHICH_AMOUNT
        return explain_other(reading.book, heard.wanted, reading.today, heard.listed, turned_down, asked_before)


class Pending(BillAction):
    called: ClassVar[str] = "action_pending"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return explain_wanted(reading, heard, list_pending)


class RefundStatus(BillAction):
    called: ClassVar[str] = "action_refund_status"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return check_refund(reading.book, heard.wanted, reading.today, heard.listed, heard.charge)


class ExplainFee(BillAction):
    called: ClassVar[str] = "action_explain_fee"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return explain_fee(reading.book, heard.wanted, reading.today, reading.detail)


class ExplainInterest(BillAction):
    called: ClassVar[str] = "action_explain_interest"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return explain_interest(reading.book, heard.wanted, reading.today, reading.detail)


class AtTheBill(BillAction):
    """Looks at the newest bill as a whole."""

    def add_to(self, told: Told, tx: Transaction, reading: Reading) -> Told:
        """A charge that is there twice is said by itself to whoever looks at its bill, once."""
        noticed = None if told.focus else mention_twin(tx, reading.book, reading.today)
        if noticed is None:
            return super().add_to(told, tx, reading)
        return Told((*told.replies, *noticed.replies), noticed.focus, told.shown, noticed.asked)


class BillSummary(AtTheBill):
    called: ClassVar[str] = "action_bill_summary"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return summarise_bill(reading.book, reading.today)


class Payment(AtTheBill):
    """What is due, and where it can be paid: here it can not."""

    called: ClassVar[str] = "action_payment"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        told = what_is_due(reading.book, reading.today)
        return Told((*told.replies, Reply("utter_where_to_pay")))
