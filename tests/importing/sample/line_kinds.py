"""The rows of the statement-line table (domain 1.2) and a bill that waits: is each there on a book, and recent?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations

from candor.billing.records import Authorisation, Book, Fee, HoldState, Line, LineType
from candor.goodwill.history import days_past_due

RECENT = timedelta(days=95)
Kind = Callable[[Book, date], bool]


def lines(book: Book, today: date, kind: LineType = LineType.PURCHASE) -> list[Line]:
    return [line for line in book.lines if line.type == kind and line.post_date >= today - RECENT]


def fees(book: Book, today: date, kind: str) -> list[Fee]:
    recent = {line.id for line in lines(book, today, LineType.FEE)}
    return [fee for fee in book.fees if fee.kind == kind and fee.line_id in recent]


def fee_of(kind: str, *amounts: int) -> Kind:
    return lambda book, today: any(fee.amount in amounts for fee in fees(book, today, kind))


def interest_of(kind: str) -> Kind:
    def asked(book: Book, today: date) -> bool:
        recent = {line.id for line in lines(book, today, LineType.INTEREST)}
        return any(charge.kind == kind and charge.line_id in recent for charge in book.interest)

    return asked


def past_due(book: Book, today: date) -> bool:
    """A first late fee whose bill waits for its payment: a credit waits with it (G-PAY)."""
    return bool(fees(book, today, "late")) and 1 <= days_past_due(book, today) < 60


def open_hold(*mcc: str) -> Kind:
    return lambda book, today: any(hold.mcc in mcc for hold in held(book, today, HoldState.OPEN))


def held(book: Book, today: date, *states: HoldState) -> Iterator[Authorisation]:
    for hold in book.authorisations:
        live = hold.state != HoldState.OPEN or hold.at.date() <= today < hold.expires_at.date()
        if hold.state in states and live and hold.at.date() >= today - RECENT:
            yield hold


def captured(book: Book, today: date) -> Iterator[tuple[Authorisation, Line]]:
    holds = {hold.id: hold for hold in held(book, today, HoldState.CAPTURED)}
    for line in lines(book, today):
        if line.authorisation_id in holds:
            yield holds[line.authorisation_id], line


def captured_as(asked: int, posted: int, mcc: str) -> Kind:
    return lambda book, today: (asked, posted, mcc) in {(h.amount, n.amount, h.mcc) for h, n in captured(book, today)}


def unclear_name(book: Book, today: date) -> bool:
    unknown = {name.raw for name in book.descriptors if name.confidence == "unknown" and name.merchant_id is None}
    return any(line.descriptor in unknown and line.merchant_id is None for line in lines(book, today))


def posted_differs(book: Book, today: date) -> bool:
    return any(h.amount != n.amount and h.mcc not in ("5542", "5812", "7011") for h, n in captured(book, today))


def fuel(book: Book, today: date) -> bool:
    now = any(h.amount == 17_500 for h in held(book, today, HoldState.OPEN) if h.mcc == "5542")
    return now and captured_as(17_500, 5_237, "5542")(book, today)


def other_hold(book: Book, today: date) -> bool:
    plain = [h for h in held(book, today, HoldState.OPEN, HoldState.EXPIRED) if h.mcc == "7922" and h.amount > 100]
    return {hold.state for hold in plain} == {HoldState.OPEN, HoldState.EXPIRED}


def card_check(book: Book, today: date) -> bool:
    return any(h.amount in (0, 100) for h in held(book, today, HoldState.RELEASED, HoldState.EXPIRED))


def price_change(book: Book, today: date) -> bool:
    shops = {row.merchant_id for row in book.subscriptions}
    amounts = {(n.merchant_id, n.amount) for n in lines(book, today) if n.merchant_id in shops}
    return len(amounts) > len({shop for shop, _ in amounts})


def trial_end(book: Book, today: date) -> bool:
    for row in book.subscriptions:
        charges = [n for n in book.lines if n.merchant_id == row.merchant_id]
        checks = [h for h in book.authorisations if h.merchant_id == row.merchant_id and h.amount == 100]
        if row.trial_end and checks and min(n.post_date for n in charges) == row.trial_end >= today - RECENT:
            return True
    return False


def converted(book: Book, today: date) -> bool:
    exact = (10_850, 10_000, "1.0850", False)
    return any((n.amount, n.original_amount, n.rate, n.dcc) == exact for n in lines(book, today))


def dcc(book: Book, today: date) -> bool:
    paid = {n.id for n in lines(book, today) if n.dcc and (n.amount, n.original_amount) == (11_284, 10_000)}
    return any(fee.trigger_id in paid and fee.amount == 339 for fee in fees(book, today, "foreign"))


def cash_interest(book: Book, today: date) -> bool:
    return interest_of("cash")(book, today) and any(c.kind == "cash" and c.amount == 263 for c in book.interest)


def split(book: Book, today: date) -> bool:
    parts = [(h.id, n.amount) for h, n in captured(book, today) if n.order_ref and h.amount == 12_997]
    return len({hold for hold, _ in parts}) == 1 and sorted(amount for _, amount in parts) == [4_999, 7_998]


def twin(book: Book, today: date) -> bool:
    pairs = combinations([n for n in lines(book, today) if n.merchant_id and n.arn], 2)
    near = [(a, b) for a, b in pairs if abs((a.post_date - b.post_date).days) <= 3 and a.arn != b.arn]
    return any((a.card_id, a.merchant_id, a.amount) == (b.card_id, b.merchant_id, b.amount) for a, b in near)


def instalment(book: Book, today: date) -> bool:
    plans = {plan.id for plan in book.plans if plan.kind == "instalment"}
    parts = {n.id for n in lines(book, today) if n.order_ref in plans and n.amount == 10_000}
    return any(fee.trigger_id in parts and fee.amount == 432 for fee in fees(book, today, "instalment"))


def deferred(book: Book, today: date) -> bool:
    ended = any(plan.kind == "deferred" and today - RECENT <= plan.ends <= today for plan in book.plans)
    return ended and interest_of("deferred")(book, today)


def credited(book: Book, today: date) -> bool:
    recent = {line.id for line in lines(book, today, LineType.CREDIT)}
    return any(row.line_id in recent and row.kind in ("temporary", "correction", "reward") for row in book.corrections)


KINDS: dict[str, Kind] = {
    "purchase": lambda book, today: any(n.merchant_id and n.card_id and n.entry_mode for n in lines(book, today)),
    "unclear merchant name": unclear_name,
    "pending": lambda book, today: any(held(book, today, HoldState.OPEN)),
    "posted": posted_differs,
    "fuel hold": fuel,
    "hotel hold": open_hold("7011"),
    "car hire hold": open_hold("7512"),
    "other hold": other_hold,
    "card check": card_check,
    "subscription": price_change,
    "free-trial end": trial_end,
    "foreign transaction fee": fee_of("foreign", 326),
    "currency conversion": converted,
    "DCC": dcc,
    "cash-advance fee": fee_of("cash", 1_000),
    "cash-advance interest": cash_interest,
    "late fee": fee_of("late", 3_000),
    "late fee, repeated": fee_of("late", 4_100),
    "late fee, capped": fee_of("late", 2_500),
    "late fee, nothing paid yet": past_due,
    "returned-payment fee": fee_of("returned", 3_000),
    "over-limit fee": fee_of("overlimit", 1_500),
    "annual fee": fee_of("annual", 9_500),
    "balance-transfer fee": fee_of("transfer", 10_000),
    "purchase interest": interest_of("purchase"),
    "trailing interest": interest_of("trailing"),
    "minimum interest": interest_of("minimum"),
    "refund in flight": lambda book, today: any(r.line_id is None and r.accepted_on <= today for r in book.refunds),
    "payment": lambda book, today: bool(lines(book, today, LineType.PAYMENT)),
    "split shipment": split,
    "duplicate": twin,
    "tip added": captured_as(4_000, 4_800, "5812"),
    "instalment plan": instalment,
    "deferred interest": deferred,
    "credit/correction": credited,
}
