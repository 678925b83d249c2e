"""Claims against a shop that the bank has to answer for: 12 CFR 1026.12(c), and Section 75 in the United Kingdom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """What has to be so for 12(c)."""

    NO_CASH = "no_cash"
    TRIED_WITH_SHOP = "tried_with_shop"
    LARGE_ENOUGH = "large_enough"
    NEAR_ENOUGH = "near_enough"


@dataclass(frozen=True)
class Purchase:
    """What is known; None is not known. Amounts in cents, distance in miles from the customer's address.

    `shop_is_ours`: the shop is the bank, or tied to it, or took the order through a mailing of the bank's.
    `same_state` and `miles` are unknown for online sales: where those took place is a matter of state law.
    `unpaid_at_notice`: what of it was still unpaid when the shop or the bank was first told.
    """

    amount: int
    unpaid_at_notice: int
    tried_with_shop: bool | None = None
    same_state: bool | None = None
    miles: int | None = None
    shop_is_ours: bool = False
    cash_advance: bool = False


@dataclass(frozen=True)
class Claim:
    """`failed` and `unknown` conditions; `most` is the cents that may be held back when none failed, else 0."""

    failed: tuple[Condition, ...]
    unknown: tuple[Condition, ...]
    most: int

    @property
    def holds(self) -> bool | None:
        """None: somebody has to find out first. What is not known is never a refusal."""
        if self.failed:
            return False
        return None if self.unknown else True


def claim(purchase: Purchase, above: int, miles: int) -> Claim:
    """Tests a purchase: more than `above` cents, in the same state or at most `miles` away, tried with the shop first.

    Size and distance do not count when the shop is the bank's own (12 CFR 1026.12(c)(3)(ii)).
    """
    found = {
        Condition.NO_CASH: not purchase.cash_advance,
        Condition.TRIED_WITH_SHOP: purchase.tried_with_shop,
        Condition.LARGE_ENOUGH: purchase.shop_is_ours or purchase.amount > above,
        Condition.NEAR_ENOUGH: purchase.shop_is_ours or _near(purchase, miles),
    }
    failed = tuple(condition for condition, fine in found.items() if fine is False)
    unknown = tuple(condition for condition, fine in found.items() if fine is None)
    return Claim(failed, unknown, 0 if failed else min(purchase.amount, purchase.unpaid_at_notice))


def _near(purchase: Purchase, miles: int) -> bool | None:
    """Either of the two is enough, so that one of them unknown leaves it open."""
    if purchase.same_state or (purchase.miles is not None and purchase.miles <= miles):
        return True
    return None if purchase.same_state is None or purchase.miles is None else False


def section_75(price: int, above: int, most: int) -> bool:
    """Whether the bank answers for a shop as the shop does: an item above £100 and up to £30,000, in pence.

    The price of the item counts, not what of it was paid by card (Consumer Credit Act 1974, section 75).
    """
    return above < price <= most
