"""A price abroad that the shop itself turned into dollars, at a rate of its own (domain 1.2)."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.lines.foreign import is_foreign, original_of, own_fee, rate_of
from candor.billing.money import digits_of
from candor.billing.page import Page
from candor.billing.records import Line
from candor.billing.tariff import converted


def explained(page: Page, line: Line) -> Explanation | None:
    """What the shop's rate cost against the card network's of that day, when that one is known; None for others."""
    if not is_foreign(line) or not line.dcc:
        return None
    cost, fee = _cost(line), own_fee(page, line)
    known = cost is not None and cost > 0
    return Explanation(
        kind="dcc",
        variant="" if known else "no_rate" if cost is None else "no_cost",
        line_id=line.id,
        facts={
            **facts_of(page, line),
            "original": original_of(line),
            **({"rate": line.rate} if line.rate and rate_of(line.rate) else {}),
            **({"network_rate": line.network_rate} if line.network_rate and cost is not None else {}),
            **({"own_fee": page.amount(fee.amount)} if fee else {}),
        },
        cites=(*cites_of(page, line), *((fee.id,) if fee else ())),
        detail=page.detail,
        sum_variant="" if known else "no_rate",
        steps=_steps(page, line, cost),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def _cost(line: Line) -> int | None:
    """What the shop billed above the network's rate, in cents; None when that rate is not known."""
    network = rate_of(line.network_rate)
    if network is None:
        return None
    return line.amount - converted(line.original_amount or 0, network, digits_of(line.original_currency or ""))


def _steps(page: Page, line: Line, cost: int | None) -> tuple[Step, ...]:
    result = Step("charged", page.money(line.amount), Role.RESULT)
    if cost is None:
        return (result,)
    return (
        Step("by_network", page.money(line.amount - cost), Role.ADDED),
        Step("cost", page.money(abs(cost)), Role.ADDED if cost >= 0 else Role.TAKEN),
        result,
    )
