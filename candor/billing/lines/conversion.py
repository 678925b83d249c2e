"""A price in foreign money that we turned into dollars at the card network's rate (domain 1.2)."""

from __future__ import annotations

from fractions import Fraction

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, Mistake, NextStep
from candor.billing.lines.common import cites_of, details_of, facts_of, held_against
from candor.billing.lines.fee import back_facts, given_back
from candor.billing.lines.foreign import is_foreign, original_of, own_fee, rate_of
from candor.billing.money import digits_of, half_up
from candor.billing.page import Page
from candor.billing.records import Line
from candor.billing.tariff import CENTS_DIGITS

ROUNDING = Fraction(1, 2)


def explained(page: Page, line: Line) -> Explanation | None:
    """Price, rate and what they come to; None for a price in the account's own money, or turned by the shop."""
    if not is_foreign(line) or line.dcc:
        return None
    rate, fee = rate_of(line.rate), own_fee(page, line)
    back = given_back(page, line)
    right = right_amount(line, rate) if rate else None
    beside = line.amount - right if right is not None else 0
    wrong = max(0, beside - sum(-credit.amount for credit in back))
    return Explanation(
        kind="conversion",
        variant="no_rate" if right is None else "mistake" if wrong else "",
        line_id=line.id,
        facts={
            **facts_of(page, line),
            "original": original_of(line),
            "too_much": page.amount(max(0, beside)),
            **({"right": page.amount(right)} if right is not None else {}),
            **({"rate": line.rate} if line.rate and rate else {}),
            **({"own_fee": page.amount(fee.amount)} if fee else {}),
            **back_facts(page, back),
        },
        cites=(*cites_of(page, line), *((fee.id,) if fee else ()), *(credit.id for credit in back)),
        detail=page.detail,
        sum_as="fee" if beside else "",
        sum_variant=("mistake" if beside > 0 else "less") if beside else "fee" if fee else "",
        steps=held_against(page, right, line.amount) if right is not None else (),
        confidence=page.shop(line).alias.confidence if right is not None else Confidence.UNKNOWN,
        mistake=Mistake("wrong_rate", page.money(wrong)) if wrong else None,
        next_step=NextStep.ASK_PERSON if wrong else NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def right_amount(line: Line, rate: Fraction) -> int:
    """What the price comes to at the rate, in cents.

    A bill prints a rate with few decimals: what lies within that rounding is right as it was billed.
    """
    scale = Fraction(10) ** (CENTS_DIGITS - digits_of(line.original_currency or ""))
    price = (line.original_amount or 0) * scale
    decimals = len((line.rate or "").strip().partition(".")[2])
    within = price * Fraction(1, 2 * 10**decimals) if decimals else 0
    exact = price * rate
    return line.amount if abs(line.amount - exact) <= within + ROUNDING else half_up(exact)
