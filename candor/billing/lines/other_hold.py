"""A hold that a shop has not used for days and that will most likely go away by itself (domain 1.2)."""

from __future__ import annotations

from datetime import timedelta

from candor.billing.page import Page
from candor.billing.records import Authorisation

NAME = "other_hold"
UNUSED_AFTER = timedelta(days=5)


def fits(page: Page, hold: Authorisation) -> bool:
    return page.today - page.day(hold.at) > UNUSED_AFTER
