"""The facts that nearly every kind of line shares."""

from __future__ import annotations

from datetime import date

from candor.billing.explanation import Role, Step
from candor.billing.page import Page, Row, Shop
from candor.billing.records import Authorisation, Line, LineType

# A shop asks for nothing or a dollar to see whether a card works: that says nothing of the price.
CHECK_AMOUNTS = (0, 100)
BY_CUSTOMER = frozenset({LineType.PURCHASE, LineType.CASH_ADVANCE})


def facts_of(page: Page, row: Row) -> dict[str, str]:
    """name, shop (with its place), amount, date, descriptor, and card (its last four digits) when there is one."""
    shop = page.shop(row)
    facts = {
        "name": shop.said,
        "shop": placed(shop) if shop.certain else shop.said,
        "amount": page.amount(abs(row.amount)),
        "date": page.say(day_of(page, row)),
        "descriptor": row.descriptor.strip() or shop.said,
    }
    card = page.card(row.card_id)
    return {**facts, "card": card.last4} if card else facts


def placed(shop: Shop) -> str:
    """The shop's own name with its place: `Blue Heron Coffee, 12 Pine Street, Portland`."""
    return ", ".join(part for part in (shop.name, shop.place) if part)


def day_of(page: Page, row: Row) -> date:
    """The day the customer remembers: of the purchase or the hold; for all else the day it stands on the bill."""
    if isinstance(row, Authorisation):
        return page.day(row.at)
    return row.txn_date if row.type in BY_CUSTOMER else row.post_date


def single_hold(page: Page, line: Line) -> Authorisation | None:
    """What the shop first asked for, when this line alone came of it, at another amount, in the same money."""
    hold = page.hold(line.authorisation_id)
    if hold is None or hold.currency != line.currency or hold.amount in (*CHECK_AMOUNTS, line.amount):
        return None
    return hold if len(page.captures(hold)) == 1 else None


def cites_of(page: Page, row: Row) -> tuple[str, ...]:
    """The row's own id, then its card, its shop and the alias that named the shop."""
    card = page.card(row.card_id)
    return (row.id, *((card.id,) if card else ()), *page.shop(row).cites)


def details_of(page: Page, row: Row) -> dict[str, str]:
    """What a charge card shows below the name, by the label's key; only what is known."""
    shop, card = page.shop(row), page.card(row.card_id)
    merchant = shop.merchant if shop.certain else None
    known = {
        "card_ending": card.last4 if card else "",
        "place": shop.place if merchant else "",
        "phone": merchant.phone if merchant else "",
        "final_on": "" if isinstance(row, Authorisation) else page.say(row.post_date),
    }
    return {label: value for label, value in known.items() if value}


def percent_words(basis_points: int) -> str:
    """A share as customers read it: 300 is `3%`, 72 is `0.72%`, 550 is `5.5%`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def held_against(page: Page, right: int, charged: int) -> tuple[Step, ...]:
    """What should have been charged, what that is too much or too little by, and what was charged; in cents."""
    beside = charged - right
    name, role = ("too_much", Role.ADDED) if beside > 0 else ("let_off", Role.TAKEN)
    return (
        Step("right", page.money(right), Role.ADDED),
        *((Step(name, page.money(abs(beside)), role),) if beside else ()),
        Step("charged", page.money(charged), Role.RESULT),
    )
