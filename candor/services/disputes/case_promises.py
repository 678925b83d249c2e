"""What we promise with a case, as rows: the letter, the result, and to come back to what was stopped.

Each is written, kept or withdrawn in the transaction of the event that does so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from candor.disputes import events as happened
from candor.disputes.case import RESULTS
from candor.disputes.events import Event
from candor.services.disputes.days import instant
from candor.store import Transaction
from candor.store.disputes import KeptCase

LETTER, RESULT, BACK = "a letter about a dispute", "a dispute is decided", "a stopped dispute is taken up"
NAMES = {LETTER: "letter", RESULT: "result", BACK: "back"}
END_OF_DAY = time(23, 59, 59)


def keep_promises(tx: Transaction, kept: KeptCase, events: Sequence[Event], zone: str, now: datetime) -> None:
    """`kept` is the case after `events`. A case that began in no talk has promised nothing to anybody."""
    if kept.conversation_id is None:
        return
    for event in events:
        match event:
            case happened.Submitted():
                clocks = kept.case.clocks
                _promise(tx, kept, LETTER, clocks.acknowledge_by or clocks.resolve_by, zone, now)
                _promise(tx, kept, RESULT, clocks.credit_itself_on, zone, now)
                for case_id in filter(None, (kept.id, kept.case.before)):
                    tx.promises.keep(f"{case_id}:{NAMES[BACK]}", now)
            case happened.Abandoned(follow_up_by):
                _promise(tx, kept, BACK, follow_up_by, zone, now)
            case happened.Acknowledged():
                tx.promises.keep(id_of(kept, LETTER), now)
            case happened.Withdrawn() | happened.HandedToFraud():
                for what in (LETTER, RESULT):
                    tx.promises.withdraw(id_of(kept, what), now)
    if kept.case.state in RESULTS:
        # The result is a letter too: nothing has to be acknowledged after it (12 CFR 1026.13(c)(1)).
        for what in (LETTER, RESULT):
            tx.promises.keep(id_of(kept, what), now)


def came_back(tx: Transaction, kept: KeptCase, now: datetime) -> None:
    """Somebody has come back to what the customer stopped."""
    tx.promises.keep(id_of(kept, BACK), now)


def id_of(kept: KeptCase, what: str) -> str:
    """A case has each of them once."""
    return f"{kept.id}:{NAMES[what]}"


def _promise(tx: Transaction, kept: KeptCase, what: str, by: date, zone: str, now: datetime) -> None:
    due = instant(by, END_OF_DAY, zone)
    tx.promises.add(id_of(kept, what), kept.conversation_id or "", what, now, due)
