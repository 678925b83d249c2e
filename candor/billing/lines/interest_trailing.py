"""Trailing interest: a bill was paid in full, the one before was not (domain 1.1, I-3). Said whether it is the last."""

from __future__ import annotations

from datetime import date

from candor.billing.days import spoken_count
from candor.billing.interest import BalanceType
from candor.billing.lines.stopping import Stopping
from candor.billing.lines.worked import Said, Worked
from candor.billing.page import Page
from candor.billing.stop_interest import paid_in_full


def said(page: Page, its: Worked, stop: Stopping) -> Said:
    """The days until the payment came, and whether more of it will come."""
    facts = {"this_closed": page.say(its.bill.close), "this_due": page.say(its.bill.due), **stop.facts}
    paid_on, then = _paid_on(its), _last(page, its, stop)
    if its.before is None or paid_on is None:
        return Said("plain", facts, (), then)
    daily = its.history.daily(BalanceType.PURCHASE, its.bill)
    facts |= {"paid_on": page.say(paid_on), "bill_closed": page.say(its.before.close)}
    days = (paid_on - its.bill.open).days
    if days == 0 or daily.opening <= 0:
        return Said("since", facts, (its.before.id,), then)
    facts |= {"carried": page.amount(daily.opening), "until_paid": spoken_count(days)}
    bought = any(entry.amount > 0 for entry in daily.entries)
    return Said("new" if bought else "", facts, (its.before.id,), then)


def _paid_on(its: Worked) -> date | None:
    """The day on which all of the bill before had come."""
    if its.before is None:
        return None
    total = 0
    for day, amount in its.history.came(its.bill, its.before.due):
        total += amount
        if total >= its.before.new_balance:
            return day
    return its.bill.open if its.before.new_balance <= 0 else None


def _last(page: Page, its: Worked, stop: Stopping) -> tuple[str, ...]:
    """It was the last when this bill was paid in full too; it will be when its due day has not passed."""
    if _also_in_full(page, its):
        return ("utter_explain_interest_last",)
    if its.history.after(its.bill) is None and page.today <= its.bill.due:
        return ("utter_explain_interest_last_if",) if stop.found.by == its.bill.due else ()
    return ("utter_explain_interest_not_last", *((stop.then,) if stop.then else ()))


def _also_in_full(page: Page, its: Worked) -> bool:
    following = its.history.after(its.bill)
    if following is None:
        return paid_in_full(page.book, its.bill, min(page.today, its.bill.due))
    return sum(amount for _, amount in its.history.came(following, its.bill.due)) >= its.bill.new_balance
