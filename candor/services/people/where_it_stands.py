"""The first thing a returning customer hears: where what we promised them stands (V11)."""

from __future__ import annotations

from datetime import datetime

from candor.billing.days import spoken
from candor.clock import day_in
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.services.disputes.case_promises import BACK, LETTER, RESULT
from candor.services.goodwill.give import ON_ACCOUNT
from candor.services.goodwill.give import WHAT as PAYMENT
from candor.services.people.say_when import promise_by
from candor.store import Transaction
from candor.store.promises import PromiseRow

CORRECTION = "a mistake is put right"
ABOUT = {CORRECTION: "correction", PAYMENT: "payment", LETTER: "letter", RESULT: "result", BACK: "dispute"}


def where_it_stands(
    tx: Transaction, wording: Wording, customer_id: str, since: datetime, now: datetime
) -> Reply | None:
    """The promise that matters most: one that we broke, else one that stands, else one kept after `since`.

    None when there is none. A promise that was broken and kept late is said once, as what was done. One that was kept
    in the moment it was made is not told again.
    """
    told = [one for one in tx.promises.told_since(customer_id, since) if one.what != ON_ACCOUNT]
    broken = [one for one in told if one.is_open() and one.due_at <= now]
    standing = sorted((one for one in told if one.is_open() and one.due_at > now), key=lambda one: one.due_at)
    for found, name in ((broken, "late"), (standing, "stands"), (told, "kept")):
        if found:
            return _said(tx, wording, found[0], name, customer_id, now)
    return None


def _said(tx: Transaction, wording: Wording, promise: PromiseRow, name: str, customer_id: str, now: datetime) -> Reply:
    zone = tx.ledger.customer(customer_id).time_zone
    about = ABOUT.get(promise.what, "person")
    waits = tx.goodwill.promised_by(promise.id) if promise.what == PAYMENT else None
    day = waits.pay_by if waits and waits.pay_by else day_in(zone, promise.due_at)
    facts = {"by": promise_by(wording, promise.due_at, zone, now), "day": spoken(day, day_in(zone, now))}
    return Reply(f"utter_promise_{about}_{name}", facts, (promise.id,))
