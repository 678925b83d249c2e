"""Writes down what customers and people of the bank say of how it ended: the only things that settle an outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from candor.conversation.handing_over import MANDATORY
from candor.conversation.messages import Conversation
from candor.store import Transaction
from candor.trust.rows import CameOf, Issue, Path, Talk


def note_answer(tx: Transaction, conversation_id: str, line_id: str | None, *, understood: bool, at: datetime) -> None:
    """The customer's answer to "did that make sense?". Yes confirms our statement of the problem as well."""
    talk = tx.trust.talk(conversation_id)
    if talk is not None:
        tx.trust.put_talk(replace(talk, resolved=understood), talk)
    issue = _issue(tx, conversation_id, line_id)
    if issue is not None:
        assessed = at if understood else None
        tx.trust.put_issue(replace(issue, resolved=understood, assessed_at=assessed), issue)


def note_person(tx: Transaction, conversation: Conversation, at: datetime, *, joined: bool) -> None:
    """A person is asked for, or has `joined`, without a turn of the bot's that would write it down.

    A talk that the bot never answered gets its row here, so that each one that began has one.
    """
    before = tx.trust.talk(conversation.id)
    talk = before or Talk(
        conversation.id, conversation.customer_id, at, at, Path.PERSON, human=True, mandatory=False, answered=True
    )
    mandatory = any(trigger in MANDATORY for trigger in tx.handoffs.triggers_of(conversation.id))
    path = _joined(talk.path) if joined else talk.path
    fresh = replace(
        talk, last_at=max(talk.last_at, at), human=True, mandatory=talk.mandatory or mandatory, path=path,
        result=CameOf.HANDED_OVER,
    )  # fmt: skip
    tx.trust.put_talk(fresh, before)
    issue = _issue(tx, conversation.id, None)
    if issue is not None:
        path = _joined(issue.path) if joined else issue.path
        tx.trust.put_issue(replace(issue, transferred=True, path=path), issue)


def _joined(path: Path) -> Path:
    return Path.BOTH if path is Path.BOT else path


def note_context(tx: Transaction, conversation_id: str, *, asked_again: bool, by: str, at: datetime) -> None:
    """The agent's word, at the end, on whether they had to ask for something that we knew: for each hand-over that
    they end with it."""
    for handoff in tx.handoffs.unfinished(conversation_id):
        tx.trust.note_context(handoff.id, asked_again, by, at)


def note_closed(
    tx: Transaction,
    conversation_id: str,
    *,
    resolved: bool | None,
    result: CameOf = CameOf.CLOSED,
    cause: str | None = None,
    line_id: str | None = None,
) -> None:
    """A person closed the talk with this outcome; `line_id` names the charge when it was about one of several."""
    talk = tx.trust.talk(conversation_id)
    if talk is not None:
        tx.trust.put_talk(replace(talk, resolved=resolved, result=result, human=True), talk)
    issue = _issue(tx, conversation_id, line_id)
    if issue is not None:
        closed = replace(issue, resolved=resolved, result=result, cause=cause or issue.cause)
        tx.trust.put_issue(closed, issue)


def note_asked(tx: Transaction, conversation_id: str, line_id: str | None, until: datetime) -> None:
    """We asked the customer for a reply by then: what comes until then is no repeat contact."""
    issue = _issue(tx, conversation_id, line_id)
    if issue is not None:
        tx.trust.put_issue(replace(issue, asked_until=until), issue)


def note_disputed(tx: Transaction, customer_id: str, line_id: str, at: datetime) -> None:
    """A dispute of the charge was filed, in whichever way: what was explained of it did not settle it."""
    for issue in _explained(tx, customer_id, line_id):
        if issue.disputed_at is None:
            tx.trust.put_issue(replace(issue, disputed_at=at), issue)


def note_decided(tx: Transaction, customer_id: str, line_id: str, *, upheld: bool) -> None:
    """A dispute of the charge was decided: upheld means that the customer was right."""
    for issue in _explained(tx, customer_id, line_id):
        tx.trust.put_issue(replace(issue, upheld=upheld), issue)


def _issue(tx: Transaction, conversation_id: str, line_id: str | None) -> Issue | None:
    """The talk's issue about this charge; its newest one when no charge is named."""
    issues = tx.trust.issues_of(conversation_id)
    return next((issue for issue in issues if line_id in (None, issue.line_id)), None)


def _explained(tx: Transaction, customer_id: str, line_id: str) -> list[Issue]:
    """The customer's newest contact about the charge, and the first one that it repeats."""
    newest = tx.trust.newest_issue(customer_id, line_id)
    if newest is None:
        return []
    first = tx.trust.issue(newest.repeat_of) if newest.repeat_of else None
    return [newest, first] if first else [newest]
