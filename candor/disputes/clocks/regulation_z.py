"""Credit cards in the United States: Regulation Z, 12 CFR 1026.13."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from candor.disputes.calendar import Calendar
from candor.disputes.clocks.clock import Clocks, Regime, Step, Task, in_order, ours, theirs
from candor.disputes.clocks.months import full_cycles_after


@dataclass(frozen=True)
class RegulationZ:
    """The numbers of the law and of the card's terms; amounts in cents, days are calendar days unless named."""

    calendar: Calendar
    notice_days: int
    acknowledge_days: int
    resolve_cycles: int
    resolve_days: int
    autopay_business_days: int
    pay_window_days: int
    unauthorised_most: int
    claim_above: int
    claim_miles: int

    def clocks(self, sent: date, closes: int, notice: date, autopay: date | None = None) -> Clocks:
        """The days of a notice about a bill that was `sent`; `closes` is the day of the month that cycles end on."""
        acknowledge = notice + timedelta(days=self.acknowledge_days)
        resolve = self.resolve_by(notice, closes)
        block = self.calendar.before(autopay, self.autopay_business_days) if autopay else None
        last_day = sent + timedelta(days=self.notice_days)
        return Clocks(
            regime=Regime.REG_Z,
            notice_on=notice,
            last_notice_day=last_day,
            acknowledge_by=acknowledge,
            resolve_by=resolve,
            credit_itself_on=self.calendar.act_by(resolve),
            autopay_block_by=block,
            pay_window_days=self.pay_window_days,
            steps=in_order(
                self._autopay(autopay, block, notice),
                theirs(last_day, Task.NOTICE_ENDS, "12 CFR 1026.13(b)(1)"),
                ours(self.calendar, acknowledge, Task.ACKNOWLEDGE, "12 CFR 1026.13(c)(1)"),
                ours(self.calendar, resolve, Task.RESOLVE, "12 CFR 1026.13(c)(2)"),
            ),
        )

    def resolve_by(self, notice: date, closes: int) -> date:
        """Within two complete billing cycles, and in no event later than 90 days (12 CFR 1026.13(c)(2))."""
        cycles = full_cycles_after(notice, closes, self.resolve_cycles)
        return min(cycles, notice + timedelta(days=self.resolve_days))

    def pay_window_ends(self, told_on: date, grace_ends: date | None = None) -> date:
        """Until when an amount found to be owed is not reported as past due: the longer of the time to pay without
        interest and ten days (12 CFR 1026.13(g))."""
        ten_days = told_on + timedelta(days=self.pay_window_days)
        return max(ten_days, grace_ends) if grace_ends else ten_days

    def _autopay(self, autopay: date | None, block: date | None, notice: date) -> Step | None:
        if autopay is None or block is None or autopay < notice:
            return None
        what = Task.LEAVE_OUT_OF_AUTOPAY if notice <= block else Task.SAY_AUTOPAY_TAKES_IT
        # The money is taken on that day whether or not it is a business day: act before it leaves.
        by = max(self.calendar.act_by(autopay), notice)
        return Step(by, what, "12 CFR 1026.13(d)(1)", autopay)
