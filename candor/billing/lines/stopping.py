"""How an explanation of interest goes on: what to pay by when so that it ends, and an offer that ends soon."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from candor.billing.days import spoken_hour
from candor.billing.explanation import NextStep
from candor.billing.offers import ending_offer
from candor.billing.page import Page
from candor.billing.stop_interest import StopCase, StopInterest, to_stop_interest

PAY_NOW = frozenset({StopCase.PAY, StopCase.PAY_THEN_LAST, StopCase.RUNNING})


@dataclass(frozen=True)
class Stopping:
    """What is to be paid as of today, with its words. `then` names the response for purchases, if any."""

    found: StopInterest
    then: str
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def next_step(self) -> NextStep:
        return NextStep.PAY if self.found.case in PAY_NOW else NextStep.NONE

    @property
    def by_when(self) -> date | None:
        return self.found.by


def stopping(page: Page) -> Stopping:
    """What stops interest on purchases; stop_amount and stop_hour always, stop_by, stop_close, stop_due if known."""
    found = to_stop_interest(page.book, page.today)
    then = "" if found.case is StopCase.NO_BILL else f"utter_explain_interest_stop_{found.case}"
    zone = ZoneInfo(page.book.customer.time_zone)
    hour = datetime.combine(page.today, time(found.hour % 24), zone)
    days = {"stop_by": found.by, "stop_close": found.next_close, "stop_due": found.next_due}
    return Stopping(
        found,
        then,
        {
            "stop_amount": str(found.amount),
            "stop_hour": spoken_hour(hour, page.book.customer.time_zone),
            **{name: page.say(day) for name, day in days.items() if day},
        },
    )


def offer_warning(page: Page) -> tuple[tuple[str, ...], dict[str, str], tuple[str, ...]]:
    """The warning that an offer ends within two bills, its facts and its rows; nothing when none does."""
    found = ending_offer(page.book, page.today)
    if found is None:
        return (), {}, ()
    bought = page.line(found.plan.line_id)
    facts = {
        "offer_name": page.shop(bought).said if bought else "?",
        "offer_left": page.amount(found.left),
        "offer_ends": page.say(found.plan.ends),
        "offer_hold": page.amount(found.on_hold),
    }
    return ("utter_explain_interest_offer_ends",), facts, (found.plan.id,)
