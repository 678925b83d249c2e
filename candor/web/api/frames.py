"""What one event stream tells its reader: server-sent event frames (WHATWG HTML, section 9.2), exactly once each."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from candor.conversation.messages import MessageView, Owner
from candor.conversation.turns import WORKING_AFTER
from candor.errors import MessageRefused
from candor.services.talk.read_conversation import Page, Standing
from candor.web.api import bodies

HEARTBEAT = b": still here\n\n"
NEWEST_POSSIBLE = 2**31 - 1


def frame(event: str, data: Any, number: int | None = None) -> bytes:
    """One event. JSON holds no raw line end, so one data line is enough."""
    head = f"event: {event}\n" + (f"id: {number}\n" if number is not None else "")
    return f"{head}data: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def state_of(standing: Standing, now: datetime) -> bodies.State:
    """`person` while a person answers; `working` once the oldest message has waited three seconds."""
    if standing.owner == Owner.PERSON:
        person = standing.person
        return bodies.State(
            state="typing" if person and person.types else "person",
            pending=standing.waiting,
            agent=person.agent if person else None,
            promise=person.waiting if person else None,
            files=standing.files,
        )
    if not standing.waiting:
        return bodies.State(state="idle", pending=0, files=standing.files)
    late = standing.oldest_at is not None and now - standing.oldest_at >= WORKING_AFTER
    return bodies.State(state="working" if late else "typing", pending=standing.waiting, files=standing.files)


def body_of(view: MessageView) -> dict[str, Any]:
    """A bubble as the customer's side gets it: what buttons mean stays with us."""
    message = view.message
    return bodies.Message.model_validate(
        {
            "id": message.id,
            "seq": message.seq,
            "from": str(message.sender),
            "text": message.text,
            "choices": [{"id": choice.id, "label": choice.label} for choice in view.choices],
            "cites": list(message.cites),
            "response": message.response,
            "card": message.card,
            "at": message.at,
            "client_id": message.client_id,
            "name": message.name,
        }
    ).model_dump(mode="json", by_alias=True)


def resume_after(last_event_id: str | None) -> int:
    """The number after which to go on; 0 for the start. MessageRefused when it is not a number of ours."""
    if not last_event_id:
        return 0
    if not (last_event_id.isascii() and last_event_id.isdigit() and int(last_event_id[:11]) <= NEWEST_POSSIBLE):
        raise MessageRefused("Last-Event-ID must be the seq of a message")
    return int(last_event_id)


@dataclass
class Told:
    """Keeps what this reader has been told. `after` is the newest bubble it has."""

    after: int
    _state: bodies.State | None = None
    _rewritten: dict[int, str] = field(default_factory=dict)

    def news(self, page: Page, now: datetime) -> list[bytes]:
        """The frames for what is new: first words taken back, then bubbles in order, then the state.

        The state follows bubbles even when it is as it was: a message that is answered before anybody looks was never
        seen waiting, and its sender must hear that nothing more is under way.
        A bubble that was rewritten before this reader came is told once more: its screen may still show the old text.
        """
        rewritten = {message.seq: message.text for message in page.changed}
        frames = [
            frame("changed", {"seq": seq, "text": text})
            for seq, text in rewritten.items()
            if seq <= self.after and self._rewritten.get(seq) != text
        ]
        self._rewritten = rewritten
        for bubble in page.bubbles:
            frames.append(frame("message", body_of(bubble), bubble.message.seq))
            self.after = bubble.message.seq
        if (state := state_of(page.standing, now)) != self._state or page.bubbles:
            if state.state == "typing" and page.standing.owner == Owner.PERSON and self._state is None:
                # A reader who comes while the agent types must not take it for the bot.
                frames.append(frame("state", state.model_copy(update={"state": "person"}).model_dump()))
            frames.append(frame("state", state.model_dump()))
            self._state = state
        return frames
