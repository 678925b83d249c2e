"""A pump holds more than you need until it knows the real price (domain 1.2)."""

from __future__ import annotations

from candor.billing.page import Page
from candor.billing.records import Authorisation

NAME = "fuel_hold"
SHOP_TYPES = frozenset({"5541", "5542"})


def fits(_: Page, hold: Authorisation) -> bool:
    return hold.mcc in SHOP_TYPES
