"""A purchase: somebody on the account bought this."""

from __future__ import annotations

from candor.billing.descriptors import Confidence, cleaned
from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of, placed
from candor.billing.lines.instalments import facts_of_plan, makes_sense
from candor.billing.page import Page
from candor.billing.records import Line, Plan


def explained(page: Page, line: Line) -> Explanation:
    """Where, when, how much and with which card; said as likely when the name on the bill is only likely this shop."""
    shop = page.shop(line)
    confidence = shop.alias.confidence
    refunded = page.index.refunds_of.get(line.id, ())
    plan = next((row for row in page.index.plans.get(line.id, ()) if makes_sense(row)), None)
    return Explanation(
        kind="purchase",
        variant="plan" if plan and confidence is Confidence.CERTAIN else _variant(page, line, confidence),
        line_id=line.id,
        facts=facts_of(page, line) | {"shop": placed(shop)} | _more_facts(page, line, plan),
        cites=(*cites_of(page, line), *(refund.id for refund in refunded), *((plan.id,) if plan else ())),
        detail=page.detail,
        sum_variant="same_day" if line.post_date == line.txn_date else "",
        steps=(Step("charged", page.money(line.amount), Role.RESULT),),
        confidence=confidence,
        next_step=NextStep.SAY_IF_YOURS,
        status=_status(refunded),
        details=details_of(page, line),
    )


def _status(refunded: tuple[object, ...]) -> str:
    if not refunded:
        return "final"
    return "refunded" if all(getattr(refund, "line_id", None) for refund in refunded) else "refund_coming"


def _variant(page: Page, line: Line, confidence: Confidence) -> str:
    card = page.card(line.card_id)
    tests = {
        "likely": confidence is Confidence.LIKELY,
        "no_card": card is None,
        "other_holder": card is not None and card.authorised_user and bool(card.holder.strip()),
        "prefix": cleaned(line.descriptor).prefix is not None,
    }
    return next((variant for variant, holds in tests.items() if holds), "")


def _more_facts(page: Page, line: Line, plan: Plan | None) -> dict[str, str]:
    prefix, card = cleaned(line.descriptor).prefix, page.card(line.card_id)
    facts = {"final_on": page.say(line.post_date)}
    if prefix:
        facts |= {"prefix": prefix.mark, "company": prefix.company}
    if card and card.holder.strip():
        facts["holder"] = card.holder
    return facts | (facts_of_plan(page, plan, 0) if plan else {})
