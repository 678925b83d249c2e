"""Money we got from the customer: when it came, from which day it counts, and what it went to (domain 1.2, 1.1)."""

from __future__ import annotations

from candor.billing.explanation import Explanation, Mistake, NextStep, Role, Step
from candor.billing.index import first
from candor.billing.lines.fee import facts_of_fee
from candor.billing.page import Page
from candor.billing.receipts import counts_on
from candor.billing.records import Line, Payment

# The balances that a payment is spread over (domain 1.1, payment allocation).
BALANCES = ("purchase", "cash", "transfer", "promo")


def explained(page: Page, line: Line) -> Explanation:
    """Said too when the payer's bank took it back, and, first of all, when we counted it from too late a day."""
    paid = _payment(page, line)
    is_late = paid is not None and _counted_late(page, paid) and line.amount < 0
    steps, sum_variant = _sum(page, line, paid)
    return Explanation(
        kind="payment",
        variant="mistake" if is_late else _variant(line, paid),
        line_id=line.id,
        facts=facts_of_fee(page, line) | _facts(page, paid),
        cites=(line.id, *((paid.id,) if paid else ())),
        detail=page.detail,
        sum_variant=sum_variant,
        steps=steps,
        # What it cost stands on the lines that came of it (a late fee, interest): each is found wrong by itself.
        mistake=Mistake("credited_late", page.money(0)) if is_late else None,
        next_step=_next_step(line, paid, is_late),
    )


def _payment(page: Page, line: Line) -> Payment | None:
    """The payment of this line, or the one that this line takes back."""
    taken_back = first(page.index.payments, line.reversal_of) if line.reversal_of else None
    return first(page.index.payments, line.id) or taken_back


def _counted_late(page: Page, paid: Payment) -> bool:
    """Money counts on the day it was received (12 CFR 1026.10(a))."""
    return paid.returned_on is None and paid.credited_on > counts_on(page.book, paid)


def _variant(line: Line, paid: Payment | None) -> str:
    if paid and paid.returned_on:
        return "returned"
    if line.amount > 0:
        return "taken_back"
    return "" if paid else "plain"


def _next_step(line: Line, paid: Payment | None, is_late: bool) -> NextStep:
    if paid and paid.returned_on:
        return NextStep.PAY
    return NextStep.ASK_PERSON if is_late or line.amount > 0 else NextStep.NONE


def _sum(page: Page, line: Line, paid: Payment | None) -> tuple[tuple[Step, ...], str]:
    """What went to which balance; only the whole when the book does not say so, or says what does not add up."""
    result = Step("given", page.money(abs(line.amount)), Role.RESULT)
    if paid and paid.returned_on:
        return (result,), "returned"
    if line.amount > 0:
        return (result,), "taken_back"
    parts = dict(paid.allocation) if paid else {}
    known = set(parts) <= set(BALANCES) and min(parts.values(), default=0) >= 0
    if not parts or not known or sum(parts.values()) != -line.amount:
        return (result,), "plain"
    used = [balance for balance in BALANCES if parts.get(balance)]
    each = tuple(Step(f"to_{balance}", page.money(parts.get(balance, 0)), Role.ADDED) for balance in BALANCES)
    return (*each, result), used[0] if len(used) == 1 else "several"


def _facts(page: Page, paid: Payment | None) -> dict[str, str]:
    if paid is None:
        return {}
    facts = {
        "received": page.say(page.day(paid.received_at)),
        "counts": page.say(counts_on(page.book, paid)),
        "credited": page.say(paid.credited_on),
    }
    if paid.returned_on:
        facts["returned"] = page.say(paid.returned_on)
    return facts
