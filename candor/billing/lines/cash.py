"""Cash taken on the card."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of, percent_words
from candor.billing.lines.foreign import own_fee
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation:
    """Where, when and how much; said without the card when it is not known."""
    fee, rate = own_fee(page, line, "cash"), page.book.account.apr_bp.get("cash")
    return Explanation(
        kind="cash",
        variant="" if page.card(line.card_id) else "no_card",
        line_id=line.id,
        facts={
            **facts_of(page, line),
            **({"own_fee": page.amount(fee.amount)} if fee else {}),
            **({"rate": percent_words(rate)} if rate else {}),
        },
        cites=(*cites_of(page, line), *((fee.id,) if fee else ()), *((page.book.account.id,) if rate else ())),
        detail=page.detail,
        sum_variant="fee" if fee and rate else "",
        steps=(Step("charged", page.money(line.amount), Role.RESULT),),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )
