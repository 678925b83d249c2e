"""Writes down what a bot turn should have been: the words of staff, or a sign from the customer."""

from __future__ import annotations

from datetime import datetime

from candor.conversation.labels import Label, LabelKind
from candor.conversation.messages import Sender
from candor.errors import NotYours
from candor.ids import new_id
from candor.store import Transaction


def label_turn(
    tx: Transaction,
    now: datetime,
    *,
    message_id: str,
    kind: LabelKind,
    by: str,
    reason: str = "",
    intent: str | None = None,
) -> Label:
    """The label, on the customer's message of the turn, whether that or one of the replies to it was named.

    Said again by the same person, it replaces what they said before. Raises NotYours when there is no such turn: a
    bubble that answers nothing is nobody's mistake to learn from.
    """
    message = tx.messages.get(message_id)
    if message is None:
        raise NotYours
    asked = message.id if message.sender == Sender.CUSTOMER else message.answers
    if asked is None:
        raise NotYours
    label = Label(new_id(), asked, kind, intent, reason, by, now)
    tx.labels.add(label)
    return label
