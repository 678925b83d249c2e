"""What runs from a notice: the days that the law sets, and what to do by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candor.disputes.calendar import Calendar


class Regime(StrEnum):
    """Whose law the card stands under."""

    REG_Z = "reg-z"
    REG_E = "reg-e"
    UK = "uk"
    EU = "eu"


class Task(StrEnum):
    """What is to be done, as staff read it."""

    LEAVE_OUT_OF_AUTOPAY = "leave the disputed amount out of the automatic payment"
    SAY_AUTOPAY_TAKES_IT = "tell the customer that the automatic payment may take it: notice came too late to stop it"
    NOTICE_ENDS = "last day for the customer's notice (never refuse a later one by itself)"
    ACKNOWLEDGE = "acknowledge the notice in writing, unless the case is resolved by then"
    RESOLVE = "resolve the case, or credit it: a case still open is credited by itself"
    CREDIT_OR_END = "end the investigation, or give a temporary credit and go on"
    CREDIT_OR_END_IF_NEW = "the same when the account is new: end the investigation, or give a temporary credit"
    TELL_OF_CREDIT = "tell the customer of the temporary credit, when it was given on the last day"
    END = "end the investigation"
    END_IF_LONG = "the same for a new account, a payment in a shop, or one abroad: end the investigation"
    CORRECT = "correct the error, when it was found on the last day"
    REPORT = "report the result to the customer, when it came on the last day"
    ANSWER_PAYMENT = "answer, when the complaint is about a payment"
    ANSWER_COMPLAINT = "send the final response"
    REFUND = "refund a payment that the customer did not allow"
    SHOP_REFUND_ENDS = "last day to ask for money back that the shop set in motion"
    ANSWER_SHOP_REFUND = "pay back what the shop set in motion, or say why not"


@dataclass(frozen=True)
class Step:
    """`deadline` is the day that the law sets; `by` the day to act by, earlier when the deadline is no business day.

    What is the customer's to do is never moved forward: both are the same day then.
    """

    by: date
    what: Task
    rule: str
    deadline: date


@dataclass(frozen=True)
class Clocks:
    """The days of one notice, calendar days in the account's time zone. None: the regime sets no such day.

    They follow from the first notice alone and never stop: nothing that happens to a case moves them.
    """

    regime: Regime
    notice_on: date
    last_notice_day: date | None
    acknowledge_by: date | None
    resolve_by: date
    credit_itself_on: date
    autopay_block_by: date | None = None
    provisional_credit_by: date | None = None
    pay_window_days: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def notice_in_time(self) -> bool:
        """A late notice is not refused by that alone: other rights have other clocks (domain 2.2)."""
        return self.last_notice_day is None or self.notice_on <= self.last_notice_day

    @property
    def stops_autopay(self) -> bool:
        return self.autopay_block_by is not None and self.notice_on <= self.autopay_block_by


def ours(calendar: Calendar, deadline: date, what: Task, rule: str) -> Step:
    """A step of the bank's: done on the last business day before a deadline that is none."""
    return Step(calendar.act_by(deadline), what, rule, deadline)


def theirs(deadline: date, what: Task, rule: str) -> Step:
    """A step of the customer's, who has the whole of the day."""
    return Step(deadline, what, rule, deadline)


def in_order(*steps: Step | None) -> tuple[Step, ...]:
    """The steps by day; those of one day in the order given."""
    return tuple(sorted((step for step in steps if step), key=lambda step: step.by))
