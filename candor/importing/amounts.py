"""Amounts and days as files write them, made into cents and dates without a float in between."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

CURRENCY_MARKS = re.compile(r"[$€£¥\s\u00a0\u202f]|[A-Z]{3}")
# Groups end with three digits: `12,40` is no amount where the decimal mark is a point, and never 1,240.
WRITTEN = re.compile(r"[+-]?(\d{1,3}(,\d{2,3})*,\d{3}|\d+)?(\.\d+)?")
YEARS = range(1950, 2200)
LARGEST = 10**11


def cents(text: str, decimal_mark: str = ".") -> int:
    """`-1,204.50`, `(3.00)`, `$12` or, with a decimal comma, `1.204,50` in cents. Raises ValueError for others."""
    plain = CURRENCY_MARKS.sub("", text.strip().replace("\u2212", "-"))
    negative = plain.startswith("(") and plain.endswith(")")
    if decimal_mark == ",":
        plain = plain.translate(str.maketrans(".,", ",."))
    plain = plain.strip("()")
    if not WRITTEN.fullmatch(plain) or not any(map(str.isdigit, plain)):
        raise ValueError(f"{text!r} is not an amount")
    exact = Decimal(plain.replace(",", "")) * 100
    if abs(exact) > LARGEST or exact != exact.to_integral_value():
        raise ValueError(f"{text!r} is not an amount in whole cents")
    return -int(exact) if negative else int(exact)


def day(text: str, formats: tuple[str, ...]) -> date:
    """The day, in the first of the formats (as of strptime) that fits. Raises ValueError."""
    for form in formats:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
        if found.year in YEARS:
            return found
    raise ValueError(f"{text!r} is not a day like {formats[0]}")
