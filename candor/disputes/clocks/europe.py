"""Cards in the United Kingdom and in the European Union."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from candor.disputes.calendar import Calendar
from candor.disputes.clocks.clock import Clocks, Regime, Task, in_order, ours, theirs
from candor.disputes.clocks.months import months_later


@dataclass(frozen=True)
class UnitedKingdom:
    """Complaints (DISP 1.6, Payment Services Regulations 2017) and Section 75 of the Consumer Credit Act 1974.

    Section 75 amounts in pence: an item above the first and up to the second. What the customer did not allow is
    refunded in `refund_business_days`.
    """

    calendar: Calendar
    complaint_weeks: int
    payment_business_days: int
    refund_business_days: int
    section_75_above: int
    section_75_most: int

    def answer_by(self, notice: date) -> date:
        """When a complaint about a payment is answered."""
        return self.calendar.after(notice, self.payment_business_days)

    def refund_by(self, notice: date) -> date:
        """When a payment that the customer did not allow is back."""
        return self.calendar.after(notice, self.refund_business_days)

    def clocks(self, notice: date, *, unauthorised: bool = False) -> Clocks:
        """The days of a complaint: no law sets a last day for it, nor one for an acknowledgement.

        `unauthorised`: the customer did not allow the payment, so that it ends with the day of the refund.
        """
        payment, refund = self.answer_by(notice), self.refund_by(notice)
        answer = notice + timedelta(weeks=self.complaint_weeks)
        end = refund if unauthorised else answer
        return Clocks(
            regime=Regime.UK,
            notice_on=notice,
            last_notice_day=None,
            acknowledge_by=None,
            resolve_by=end,
            credit_itself_on=self.calendar.act_by(end),
            steps=in_order(
                ours(self.calendar, refund, Task.REFUND, "PSRs 2017 reg. 76(2)"),
                ours(self.calendar, payment, Task.ANSWER_PAYMENT, "PSRs 2017 reg. 101(6)"),
                ours(self.calendar, answer, Task.ANSWER_COMPLAINT, "DISP 1.6.2R"),
            ),
        )


@dataclass(frozen=True)
class EuropeanUnion:
    """Payments under Directive (EU) 2015/2366 (PSD2); the payer's share in cents of euro."""

    calendar: Calendar
    notice_months: int
    refund_business_days: int
    shop_refund_weeks: int
    shop_refund_business_days: int
    unauthorised_most: int

    def refund_by(self, notice: date) -> date:
        """When a payment that the customer did not allow is back."""
        return self.calendar.after(notice, self.refund_business_days)

    def clocks(self, debited: date, notice: date, *, unauthorised: bool = True) -> Clocks:
        """The days of a notice about a payment that was `debited` on a day.

        `unauthorised`: the customer did not allow the payment, so that it ends with the day of the refund; else with
        the day of the answer on what the shop set in motion.
        """
        last_day = months_later(debited, self.notice_months)
        refund = self.refund_by(notice)
        shop_last_day = debited + timedelta(weeks=self.shop_refund_weeks)
        shop_answer = self.calendar.after(notice, self.shop_refund_business_days)
        end = refund if unauthorised else shop_answer
        return Clocks(
            regime=Regime.EU,
            notice_on=notice,
            last_notice_day=last_day,
            acknowledge_by=None,
            resolve_by=end,
            credit_itself_on=end,
            steps=in_order(
                theirs(last_day, Task.NOTICE_ENDS, "PSD2 art. 71(1)"),
                ours(self.calendar, refund, Task.REFUND, "PSD2 art. 73(1)"),
                theirs(shop_last_day, Task.SHOP_REFUND_ENDS, "PSD2 art. 77(1)"),
                ours(self.calendar, shop_answer, Task.ANSWER_SHOP_REFUND, "PSD2 art. 77(2)"),
            ),
        )
