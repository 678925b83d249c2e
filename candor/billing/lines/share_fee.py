"""What foreign, cash and transfer fees share: the line they were taken on, of which they are a share."""

from __future__ import annotations

from candor.billing.explanation import Step
from candor.billing.lines import fee as any_fee
from candor.billing.lines.common import day_of, percent_words
from candor.billing.money import half_up
from candor.billing.page import Page
from candor.billing.records import Fee, Line, LineType
from candor.billing.tariff import basis_points


def base_of(page: Page, fee: Fee | None, kind: str, of: LineType) -> Line | None:
    """The line that a fee of a kind was taken on; None when this is another fee, or the line is not in the book."""
    line = page.line(fee.trigger_id) if fee and fee.kind == kind else None
    in_account_money = line is not None and line.currency == page.book.account.currency
    return line if line and line.type is of and line.amount > 0 and in_account_money else None


def checked(page: Page, base: Line, share_bp: int, least: int = 0) -> any_fee.Checked:
    """The share of the line's amount, rounded half up once, and at least `least`; amounts in cents."""
    share = half_up(base.amount * basis_points(share_bp))
    steps = (Step("share", page.money(share)), *((Step("least", page.money(least)),) if least else ()))
    return any_fee.Checked(
        right=max(least, share),
        facts={
            "for_name": page.shop(base).said,
            "for_amount": page.amount(base.amount),
            "for_date": page.say(day_of(page, base)),
            "share_rate": percent_words(share_bp),
        },
        cites=(base.id, *page.shop(base).cites),
        shown=steps,
        wrong="above_terms",
        sum_variant="least" if share < least else "",
    )
