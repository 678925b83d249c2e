"""Money as integer cents with a currency."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
# Decimals of the currencies that have not two (ISO 4217).
DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def digits_of(currency: str) -> int:
    """How many decimals the minor unit of a currency has: 2 for dollars, 0 for yen, 3 for dinars."""
    return DIGITS.get(currency, 2)


def half_up(amount: Fraction) -> int:
    """The nearest whole number of cents; halves go away from zero (domain 1.1)."""
    return half_up_parts(amount.numerator, amount.denominator)


def half_up_parts(parts: int, of: int) -> int:
    """The same for so many parts of a cent, of which `of` (above 0) make one cent."""
    whole = (2 * abs(parts) + of) // (2 * of)
    return whole if parts >= 0 else -whole


@dataclass(frozen=True, order=True)
class Money:
    """An exact amount in the minor unit of its currency, cents of dollars. Adding two currencies raises ValueError."""

    cents: int
    currency: str = "USD"

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.cents, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.cents), self.currency)

    def __str__(self) -> str:
        """As customers read it: `$1,204.50`, `-$3.00`, `CHF 12.00`, `JPY 1,200`."""
        sign = "-" if self.cents < 0 else ""
        mark = SIGNS.get(self.currency, f"{self.currency} ")
        digits = digits_of(self.currency)
        whole, rest = divmod(abs(self.cents), 10**digits)
        return f"{sign}{mark}{whole:,}" + (f".{rest:0{digits}d}" if digits else "")

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.cents
