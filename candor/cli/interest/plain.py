"""A worked-out case of interest as one JSON object (docs/reference/interest.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from candor.billing.interest import Accrued, Step
from candor.billing.interest.case import Case, Given, Solved
from candor.billing.money import half_up


def decimal_of(exact: Fraction, digits: int = 6) -> str:
    """An exact number as decimal text, rounded half up to so many digits; zeros at its end are left out."""
    scaled = half_up(exact * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".")


def plain(case: Case, solved: Solved) -> dict[str, Any]:
    """The result as one object: whole cents as numbers, exact cents and rates as decimal text."""
    found = solved.interest
    return {
        "cycle": {"open": str(case.open), "close": str(case.close), "days": (case.close - case.open).days + 1},
        "currency": case.currency,
        "balances": [
            {"balance": charge.kind, "line": charge.name, "grace": charge.row, **_accrued(charge.accrued)}
            for charge in found.charges
        ],
        "payments": [_given(given) for given in solved.given],
        "computed": found.computed,
        "minimum_adds": found.raised_by,
        "deferred": _deferred(solved),
        "lines": found.lines,
        "interest": found.billed,
    }


def _accrued(accrued: Accrued) -> dict[str, Any]:
    return {
        "steps": [_step(step) for step in accrued.steps],
        "days": accrued.days,
        "balance_days": accrued.balance_days,
        "average_daily_balance": decimal_of(accrued.average),
        "exact": decimal_of(accrued.exact),
        "interest": accrued.cents,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "from": str(step.first),
        "to": str(step.last),
        "days": step.days,
        "balance": step.balance,
        "counted": step.counted,
        "percent": decimal_of(step.apr * 100),
        "daily_percent": decimal_of(step.daily_rate * 100, 12),
        "joined_before": decimal_of(step.joined),
        "exact": decimal_of(step.interest),
        "cents": step.cents,
    }


def _given(given: Given) -> dict[str, Any]:
    parts = [{"balance": part.kind, "cents": part.amount, "why": part.why} for part in given.allocation.parts]
    return {"day": str(given.day), "payment": given.amount, "parts": parts}


def _deferred(solved: Solved) -> dict[str, Any] | None:
    offer = solved.interest.deferred
    if offer is None:
        return None
    told = {"ends": str(offer.ends), "ended": offer.ended, "left": offer.left, "charged": offer.charged}
    return {**told, **_accrued(offer.stored)}
