"""Debit cards in the United States: Regulation E, 12 CFR 1005.11."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from candor.disputes.calendar import Calendar
from candor.disputes.clocks.clock import Clocks, Regime, Step, Task, in_order, ours, theirs


@dataclass(frozen=True)
class RegulationE:
    """The numbers of the law."""

    calendar: Calendar
    notice_days: int
    credit_business_days: int
    credit_business_days_new: int
    tell_credit_business_days: int
    end_days: int
    end_days_long: int
    correct_business_days: int
    report_business_days: int

    def clocks(
        self, sent: date, notice: date, *, new_account: bool | None = None, shop_or_abroad: bool | None = None
    ) -> Clocks:
        """The days of an oral or written notice about a statement that was `sent`.

        `new_account`: the notice came within 30 days of the first deposit. What is None is not known: the ordinary,
        shorter time runs, and the longer one stands beside it in the steps.
        """
        credit = self._credit_by(notice, bool(new_account))
        end = notice + timedelta(days=self.end_days_long if new_account or shop_or_abroad else self.end_days)
        last_day = sent + timedelta(days=self.notice_days)
        return Clocks(
            regime=Regime.REG_E,
            notice_on=notice,
            last_notice_day=last_day,
            acknowledge_by=None,
            resolve_by=end,
            credit_itself_on=self.calendar.act_by(end),
            provisional_credit_by=credit,
            steps=in_order(
                theirs(last_day, Task.NOTICE_ENDS, "12 CFR 1005.11(b)(1)(i)"),
                self._ours(credit, Task.CREDIT_OR_END, "12 CFR 1005.11(c)(2)(i)"),
                *self._if_longer(notice, new_account, shop_or_abroad),
                self._after(credit, self.tell_credit_business_days, Task.TELL_OF_CREDIT, "12 CFR 1005.11(c)(2)(ii)"),
                self._ours(end, Task.END, "12 CFR 1005.11(c)(2)(i)"),
                self._after(end, self.correct_business_days, Task.CORRECT, "12 CFR 1005.11(c)(2)(iii)"),
                self._after(end, self.report_business_days, Task.REPORT, "12 CFR 1005.11(c)(2)(iv)"),
            ),
        )

    def _credit_by(self, notice: date, new_account: bool) -> date:
        days = self.credit_business_days_new if new_account else self.credit_business_days
        return self.calendar.after(notice, days)

    def _if_longer(self, notice: date, new: bool | None, shop_or_abroad: bool | None) -> tuple[Step | None, ...]:
        new_credit = self._ours(self._credit_by(notice, True), Task.CREDIT_OR_END_IF_NEW, "12 CFR 1005.11(c)(3)(i)")
        long_end = notice + timedelta(days=self.end_days_long)
        longer = self._ours(long_end, Task.END_IF_LONG, "12 CFR 1005.11(c)(3)(ii)")
        surely_long = new or shop_or_abroad
        surely_short = new is False and shop_or_abroad is False
        return (new_credit if new is None else None), (None if surely_long or surely_short else longer)

    def _ours(self, deadline: date, what: Task, rule: str) -> Step:
        return ours(self.calendar, deadline, what, rule)

    def _after(self, day: date, count: int, what: Task, rule: str) -> Step:
        """So many business days after something that is done on its last day."""
        return self._ours(self.calendar.after(self.calendar.act_by(day), count), what, rule)
