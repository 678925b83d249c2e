"""Refunds of shops and credits of the bank."""

from __future__ import annotations

from datetime import date, timedelta

from candor.billing.records import Correction, Line, LineType, Refund
from candor.importing.sample.life import Life, Receipt
from candor.importing.sample.recipe import Event

WORDS = {
    "goodwill": "COURTESY CREDIT",
    "correction": "CORRECTION CREDIT",
    "temporary": "TEMPORARY CREDIT - DISPUTE",
    "reward": "STATEMENT CREDIT REWARD",
}
SHOPS_SEND_WITHIN = 5


def refund(life: Life, event: Event) -> None:
    """A shop's refund that has arrived."""
    bought, day = life.named[event.of], life.day_of(event)
    amount = event.amount or bought.amount
    line = life.journal.post(
        LineType.REFUND,
        -amount,
        bought.descriptor,
        day,
        txn_date=day - timedelta(days=event.posts_after),
        card_id=bought.card_id,
        merchant_id=bought.merchant_id,
        reversal_of=bought.id,
    )
    _credit(life, line)
    accepted = max(bought.post_date, day - timedelta(days=SHOPS_SEND_WITHIN))
    _refund_row(life, event, bought, accepted, line.id)


def refund_promised(life: Life, event: Event) -> None:
    """A shop's refund that is on its way: accepted, not here yet."""
    _refund_row(life, event, life.named[event.of], life.day_of(event), None)


def _refund_row(life: Life, event: Event, bought: Line, accepted: date, line_id: str | None) -> None:
    journal = life.journal
    row_id, amount = journal.ids.new("r"), event.amount or bought.amount
    slip = event.note or None
    journal.refunds.append(Refund(row_id, journal.account.id, bought.id, amount, accepted, slip, line_id))


def credit(life: Life, event: Event) -> None:
    """Money the bank gives back; `of` names a purchase, or `fee:late` for the newest fee of that kind."""
    target = _target(life, event.of)
    amount = event.amount or (target.amount if target else 0)
    line = life.journal.post(LineType.CREDIT, -amount, WORDS[event.reason], life.day_of(event))
    _credit(life, line)
    correct(life, line, event.reason, target.id if target else None, event.note)


def _target(life: Life, of: str) -> Line | None:
    if not of.startswith("fee:"):
        return life.named[of] if of else None
    newest = [fee.line_id for fee in life.journal.fees if fee.kind == of.removeprefix("fee:")][-1]
    return next(line for line in life.journal.lines if line.id == newest)


def _credit(life: Life, line: Line) -> None:
    life.ledger.add("purchase", line.post_date, line.amount)
    life.receipts.append(Receipt(line.post_date, -line.amount, False, line.id))


def correct(life: Life, line: Line, reason: str, target: str | None, note: str) -> None:
    """Writes why a credit line is there."""
    journal = life.journal
    journal.corrections.append(Correction(journal.ids.new("k"), journal.account.id, line.id, reason, target, note))
