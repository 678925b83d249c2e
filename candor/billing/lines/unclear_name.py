"""A name on the bill that we can not put to a shop: said so, never guessed."""

from __future__ import annotations

from datetime import timedelta

from candor.billing.descriptors import Cleaned, Confidence, cleaned, readable
from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation | None:
    """What stands on the bill, and where to look; None when we know the shop."""
    if page.shop(line).known:
        return None
    name = cleaned(line.descriptor)
    facts = facts_of(page, line) | {
        "order_date": page.say(line.txn_date - timedelta(days=1)),
        "final_on": page.say(line.post_date),
    }
    if name.prefix:
        facts |= {"prefix": name.prefix.mark, "company": name.prefix.company}
    if printed := _printed(name):
        facts |= {"printed": printed}
    return Explanation(
        kind="unclear_name",
        variant=_variant(page, line),
        line_id=line.id,
        facts=facts,
        cites=cites_of(page, line),
        detail=page.detail,
        sum_as="purchase",
        sum_variant="same_day" if line.post_date == line.txn_date else "",
        steps=(Step("charged", page.money(line.amount), Role.RESULT),),
        confidence=Confidence.UNKNOWN,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def _variant(page: Page, line: Line) -> str:
    name = cleaned(line.descriptor)
    has_card = page.card(line.card_id) is not None
    if _printed(name):
        return "printed" if has_card else "printed_no_card"
    if not has_card:
        return "no_card"
    if name.prefix:
        return "prefix"
    return "cut" if name.cut else ""


def _printed(name: Cleaned) -> str:
    """The name behind a prefix when it is plain words: what is printed there can be said, which shop it is can not."""
    return readable(name.name) if name.prefix else ""
