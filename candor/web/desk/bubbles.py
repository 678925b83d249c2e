"""A talk as one column: bubbles and private notes in the order in which they came, and where a person began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candor.conversation.messages import Message, MessageView, Sender
from candor.services.desk.read_talk import News

BEGINS = {"utter_person_joined": "a person answers from here", "utter_handed_back": "the bot answers from here"}
"""Lines of ours after which somebody else answers, and what the desk says above them."""


@dataclass(frozen=True)
class Item:
    """One thing in the column. `kind` is customer, bot, agent, system or note."""

    id: str
    kind: str
    who: str
    text: str
    at: datetime
    choices: tuple[str, ...] = ()
    card: Mapping[str, Any] | None = None
    cites: tuple[str, ...] = ()
    begins: str = ""


def items_of(news: News) -> list[Item]:
    """What is new, oldest first; of the same moment bubbles come before notes."""
    items = [shown(view.message, view) for view in news.bubbles]
    items += [Item(f"n{note.id}", "note", note.name, note.text, note.at) for note in news.notes]
    return sorted(items, key=lambda item: item.at)


def shown(message: Message, view: MessageView | None = None) -> Item:
    """A bubble, with its buttons when its view is given."""
    names = {Sender.CUSTOMER: "Customer", Sender.BOT: "Bot", Sender.AGENT: message.name or "Agent"}
    return Item(
        f"m{message.seq}",
        message.sender.value,
        names.get(message.sender, "Candor"),
        message.text,
        message.at,
        tuple(choice.label for choice in view.choices) if view else (),
        message.card,
        message.cites,
        BEGINS.get(message.response or "", "") if message.sender is Sender.SYSTEM else "",
    )
