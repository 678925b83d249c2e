"""A promise's instant as the facts that its words need, in the customer's own time zone."""

from __future__ import annotations

from datetime import datetime

from candor.billing.days import spoken, spoken_hour
from candor.clock import day_in
from candor.conversation.wording import Wording


def promise_facts(due: datetime, zone: str, now: datetime) -> dict[str, str]:
    """`day` (May 12) and `time` (11 a.m.) of a promise, as the customer's calendar and watch show them."""
    return {"day": spoken(day_in(zone, due), day_in(zone, now)), "time": spoken_hour(due, zone)}


def promise_by(wording: Wording, due: datetime, zone: str, now: datetime) -> str:
    """By when, ready for the middle of a sentence: `1:15 p.m. today`, `11:15 a.m. on May 13`."""
    is_today = day_in(zone, due) == day_in(zone, now)
    name = "utter_word_by_today" if is_today else "utter_word_by_day"
    return wording.render(name, promise_facts(due, zone, now)).text
