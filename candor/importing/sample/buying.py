"""Purchases and the holds before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from candor.billing.records import Authorisation, HoldState, Line, LineType
from candor.importing.sample.arithmetic import share_of
from candor.importing.sample.life import Life
from candor.importing.sample.recipe import Event, Shop

HOLDS_KEPT = 120
TRAVEL = frozenset({"7011", "7512"})


@dataclass(frozen=True)
class Printed:
    """A shop with the name it printed this time."""

    shop: Shop
    raw: str
    merchant_id: str | None


def printed(life: Life, key: str) -> Printed:
    shop = life.shops[key]
    return Printed(shop, *life.journal.printed(shop))


def hold(life: Life, at: Printed, amount: int, day: date, state: HoldState, card: int = 0) -> Authorisation:
    """Writes the shop's request for money. It stands beside the balances, never in them."""
    moment = life.journal.instant(day)
    row = Authorisation(
        id=life.journal.ids.new("a"),
        account_id=life.journal.account.id,
        card_id=life.journal.cards[card].id,
        amount=amount,
        descriptor=at.raw,
        mcc=at.shop.mcc,
        at=moment,
        expires_at=expiry(moment, life.journal.cards[card].network, at.shop),
        state=state,
        merchant_id=at.merchant_id,
        entry_mode=at.shop.mode,
    )
    life.journal.authorisations.append(row)
    return row


def expiry(at: datetime, network: str, shop: Shop) -> datetime:
    """When an unused hold falls away by the network's rule (domain 1.2, other hold; `cfg`)."""
    if shop.mcc in TRAVEL:
        return at + timedelta(days=30)
    if network == "mastercard":
        return at + timedelta(days=7)
    return at + timedelta(days=10 if shop.mode in ("online", "recurring") else 5)


def buy(life: Life, key: str, amount: int, post: date, card: int = 0) -> Line:
    """An everyday purchase, used the day before it posts."""
    at = printed(life, key)
    return _post(life, at, amount, post, post - timedelta(days=1), card, _captured(life, at, amount, post, card))


def purchase(life: Life, event: Event) -> None:
    """A purchase of the story, in parts if its order was sent in parts."""
    at, post = printed(life, event.shop), life.day_of(event)
    txn = post - timedelta(days=event.posts_after)
    parts = list(event.parts) or [event.amount or _converted(event)]
    auth = hold(life, at, event.held or sum(parts), txn, HoldState.CAPTURED, event.card).id
    for number, part in enumerate(parts):
        day = post + timedelta(days=2 * number)
        life.on(day, _part(life, event, at, part, day, txn, auth))


def _part(life: Life, event: Event, at: Printed, amount: int, day: date, txn: date, auth: str) -> Callable[[], None]:
    def act() -> None:
        life.named[event.name] = _post(life, at, amount, day, txn, event.card, auth, event)

    return act


def _post(
    life: Life, at: Printed, amount: int, post: date, txn: date, card: int, auth: str | None, event: Event | None = None
) -> Line:
    line = life.journal.post(
        LineType.PURCHASE,
        amount,
        at.raw,
        post,
        txn_date=txn,
        card_id=life.journal.cards[card].id,
        authorisation_id=auth,
        merchant_id=at.merchant_id,
        entry_mode=at.shop.mode,
        arn=f"24{life.rng.randrange(10**21):021}",
        **(_details(event) if event else {}),
    )
    life.ledger.add("promo" if event and event.kind == "deferred" else "purchase", post, amount)
    if at.shop.country != "US":
        fee = share_of(amount, life.journal.account.terms.foreign_fee_bp)
        life.charge_fee("foreign", fee, "FOREIGN TRANSACTION FEE", post, line.id)
    return line


def _details(event: Event) -> dict[str, object]:
    foreign = {"original_amount": event.original, "original_currency": event.currency, "rate": event.rate}
    foreign |= {"network_rate": event.network or None}
    return {"order_ref": event.order or None, "dcc": event.dcc, **(foreign if event.original else {})}


def _converted(event: Event) -> int:
    return share_of(event.original, int(event.rate.replace(".", "")))


def _captured(life: Life, at: Printed, amount: int, post: date, card: int) -> str | None:
    if post < life.today - timedelta(days=HOLDS_KEPT):
        return None
    return hold(life, at, amount, post - timedelta(days=1), HoldState.CAPTURED, card).id


def held(life: Life, event: Event) -> None:
    """A hold of the story that has not become a charge: open, released or expired."""
    day = life.today - timedelta(days=event.ago or 1)
    hold(life, printed(life, event.shop), event.amount, day, HoldState(event.state), event.card)
