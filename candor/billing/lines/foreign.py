"""What prices in foreign money share: the rate, and our fee for a shop in another country."""

from __future__ import annotations

from fractions import Fraction

from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.records import Line


def is_foreign(line: Line) -> bool:
    """Whether the shop's price was in other money than the account's."""
    return bool(line.original_amount and line.original_currency and line.original_currency != line.currency)


def rate_of(text: str | None) -> Fraction | None:
    """A rate of exchange as it stands on the line; None when there is none that can be read."""
    try:
        rate = Fraction(text.strip()) if text else None
    except (ValueError, ZeroDivisionError):
        return None
    return rate if rate and rate > 0 else None


def original_of(line: Line) -> str:
    """The shop's own price as customers read it."""
    return str(Money(line.original_amount or 0, line.original_currency or line.currency))


def own_fee(page: Page, line: Line, kind: str = "foreign") -> Line | None:
    """The line of our own fee that was taken on this one."""
    fee = next((row for row in page.index.fees_on.get(line.id, ()) if row.kind == kind), None)
    return page.line(fee.line_id) if fee else None
