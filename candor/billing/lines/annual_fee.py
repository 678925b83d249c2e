"""The yearly price of the card (domain 1.2; 12 CFR 1026.9(e))."""

from __future__ import annotations

from datetime import date, timedelta

from candor.billing.explanation import Explanation
from candor.billing.lines import fee as any_fee
from candor.billing.page import Page
from candor.billing.records import Line

# Two yearly fees nearer than this are two for one year; months and weekends move the day.
A_YEAR_AT_LEAST = timedelta(days=330)


def explained(page: Page, line: Line) -> Explanation | None:
    """The flat price of the terms, and until when the card can still be ended without it; None for other fees."""
    fee = any_fee.fee_of(page, line)
    if fee is None or fee.kind != "annual":
        return None
    before = _before(page, line)
    is_second = before is not None and line.post_date - before.post_date < A_YEAR_AT_LEAST
    ends = last_day_to_end(page, line)
    can_end = ends is not None and page.today <= ends
    return any_fee.told(
        page,
        line,
        fee,
        any_fee.Checked(
            right=0 if is_second else page.book.account.terms.annual_fee,
            facts={
                **({"end_by": page.say(ends)} if ends else {}),
                **({"first_date": page.say(before.post_date)} if before else {}),
            },
            cites=(
                *((before.id,) if before else ()),
                *((line.statement_id,) if ends and line.statement_id else ()),
            ),
            wrong="twice_a_year" if is_second else "above_terms",
            wrong_as="twice" if is_second else "",
            variant="can_end" if can_end else "",
            by_when=ends if can_end else None,
        ),
    )


def last_day_to_end(page: Page, line: Line) -> date | None:
    """Until when the card can be ended without paying the fee; None until it stands on a bill."""
    bill = page.statement(line.statement_id)
    return bill.transmitted_on + timedelta(days=page.book.account.terms.annual_fee_exit_days) if bill else None


def _before(page: Page, line: Line) -> Line | None:
    """The newest yearly fee before this one that was not given back."""
    lines = (page.line(fee.line_id) for fee in page.index.fees_of_kind.get("annual", ()))
    found = [row for row in lines if row and (row.post_date, row.id) < (line.post_date, line.id)]
    kept = [row for row in found if not any_fee.given_back(page, row)]
    return max(kept, key=lambda row: row.post_date, default=None)
