"""One order that was billed in parts as it was sent (domain 1.2)."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Authorisation, Line, LineType
from candor.billing.tariff import is_split


def explained(page: Page, line: Line) -> Explanation | None:
    """All parts with their sum, held against what the shop asked for; None for a charge that stands alone."""
    parts = parts_of(page, line)
    if len(parts) < 2:
        return None
    hold = page.hold(line.authorisation_id)
    number = [part.id for part in parts].index(line.id) + 1
    return Explanation(
        kind="split",
        variant=_variant(parts, hold),
        line_id=line.id,
        facts={
            **facts_of(page, line),
            "number": str(number),
            "count": str(len(parts)),
            **({"asked": page.amount(hold.amount)} if hold else {}),
            **({"order": line.order_ref} if line.order_ref else {}),
        },
        cites=(*cites_of(page, line), *(part.id for part in parts if part is not line), *((hold.id,) if hold else ())),
        detail=page.detail,
        steps=steps_of(page, parts),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def steps_of(page: Page, parts: tuple[Line, ...]) -> tuple[Step, ...]:
    """Part by part, and what they come to."""
    each = [Step(f"part_{n}", page.money(part.amount), Role.ADDED) for n, part in enumerate(parts, start=1)]
    return (*each, Step("total", page.money(sum(part.amount for part in parts)), Role.RESULT))


def parts_of(page: Page, line: Line) -> tuple[Line, ...]:
    """The purchases of one order or one request of the shop, oldest first; the line alone when there is no other."""
    of_hold = page.index.captures.get(line.authorisation_id, ()) if line.authorisation_id is not None else ()
    of_order = page.index.orders.get(line.order_ref, ()) if line.order_ref is not None else ()
    found = {
        row.id: row for row in (*of_hold, *of_order) if row.type is LineType.PURCHASE and row.currency == line.currency
    }
    return tuple(sorted(found.values(), key=lambda row: (row.post_date, row.id))) or (line,)


def _variant(parts: tuple[Line, ...], hold: Authorisation | None) -> str:
    if hold is None:
        return "order"
    return "" if is_split((part.amount for part in parts), hold.amount) else "differs"
