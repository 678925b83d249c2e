"""A shop checked that the card works: for nothing, or for a dollar that drops off (domain 1.2)."""

from __future__ import annotations

from candor.billing.lines.common import CHECK_AMOUNTS
from candor.billing.page import Page
from candor.billing.records import Authorisation

NAME = "card_check"


def fits(_: Page, hold: Authorisation) -> bool:
    return hold.amount in CHECK_AMOUNTS
