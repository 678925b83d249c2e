"""Writes down what a turn came to, in the transaction that answers it: the talk's row, and the row of its charge.

Whether it helped is never guessed: it stays unknown until the customer or a person says so, or the customer comes back
with the same charge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from candor.conversation.handing_over import MANDATORY, HandOff
from candor.conversation.messages import Conversation, Owner
from candor.conversation.replies import Reply
from candor.ids import new_id
from candor.store import Transaction
from candor.trust.counting import REPEAT_WITHIN
from candor.trust.rows import CameOf, Issue, Path, Talk, Wanted

NEW_CONTACT_AFTER = timedelta(hours=4)
"""A customer who is silent for so long and takes the charge up again has come back."""

EXPLAINS = "utter_explain_"
# What a turn came to, where its words say so.
CAME_OF: Mapping[str, CameOf] = {
    "utter_goodwill_terms": CameOf.CREDITED,
    "utter_goodwill_terms_service": CameOf.CREDITED,
    "utter_goodwill_terms_correction": CameOf.CORRECTED,
    "utter_goodwill_person_may": CameOf.REFUSED,
    "utter_dispute_filed": CameOf.DISPUTED,
}
# Words beside an explanation that are about the line which they cite first.
ABOUT_LINE = frozenset(
    (
        "utter_goodwill_terms",
        "utter_goodwill_terms_correction",
        "utter_goodwill_terms_on_payment",
        "utter_goodwill_person_may",
        "utter_dispute_begun",
        "utter_dispute_resumed",
        "utter_dispute_filed",
    )
)
WANTED = {
    "explain_charge": Wanted.EXPLANATION,
    "explain_fee": Wanted.EXPLANATION,
    "explain_interest": Wanted.EXPLANATION,
    "pending_charge": Wanted.EXPLANATION,
    "subscription_charge": Wanted.EXPLANATION,
    "exchange_rate": Wanted.EXPLANATION,
    "bill_summary": Wanted.BILL,
    "make_payment": Wanted.BILL,
    "ask_refund_status": Wanted.REFUND,
    "dispute_charge": Wanted.DISPUTE,
    "dispute_status": Wanted.DISPUTE,
    "request_goodwill": Wanted.GOODWILL,
    "report_fraud": Wanted.FRAUD,
    "talk_to_human": Wanted.PERSON,
}
BY_TRIGGER = {"dispute": Wanted.DISPUTE, "goodwill": Wanted.GOODWILL, "fraud": Wanted.FRAUD, "person": Wanted.PERSON}


Changed = tuple[Issue, Issue | None]
"""A contact as it is now, and as it stood before."""


@dataclass(frozen=True)
class Ended:
    """A turn that has been answered: what was said, for which intent, and the hand-over it made, if any."""

    conversation: Conversation
    replies: Sequence[Reply]
    intent: str | None
    handoff: HandOff | None
    asked_at: datetime
    now: datetime


def note_turn(tx: Transaction, turn: Ended) -> Issue | None:
    """Writes the rows, as they are after this turn: one look for both, and a write for each that changed.

    The contact about the charge is given back; None for a turn that was about none.
    """
    line, customer = _line_of(turn), turn.conversation.customer_id
    if not (line and customer):
        tx.trust.put(*_talk_changed(turn, tx.trust.talk(turn.conversation.id)))
        return None
    before, known = tx.trust.standing(turn.conversation.id, customer, line)
    contact, *first = _issues_changed(tx, turn, customer, line, known)
    tx.trust.put(*_talk_changed(turn, before), contact, *first)
    return contact[0]


def _talk_changed(turn: Ended, before: Talk | None) -> list[tuple[Talk, Talk | None]]:
    """Nothing where only the hour of the last message is another: windows of talks are counted in days."""
    talk = _talk(turn, before)
    if before and talk.last_at.date() == before.last_at.date() and replace(talk, last_at=before.last_at) == before:
        return []
    return [(talk, before)]


def _talk(turn: Ended, before: Talk | None) -> Talk:
    handoff, bot_spoke = turn.handoff, turn.conversation.owner is Owner.BOT
    talk = before or Talk(
        id=turn.conversation.id,
        customer_id=turn.conversation.customer_id,
        first_at=turn.asked_at,
        last_at=turn.now,
        path=Path.BOT,
        human=False,
        mandatory=False,
        answered=True,
    )
    wanted = _wanted(turn)
    return replace(
        talk,
        last_at=max(talk.last_at, turn.now),
        human=talk.human or handoff is not None or not bot_spoke,
        path=talk.path if bot_spoke else _with_person(talk.path, known=before is not None),
        mandatory=talk.mandatory or (handoff is not None and handoff.trigger in MANDATORY),
        answered=talk.answered and not (handoff is not None and handoff.trigger == "bot_down"),
        wanted=wanted if talk.wanted is Wanted.OTHER else talk.wanted,
        result=_result(turn) or talk.result,
    )


def _with_person(path: Path, *, known: bool) -> Path:
    return Path.BOTH if known and path is Path.BOT else path if known else Path.PERSON


def _issues_changed(tx: Transaction, turn: Ended, customer: str, line: str, known: Issue | None) -> list[Changed]:
    """The contact about the charge, new or gone on with; and the first one, when this one repeats or disputes it."""
    if known and _same_contact(known, turn):
        return [(_after(known, turn), known)]
    first = tx.trust.issue(known.repeat_of) if known and known.repeat_of else known
    repeats = _repeats(known, turn) or _repeats(first, turn)
    fresh = Issue(
        id=new_id(),
        customer_id=customer,
        line_id=line,
        conversation_id=turn.conversation.id,
        first_at=turn.asked_at,
        last_at=turn.now,
        path=Path.BOT,
        wanted=_wanted(turn),
        result=CameOf.NOTHING,
        repeat_of=first.id if first and repeats else None,
    )
    changes: list[Changed] = [(_after(fresh, turn), None)]
    if first and repeats and first.repeated_at is None:
        # The late contact corrects what we thought had come of the first one.
        changes.append((_disputed(replace(first, repeated_at=turn.asked_at), turn), first))
    elif first:
        changes.append((_disputed(first, turn), first))
    return changes


def _same_contact(issue: Issue, turn: Ended) -> bool:
    here = issue.conversation_id == turn.conversation.id
    return here and turn.asked_at - issue.last_at < NEW_CONTACT_AFTER


def _repeats(issue: Issue | None, turn: Ended) -> bool:
    """Whether this contact comes within the window of that one, and is no reply that we asked for."""
    if issue is None or turn.asked_at - issue.last_at > REPEAT_WITHIN:
        return False
    return issue.asked_until is None or turn.asked_at > issue.asked_until


def _after(issue: Issue, turn: Ended) -> Issue:
    handed = turn.handoff is not None
    explained = any(reply.response.startswith(EXPLAINS) for reply in turn.replies)
    mistake = any(reply.response.startswith("utter_correction_") for reply in turn.replies)
    return _disputed(
        replace(
            issue,
            last_at=max(issue.last_at, turn.now),
            path=issue.path if turn.conversation.owner is Owner.BOT else _with_person(issue.path, known=True),
            result=_result(turn) or issue.result,
            explained=(issue.explained or explained) and not mistake,
            transferred=issue.transferred or handed,
            cause="our_mistake" if mistake else issue.cause,
            # Told what the charge is and wanting more of it, or a next step on it, says that it is the right one.
            assessed_at=issue.assessed_at or (turn.asked_at if issue.explained and _confirms(turn) else None),
        ),
        turn,
    )


def _disputed(issue: Issue, turn: Ended) -> Issue:
    """The notice is the customer's own message; a dispute says that what we explained did not settle it."""
    if turn.handoff is None or turn.handoff.trigger not in ("dispute", "fraud") or issue.disputed_at:
        return issue
    return replace(issue, disputed_at=turn.asked_at)


def _confirms(turn: Ended) -> bool:
    return turn.intent in ("affirm", "choose_charge", "dispute_charge", "request_goodwill", "report_fraud")


def _line_of(turn: Ended) -> str | None:
    """The line, hold or refund that the turn was about: the explanation's own comes first among what it cites."""
    if turn.handoff is not None and turn.handoff.context.get("charge"):
        return str(turn.handoff.context["charge"])
    cited = [reply for reply in turn.replies if reply.cites]
    told = [reply for reply in cited if reply.response.startswith(EXPLAINS)]
    asked = [reply for reply in cited if reply.response in ABOUT_LINE]
    return next((reply.cites[0] for reply in (*told, *asked)), None)


def _wanted(turn: Ended) -> Wanted:
    if turn.handoff is not None and turn.handoff.trigger in BY_TRIGGER:
        return BY_TRIGGER[turn.handoff.trigger]
    return WANTED.get(turn.intent or "", Wanted.OTHER)


def _result(turn: Ended) -> CameOf | None:
    """What the turn came to; None for small talk, which changes nothing."""
    if turn.handoff is not None:
        disputed = turn.handoff.trigger == "dispute"
        return CameOf.DISPUTED if disputed else CameOf.HANDED_OVER
    names = [reply.response for reply in turn.replies]
    if decided := [CAME_OF[name] for name in names if name in CAME_OF]:
        return decided[0]
    if any(name.startswith("utter_correction_") for name in names):
        return CameOf.CORRECTED
    if any(name.startswith(EXPLAINS) for name in names):
        return CameOf.EXPLAINED
    return CameOf.ANSWERED if turn.intent in WANTED else None
