"""A customer's story: each event of the recipe, and what is done when its day comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from candor.billing.records import LineType
from candor.importing.sample.arithmetic import share_of
from candor.importing.sample.buying import buy, held, printed, purchase
from candor.importing.sample.cycles import cycle_of
from candor.importing.sample.giving_back import credit, refund, refund_promised
from candor.importing.sample.life import Life
from candor.importing.sample.offers import bought_under_offer, transfer
from candor.importing.sample.recipe import Event


def plan_story(life: Life) -> None:
    """Puts a customer's story on the agenda."""
    for event in life.person.story:
        act, at_once = ACTS[event.kind]
        if at_once:
            act(life, event)
        else:
            life.on(life.day_of(event), _later(act, life, event))


def _later(act: Callable[[Life, Event], None], life: Life, event: Event) -> Callable[[], None]:
    return lambda: act(life, event)


def cash(life: Life, event: Event) -> None:
    """Cash from a machine, with its fee; both cost interest from the first day."""
    at, day, terms = printed(life, event.shop), life.day_of(event), life.journal.account.terms
    card = life.journal.cards[event.card].id
    line = life.journal.post(
        LineType.CASH_ADVANCE, event.amount, at.raw, day, card_id=card, merchant_id=at.merchant_id, entry_mode="chip"
    )
    life.ledger.add("cash", day, event.amount)
    fee = share_of(event.amount, terms.cash_fee_bp, terms.cash_fee_least)
    life.charge_fee("cash", fee, "CASH ADVANCE FEE", day, line.id, "cash")


def annual(life: Life, event: Event) -> None:
    life.charge_fee("annual", life.person.annual_fee, "ANNUAL MEMBERSHIP FEE", life.day_of(event), None)


def over_limit(life: Life, event: Event) -> None:
    """A purchase that goes `amount` cents over the limit, and the fee on the next day."""
    day, limit = life.day_of(event), life.journal.account.limit
    missing = limit + event.amount - life.ledger.total
    life.named[event.name] = buy(life, event.shop, missing, day, event.card)
    bill = life.journal.statement_ids[cycle_of(day, life.cycles).number]
    fee = min(life.journal.account.terms.late_fee_first, event.amount)
    life.on(day + timedelta(days=1), lambda: _over_limit_fee(life, fee, day + timedelta(days=1), bill))


def _over_limit_fee(life: Life, fee: int, day: date, bill: str) -> None:
    life.charge_fee("overlimit", fee, "OVERLIMIT FEE", day, bill)


ACTS: dict[str, tuple[Callable[[Life, Event], None], bool]] = {
    "purchase": (purchase, True),
    "hold": (held, True),
    "deferred": (bought_under_offer, True),
    "instalments": (bought_under_offer, True),
    "cash": (cash, False),
    "transfer": (transfer, False),
    "annual": (annual, False),
    "over_limit": (over_limit, False),
    "refund": (refund, False),
    "refund_promised": (refund_promised, False),
    "credit": (credit, False),
}
