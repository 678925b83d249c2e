"""Interest of every kind: worked out again from the rows, with its sum; what the bank took too much is said first."""

from __future__ import annotations

from dataclasses import replace

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, Mistake, NextStep
from candor.billing.index import first
from candor.billing.lines import (
    interest_cash,
    interest_deferred,
    interest_minimum,
    interest_purchase,
    interest_trailing,
    interest_transfer,
)
from candor.billing.lines.common import percent_words
from candor.billing.lines.counted_late import counted_late
from candor.billing.lines.days_owed import changes_of, day_facts, day_steps, rate_facts, same_rate
from candor.billing.lines.fee import back_facts, facts_of_fee, given_back
from candor.billing.lines.stopping import offer_warning, stopping
from candor.billing.lines.worked import Said, Worked, spans_of, work_out
from candor.billing.page import Page
from candor.billing.records import InterestCharge, Line

SAYS = {
    "purchase": interest_purchase.said,
    "cash": interest_cash.said,
    "transfer": interest_transfer.said,
    "trailing": interest_trailing.said,
    "minimum": interest_minimum.said,
    "deferred": interest_deferred.said,
}


def explained(page: Page, line: Line) -> Explanation:
    """The interest with its sum; where the rows do not tell, its kind and days, and that it could not be checked."""
    row = first(page.index.interest, line.id)
    its = work_out(page, line, row) if row and row.kind in SAYS else None
    if its is None:
        return _not_checked(page, line, row)
    back = sum(-credit.amount for credit in given_back(page, line))
    still = max(0, line.amount - its.right - back)
    return _wrong(page, line, its, still) if still else _right(page, line, its)


def _right(page: Page, line: Line, its: Worked) -> Explanation:
    """It is what it should be, or what was too much has been given back."""
    back = bool(given_back(page, line))
    stop = stopping(page)
    said = Said() if back else SAYS[its.kind](page, its, stop)
    warned, facts, offer = offer_warning(page)
    pays = not back and stop.then in said.then
    variant = "given_back" if back else said.variant
    all_said = Said(variant, {**said.facts, **facts}, (*said.cites, *offer), (*said.then, *warned))
    return replace(
        _explanation(page, line, its, all_said),
        said_as="interest" if back else "",
        next_step=stop.next_step if pays else NextStep.NONE,
        by_when=stop.by_when if pays else None,
    )


def _wrong(page: Page, line: Line, its: Worked, still: int) -> Explanation:
    """Our mistake of so many cents, with its cause where the rows show it."""
    back, late = given_back(page, line), counted_late(page, its, line.amount)
    variant = "part_back" if back else "counted_late" if late else "too_high"
    facts = {"still": page.amount(still)} if back else {}
    if late:
        facts |= {"received": page.say(page.day(late.received_at)), "credited": page.say(late.credited_on)}
    return replace(
        _explanation(page, line, its, Said(variant, facts, (late.id,) if late else ())),
        said_as="interest",
        mistake=Mistake("counted_late" if late else "interest_too_high", page.money(still)),
        next_step=NextStep.ASK_PERSON,
    )


def _explanation(page: Page, line: Line, its: Worked, said: Said) -> Explanation:
    """The line with its sum; the next step is for who knows whether it is right."""
    spans, back = spans_of(page, its), given_back(page, line)
    bills = (its.bill.id, *((its.before.id,) if its.before else ()))
    paid = its.history.paid_in(its.bill)
    return Explanation(
        kind=f"interest_{its.kind}",
        variant=said.variant,
        line_id=line.id,
        facts={
            **_facts(page, line, its.row),
            **rate_facts(page, its),
            **day_facts(page, its, spans),
            "right": page.amount(its.right),
            "too_much": page.amount(max(0, line.amount - its.right)),
            **said.facts,
            **back_facts(page, back),
        },
        cites=tuple(dict.fromkeys((line.id, its.row.id, *bills, *paid, *said.cites, *(row.id for row in back)))),
        detail=page.detail,
        sum_as="interest",
        sum_variant=_sum_variant(its, line.amount - its.right, mixed=not same_rate(spans)),
        steps=day_steps(page, its, spans, line.amount),
        spans=spans,
        then=(*(("utter_explain_interest_rate_changed",) if changes_of(its) else ()), *said.then),
    )


def _sum_variant(its: Worked, beside: int, *, mixed: bool) -> str:
    """`mixed` days are each shown with their own interest; then how the sum comes to what was billed."""
    if not its.right:
        return "none_due"
    ends = "mistake" if beside > 0 else "less" if beside else "least" if its.kind == "minimum" else ""
    return "_".join(part for part in ("mixed" if mixed else "", ends) if part)


def _not_checked(page: Page, line: Line, row: InterestCharge | None) -> Explanation:
    back = given_back(page, line)
    return Explanation(
        kind=f"interest_{row.kind}" if row and row.kind in SAYS else "interest",
        variant="given_back" if back else "unknown" if row and row.kind in SAYS else "",
        said_as="interest" if back else "",
        line_id=line.id,
        facts=_facts(page, line, row) | back_facts(page, back),
        cites=(line.id, *((row.id,) if row else ()), *(credit.id for credit in back)),
        detail=page.detail,
        confidence=Confidence.UNKNOWN,
        next_step=NextStep.NONE if back else NextStep.ASK_PERSON,
    )


def _facts(page: Page, line: Line, row: InterestCharge | None) -> dict[str, str]:
    if row is None:
        return facts_of_fee(page, line)
    return {
        **facts_of_fee(page, line),
        "rate": percent_words(row.apr_bp),
        "from_day": page.say(row.from_day),
        "to_day": page.say(row.to_day),
    }
