"""A purchase: somebody on the account bought this."""

from __future__ import annotations

from candor.billing.descriptors import Confidence, cleaned
from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.common import cites_of, details_of, facts_of, placed
from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation:
    """Where, when, how much and with which card; said as likely when the name on the bill is only likely this shop."""
    shop = page.shop(line)
    confidence = shop.alias.confidence
    refunded = tuple(r for r in page.book.refunds if r.purchase_id == line.id)
    return Explanation(
        kind="purchase",
        variant=_variant(page, line, confidence),
        line_id=line.id,
        facts=facts_of(page, line) | {"shop": placed(shop)} | _more_facts(page, line),
        cites=(*cites_of(page, line), *(refund.id for refund in refunded)),
        detail=page.detail,
        confidence=confidence,
        next_step=NextStep.SAY_IF_YOURS,
        status=_status(refunded),
        details=details_of(page, line),
    )


def is_foreign(line: Line) -> bool:
    return bool(line.original_amount and line.original_currency and line.original_currency != line.currency)


def _status(refunded: tuple[object, ...]) -> str:
    if not refunded:
        return "final"
    return "refunded" if all(getattr(refund, "line_id", None) for refund in refunded) else "refund_coming"


def _variant(page: Page, line: Line, confidence: Confidence) -> str:
    card = page.card(line.card_id)
    tests = {
        "likely": confidence is Confidence.LIKELY,
        "no_card": card is None,
        "other_holder": card is not None and card.authorised_user,
        "foreign": is_foreign(line) and bool(line.rate) and not line.dcc,
        "prefix": cleaned(line.descriptor).prefix is not None,
    }
    return next((variant for variant, holds in tests.items() if holds), "")


def _more_facts(page: Page, line: Line) -> dict[str, str]:
    prefix, card = cleaned(line.descriptor).prefix, page.card(line.card_id)
    facts = {"prefix": prefix.mark, "company": prefix.company} if prefix else {}
    if card:
        facts["holder"] = card.holder
    if is_foreign(line) and line.original_amount and line.original_currency:
        facts["original"] = str(Money(line.original_amount, line.original_currency))
        facts |= {"rate": line.rate} if line.rate else {}
    return facts
