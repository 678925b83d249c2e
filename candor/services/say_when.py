"""A promise's instant as the facts that its words need, in the customer's own time zone."""

from __future__ import annotations

from datetime import datetime

from candor.billing.days import spoken, spoken_hour
from candor.clock import day_in


def promise_facts(due: datetime, zone: str, now: datetime) -> dict[str, str]:
    """`day` (May 12) and `time` (11 a.m.) of a promise, as the customer's calendar and watch show them."""
    return {"day": spoken(day_in(zone, due), day_in(zone, now)), "time": spoken_hour(due, zone)}
