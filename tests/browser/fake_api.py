"""A customer API that does as it is told: slow, broken off, refusing, or down.

It speaks the contract of docs/reference/widget.md with the standard library alone, so that the window can be
tested against faults that the real server would have to be broken for.
"""

from __future__ import annotations

import itertools
import json
import queue
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NOW = "2026-05-12T15:04:00Z"
Data = dict[str, Any]


@dataclass
class Conversation:
    """One talk: its messages, who listens, and how far it was read."""

    id: str
    messages: list[Data] = field(default_factory=list)
    read: int = 0
    listeners: list[queue.Queue[str | None]] = field(default_factory=list)
    ratings: list[Data] = field(default_factory=list)

    @property
    def unread(self) -> int:
        return sum(1 for one in self.messages if one["from"] != "customer" and one["seq"] > self.read)


@dataclass(frozen=True)
class Refusal:
    """What a refused request is answered with."""

    status: int
    detail: str = "That did not work."
    retry_after: int | None = None


class FakeApi:
    """The state behind the fake server, and the verbs a test scripts it with."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.conversations: dict[str, Conversation] = {}
        self.sessions: dict[str, str] = {}
        self.posts: list[Data] = []
        self.files: list[Data] = []
        self.typed = 0
        self.requests: list[str] = []
        self.replayed_after: list[int] = []
        self.refusals: dict[str, list[Refusal]] = {}
        self.posts_pass = threading.Event()
        self.posts_pass.set()
        self.lose_answers = 0
        self.down = False
        self.answers: list[Data] | None = None
        self.question: Data | None = {"kind": "csat", "low": 1, "high": 5, "text": "How did our chat go?"}
        self._numbers = itertools.count(1)

    def refuse(self, what: str, *refusals: Refusal) -> None:
        """Refuses the next requests of a kind: session, conversations, messages, events,
        question, rating, transcript."""
        self.refusals.setdefault(what, []).extend(refusals)

    def next_refusal(self, what: str) -> Refusal | None:
        with self.lock:
            waiting = self.refusals.get(what)
            return waiting.pop(0) if waiting else None

    def begin_session(self, token: str | None) -> Data:
        """A customer's token is `customer:ID`; without one a guest begins."""
        with self.lock:
            session = f"session-{next(self._numbers)}"
            self.sessions[session] = token.partition(":")[2] if token else f"guest-{session}"
        return {"session": session, "expires_at": NOW, "assurance": "customer" if token else "guest", "name": None}

    def begin_conversation(self, owner: str) -> Data:
        with self.lock:
            resumed = owner in self.conversations
            talk = self.conversations.setdefault(owner, Conversation(f"talk-{owner}"))
            if not resumed:
                self.say("Hello. What would you like to know about your bill?", owner=owner)
            last = talk.messages[-1]["seq"]
            return {"id": talk.id, "resumed": resumed, "unread": talk.unread, "last_seq": last}

    def only(self, owner: str | None = None) -> Conversation:
        """The talk of one owner, or the only talk there is."""
        return self.conversations[owner] if owner else next(iter(self.conversations.values()))

    def by_id(self, conversation: str, owner: str) -> Conversation | None:
        talk = self.conversations.get(owner)
        return talk if talk and talk.id == conversation else None

    def say(
        self,
        text: str,
        *,
        sender: str = "bot",
        owner: str | None = None,
        choices: Sequence[str] = (),
        card: Mapping[str, Any] | None = None,
        client_id: str | None = None,
    ) -> int:
        """Writes a message into the log and sends it to everybody who listens; gives its number."""
        with self.lock:
            talk = self.only(owner)
            seq = len(talk.messages) + 1
            offered = [{"id": f"{seq}-{n}", "label": label} for n, label in enumerate(choices)]
            message = {"id": f"m{seq}", "seq": seq, "from": sender, "text": text, "choices": offered, "cites": []}
            message |= {"response": None, "card": card, "at": NOW, "client_id": client_id}
            talk.messages.append(message)
            self._send(talk, event("message", message, seq))
            return seq

    def state(self, state: str, **more: object) -> None:
        self._send(self.only(), event("state", {"state": state, "pending": 0, **more}))

    def redact(self, seq: int, text: str) -> None:
        talk = self.only()
        talk.messages[seq - 1]["text"] = text
        self._send(talk, event("changed", {"seq": seq, "text": text}))

    def drop_streams(self) -> None:
        """Breaks every stream off, as a proxy or a lost network does."""
        with self.lock:
            for talk in self.conversations.values():
                for listener in talk.listeners:
                    listener.put(None)

    def receive(self, talk: Conversation, owner: str, body: Data) -> Data:
        """Logs what the customer said, once for each client id, and gives the scripted answers."""
        with self.lock:
            self.posts.append(body)
            for one in talk.messages:
                if one["client_id"] == body["client_id"]:
                    return {"id": one["id"], "seq": one["seq"]}
            text = body.get("text") or self._label(talk, body["choice"])
            seq = self.say(text, sender="customer", owner=owner, client_id=body["client_id"])
            for answer in [{"text": f"You said: {text}"}] if self.answers is None else self.answers:
                self.say(**answer, owner=owner)
            return {"id": f"m{seq}", "seq": seq}

    def take_file(self, owner: str, sent: Data) -> Data:
        """Keeps a file that came, and says so in the log."""
        self.files.append(sent)
        seq = self.say(f"File: {sent['File-Name']}", sender="customer", owner=owner, client_id=sent["Client-Id"])
        return {"id": f"m{seq}", "seq": seq}

    def _label(self, talk: Conversation, choice: str) -> str:
        if choice == "talk-to-a-person":
            return "Talk to a person"
        return next(str(c["label"]) for one in talk.messages for c in one["choices"] if c["id"] == choice)

    def _send(self, talk: Conversation, text: str) -> None:
        with self.lock:
            for listener in talk.listeners:
                listener.put(text)


def event(name: str, data: Data, number: int | None = None) -> str:
    """One server-sent event as it goes over the line."""
    head = f"event: {name}\n" + (f"id: {number}\n" if number else "")
    return f"{head}data: {json.dumps(data)}\n\n"
