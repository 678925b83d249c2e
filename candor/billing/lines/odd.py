"""Rows that do not make sense by themselves: what can be seen is said, and what can not (domain 1.3, unknown).

No sum is shown for them. A file may have been read half, or a row may contradict another; a person has to look.
"""

from __future__ import annotations

from collections.abc import Mapping

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.common import cites_of
from candor.billing.money import Money
from candor.billing.page import Page, Row
from candor.billing.records import Authorisation, Line, LineType

TAKES_OFF = frozenset({LineType.REFUND, LineType.CREDIT})
GOES_EITHER_WAY = frozenset({LineType.PAYMENT, *TAKES_OFF})


def explained(page: Page, row: Row) -> Explanation | None:
    """What stands on the row and which part of it is not clear; None for a row that makes sense."""
    variant = _variant(page, row)
    if variant is None:
        return None
    return Explanation(
        kind="odd",
        variant=variant,
        line_id=row.id,
        facts=_facts(page, row),
        cites=cites_of(page, row),
        detail=page.detail,
        confidence=Confidence.UNKNOWN,
        next_step=NextStep.ASK_PERSON,
        status="pending" if isinstance(row, Authorisation) else "final",
    )


def _variant(page: Page, row: Row) -> str | None:
    if row.currency != page.book.account.currency:
        return "currency"
    if isinstance(row, Authorisation):
        return _of_hold(page, row)
    if row.post_date > page.today:
        return "future"
    if row.amount == 0:
        return "zero"
    return "unlike" if _contradicts(page, row) else None


def _of_hold(page: Page, hold: Authorisation) -> str | None:
    if page.day(hold.at) > page.today:
        return "future"
    return "unlike" if hold.amount < 0 or hold.expires_at < hold.at else None


def _contradicts(page: Page, line: Line) -> bool:
    """Whether its sign, its days or the row behind it say something else than the line."""
    if line.txn_date > line.post_date:
        return True
    if line.amount < 0 and line.type not in GOES_EITHER_WAY:
        return True
    return any(amount != line.amount for amount in _amounts_behind(page, line))


def _amounts_behind(page: Page, line: Line) -> list[int]:
    """What the rows about this line say that it comes to, in cents and signed as on the bill."""
    index = page.index
    rows: Mapping[LineType, list[int]] = {
        LineType.FEE: [fee.amount for fee in index.fees.get(line.id, ())],
        LineType.INTEREST: [charge.amount for charge in index.interest.get(line.id, ())],
        LineType.PAYMENT: [-paid.amount for paid in index.payments.get(line.id, ())],
        LineType.REFUND: [-refund.amount for refund in index.refunds.get(line.id, ())],
    }
    return rows.get(line.type, [])


def _facts(page: Page, row: Row) -> dict[str, str]:
    shop = page.shop(row)
    return {
        "name": shop.said,
        "amount": str(Money(abs(row.amount), row.currency)),
        "date": page.say(page.day(row.at) if isinstance(row, Authorisation) else row.post_date),
        "descriptor": row.descriptor.strip() or shop.said,
    }
