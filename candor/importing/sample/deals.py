"""What happens once and is more than a purchase: cash, transfers, plans, refunds, credits, going over the limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from candor.billing.records import Correction, Line, LineType, Plan, Refund
from candor.importing.sample.arithmetic import share_of
from candor.importing.sample.buying import buy, held, printed, purchase
from candor.importing.sample.cycles import cycle_of, months_later
from candor.importing.sample.life import Life, Receipt
from candor.importing.sample.recipe import Event

CREDIT_WORDS = {
    "goodwill": "COURTESY CREDIT",
    "correction": "CORRECTION CREDIT",
    "temporary": "TEMPORARY CREDIT - DISPUTE",
    "reward": "STATEMENT CREDIT REWARD",
    "plan": "MOVED TO INSTALMENT PLAN",
}
SHOPS_SEND_WITHIN = 5


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


def transfer(life: Life, event: Event) -> None:
    """A debt moved here from another card, under an offer with its own rate."""
    day, terms = life.day_of(event), life.journal.account.terms
    line = life.journal.post(LineType.TRANSFER, event.amount, "BALANCE TRANSFER", day, order_ref=event.order or None)
    life.ledger.add("transfer", day, event.amount)
    fee = share_of(event.amount, terms.transfer_fee_bp, terms.transfer_fee_least)
    life.charge_fee("transfer", fee, "BALANCE TRANSFER FEE", day, line.id, "transfer")
    _plan(life, event, line, "transfer_offer", day, life.person.apr["transfer"])


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
    line = life.journal.post(LineType.CREDIT, -amount, CREDIT_WORDS[event.reason], life.day_of(event))
    _credit(life, line)
    _correction(life, line, event.reason, target.id if target else None, event.note)


def _target(life: Life, of: str) -> Line | None:
    if not of.startswith("fee:"):
        return life.named[of] if of else None
    newest = [fee.line_id for fee in life.journal.fees if fee.kind == of.removeprefix("fee:")][-1]
    return next(line for line in life.journal.lines if line.id == newest)


def _credit(life: Life, line: Line) -> None:
    life.ledger.add("purchase", line.post_date, line.amount)
    life.receipts.append(Receipt(line.post_date, -line.amount, False, line.id))


def _correction(life: Life, line: Line, reason: str, target: str | None, note: str) -> None:
    journal = life.journal
    journal.corrections.append(Correction(journal.ids.new("k"), journal.account.id, line.id, reason, target, note))


def deferred(life: Life, event: Event) -> None:
    """Remembers a purchase of the story as bought under deferred interest."""
    line = life.named[event.name]
    life.deferred = _plan(life, event, line, "deferred", line.post_date, life.person.apr["purchase"])


def instalments(life: Life, event: Event) -> None:
    """Moves a purchase of the story to a plan: off the balance on the same day, then one equal part each bill."""
    bought = life.named[event.name]
    moved = life.journal.post(LineType.CREDIT, -bought.amount, CREDIT_WORDS["plan"], bought.post_date)
    life.ledger.add("purchase", moved.post_date, moved.amount)
    _correction(life, moved, "plan", bought.id, event.note)
    plan = _plan(life, event, bought, "instalment", bought.post_date, 0)
    first = cycle_of(bought.post_date, life.cycles).number
    for number, cycle in enumerate(life.cycles[first : first + event.months], start=1):
        day = cycle.open + timedelta(days=5)
        life.on(day, _part(life, plan, bought, number, day))


def _part(life: Life, plan: Plan, bought: Line, number: int, day: date) -> Callable[[], None]:
    def act() -> None:
        amount = plan.amount // plan.parts
        words = f"INSTALMENT {number} OF {plan.parts}"
        line = life.journal.post(
            LineType.PURCHASE, amount, words, day, merchant_id=bought.merchant_id, order_ref=plan.id
        )
        life.ledger.add("purchase", day, amount)
        life.charge_fee("instalment", share_of(plan.amount, plan.fee_bp), "INSTALMENT PLAN FEE", day, line.id)

    return act


def _plan(life: Life, event: Event, line: Line, kind: str, starts: date, apr_bp: int) -> Plan:
    parts = event.months if kind == "instalment" else 0
    plan = Plan(
        id=life.journal.ids.new("o"),
        account_id=life.journal.account.id,
        line_id=line.id,
        kind=kind,
        amount=line.amount,
        starts=starts,
        ends=months_later(starts, event.months),
        apr_bp=apr_bp,
        parts=parts,
        fee_bp=event.fee_bp,
    )
    life.journal.plans.append(plan)
    return plan


def bought_under_offer(life: Life, event: Event) -> None:
    """A purchase that begins an offer: it posts like any other, and the offer with it."""
    purchase(life, event)
    begin = deferred if event.kind == "deferred" else instalments
    life.on(life.day_of(event), _later(begin, life, event))


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
