"""Interest that a disputed charge caused (12 CFR 1026.13(e): it is credited with the amount). Pure."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction

from candor.billing.money import half_up
from candor.billing.records import Book, InterestCharge, Line, LineType

KINDS = {LineType.PURCHASE: ("purchase", "trailing"), LineType.CASH_ADVANCE: ("cash",)}


def related_interest(book: Book, line: Line, amount: int, credited_on: date | None = None) -> int:
    """Cents of billed interest that `amount` of the line caused, from its posting day until it was credited.

    Interest is a sum over days of what was owed, so that a charge's part is its own amount over its own days, in each
    bill that charged interest of its kind; never more than that bill charged.
    """
    kinds = KINDS.get(line.type, ())
    return sum(_part(book, line, amount, charge, credited_on) for charge in book.interest if charge.kind in kinds)


def _part(book: Book, line: Line, amount: int, charge: InterestCharge, credited_on: date | None) -> int:
    last = min(charge.to_day, credited_on - timedelta(days=1)) if credited_on else charge.to_day
    days = (last - max(charge.from_day, line.post_date)).days + 1
    if days <= 0:
        return 0
    year = _days_in_year(book.account.terms.day_count, last.year)
    return min(charge.amount, half_up(Fraction(amount * days * charge.apr_bp, 10_000 * year)))


def _days_in_year(day_count: str, year: int) -> int:
    """`365`, `360`, or `actual`: 366 in leap years."""
    return 365 + isleap(year) if day_count == "actual" else int(day_count)
