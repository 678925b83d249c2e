"""Interest of every kind: which one, at what rate and for which days. The daily sum itself is a later chapter."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.fee import back_facts, facts_of_fee, given_back
from candor.billing.page import Page
from candor.billing.records import InterestCharge, Line

KINDS = frozenset({"purchase", "cash", "trailing", "minimum", "deferred"})


def explained(page: Page, line: Line) -> Explanation:
    """The interest's kind with rate and days when its row is in the book; else just that it is interest."""
    charge = next((row for row in page.book.interest if row.line_id == line.id), None)
    back = given_back(page, line)
    return Explanation(
        kind=f"interest_{charge.kind}" if charge and charge.kind in KINDS else "interest",
        variant="given_back" if back else "",
        said_as="interest" if back else "",
        line_id=line.id,
        facts=facts_of_fee(page, line) | _facts(page, charge) | back_facts(page, back),
        cites=(line.id, *((charge.id,) if charge else ()), *(credit.id for credit in back)),
        detail=page.detail,
        next_step=NextStep.NONE if back else NextStep.ASK_PERSON,
    )


def rate_words(basis_points: int) -> str:
    """A yearly rate as customers read it: 2499 is `24.99%`, 2400 is `24%`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}%".replace(".00%", "%")


def _facts(page: Page, charge: InterestCharge | None) -> dict[str, str]:
    if charge is None:
        return {}
    return {
        "rate": rate_words(charge.apr_bp),
        "from_day": page.say(charge.from_day),
        "to_day": page.say(charge.to_day),
        "computed": page.amount(charge.computed),
    }
