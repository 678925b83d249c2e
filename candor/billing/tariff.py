"""What fees, conversions, parts and holds come to (domain 1.2). Pure sums: cents in, cents out.

Amounts are integer cents; rates are exact shares of one, as `Fraction(3, 100)` for 3% (`percent("3")`). Each share is
rounded half up once. What the bank *charged* is not here: compare it with what is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from candor.billing.money import half_up

CENTS_DIGITS = 2


def percent(rate: str | int | Fraction) -> Fraction:
    """A rate of percent as a share of one: "24.99" is 2499/10000. Raises ValueError for what is no number."""
    return Fraction(rate) / 100


def basis_points(points: int) -> Fraction:
    """A rate in basis points as a share of one: 2499 is 24.99%."""
    return Fraction(points, 10_000)


def foreign_fee(usd: int, rate: Fraction) -> int:
    """The fee for a shop in another country: a share of the amount in dollars, conversion by the shop or not."""
    return half_up(usd * rate)


def cash_fee(amount: int, least: int, rate: Fraction) -> int:
    """The fee for cash taken with the card: a share, and at least `least`."""
    return max(least, half_up(amount * rate))


def transfer_fee(amount: int, least: int, rate: Fraction) -> int:
    """The fee for debt moved here from another card: a share, and at least `least`."""
    return max(least, half_up(amount * rate))


def late_fee_cap(tier: int, minimum_due: int) -> int:
    """The most a late fee may be: its tier, but never more than the minimum that was due (12 CFR 1026.52(b))."""
    return max(0, min(tier, minimum_due))


def returned_fee(tier: int, minimum_before: int) -> int:
    """The most a returned-payment fee may be: `minimum_before` is what was due just before the payment came back."""
    return max(0, min(tier, minimum_before))


def over_limit_fee(peak: int, limit: int, tier: int) -> int:
    """The most an over-limit fee may be: its tier, but never more than the excess (12 CFR 1026.52(b)(2)(i)).

    `peak` is the highest balance of the cycle without our own fees and interest (12 CFR 1026.56(j)(4)). Whether the
    customer had agreed to such a fee is asked elsewhere: without that, none is due.
    """
    return max(0, min(tier, peak - limit))


def converted(amount: int, rate: Fraction, digits: int = CENTS_DIGITS) -> int:
    """Foreign money in cents of the account.

    `amount` is in the foreign minor unit, of which `digits` tells the decimals (yen: 0); `rate` is for one whole unit.
    """
    return half_up(amount * rate * Fraction(10) ** (CENTS_DIGITS - digits))


def dcc(amount: int, network_rate: Fraction, shop_rate: Fraction, digits: int = CENTS_DIGITS) -> tuple[int, int]:
    """A price that the shop itself turned into dollars: what it billed, and how much that is above the network rate."""
    billed = converted(amount, shop_rate, digits)
    return billed, billed - converted(amount, network_rate, digits)


@dataclass(frozen=True)
class Instalments:
    """A plan of parts with a fixed fee on each, in cents. The last part takes what does not divide."""

    parts: tuple[int, ...]
    fee: int

    @property
    def payments(self) -> tuple[int, ...]:
        """What is billed each month."""
        return tuple(part + self.fee for part in self.parts)

    @property
    def fees(self) -> int:
        """All fees of the plan together."""
        return self.fee * len(self.parts)

    @property
    def total(self) -> int:
        return sum(self.payments)

    def paid_after(self, count: int) -> int:
        """What the first `count` payments come to."""
        return sum(self.payments[:count])

    def left_after(self, count: int) -> int:
        """What the payments after the first `count` come to."""
        return sum(self.payments[count:])


def instalment(total: int, count: int, monthly_fee_rate: Fraction) -> Instalments:
    """A purchase in `count` equal parts with a fee each month that is a share of the whole. ValueError below one."""
    if count < 1:
        raise ValueError("a plan has at least one part")
    part = total // count
    return Instalments((part,) * (count - 1) + (total - part * (count - 1),), half_up(total * monthly_fee_rate))


def available(limit: int, balance: int, holds: Iterable[int]) -> int:
    """What is free to spend: the limit less what is owed and what shops hold; below zero when over the limit."""
    return limit - balance - sum(holds)


def posted_difference(posted: int, held: int) -> int:
    """How much more was billed than the shop first asked for; below zero when less (a tip, fuel, a changed order)."""
    return posted - held


def is_split(parts: Iterable[int], asked: int) -> bool:
    """Whether the parts of an order, at least two, come to exactly what was asked for it."""
    amounts = tuple(parts)
    return len(amounts) > 1 and sum(amounts) == asked
