"""A car firm sets aside a deposit until the car is back (domain 1.2)."""

from __future__ import annotations

from candor.billing.page import Page
from candor.billing.records import Authorisation

NAME = "car_hold"
SHOP_TYPES = frozenset({"7512", "7513", *(str(code) for code in range(3351, 3442))})


def fits(_: Page, hold: Authorisation) -> bool:
    return hold.mcc in SHOP_TYPES
