"""A hotel sets aside money for the room and extras (domain 1.2)."""

from __future__ import annotations

from candor.billing.page import Page
from candor.billing.records import Authorisation

NAME = "hotel_hold"
SHOP_TYPES = frozenset({"7011", *(str(code) for code in range(3501, 4000))})


def fits(_: Page, hold: Authorisation) -> bool:
    return hold.mcc in SHOP_TYPES
