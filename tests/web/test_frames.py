"""What an event stream tells, frame by frame."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from candor.conversation.messages import Message, MessageView, Owner, Sender, ShownChoice
from candor.errors import MessageRefused
from candor.services.people.say_place import WithPerson
from candor.services.talk.read_conversation import Page, Standing
from candor.web.api.frames import Told, body_of, frame, resume_after, state_of

NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)
IDLE = Standing(0, None, Owner.BOT)
NOBODY = {"agent": None, "promise": None, "files": False}


def bubble(seq: int, text: str = "hello", **more: Any) -> MessageView:
    return MessageView(Message(f"m{seq}", "talk", seq, Sender.BOT, text, NOW, **more))


def told_of(frames: list[bytes]) -> list[tuple[str, Any]]:
    """(event, id or data) of each frame."""
    found = []
    for piece in frames:
        fields = dict(line.split(": ", 1) for line in piece.decode().strip().split("\n"))
        found.append((fields["event"], fields.get("id") or json.loads(fields["data"])))
    return found


def test_a_frame_is_one_event_with_its_number() -> None:
    assert frame("message", {"text": "a"}, 7) == b'event: message\nid: 7\ndata: {"text":"a"}\n\n'
    assert frame("state", {"pending": 1}) == b'event: state\ndata: {"pending":1}\n\n'


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "\r", "data: x\n\nevent: message", "\u2028\u0085", "🙂"])
def test_no_text_can_break_out_of_its_frame(text: str) -> None:
    made = frame("message", {"text": text}).decode()
    assert made.count("\n") == 3
    assert "\r" not in made
    assert json.loads(made.split("data: ", 1)[1])["text"] == text


def test_a_bubble_shows_what_a_button_says_and_not_what_it_means() -> None:
    message = Message("m1", "talk", 1, Sender.BOT, "Which?", NOW, response="utter_which", cites=("t1",), card={"a": 1})
    choice = ShownChoice("x1", "talk", "m1", 0, "The first", "choose_charge", {"line": "t1"})
    assert body_of(MessageView(message, (choice,))) == {
        "id": "m1",
        "seq": 1,
        "from": "bot",
        "text": "Which?",
        "choices": [{"id": "x1", "label": "The first"}],
        "cites": ["t1"],
        "response": "utter_which",
        "card": {"a": 1},
        "at": "2026-05-12T15:00:00Z",
        "client_id": None,
        "name": None,
    }


def test_each_bubble_is_told_once_and_in_order() -> None:
    told = Told(0)
    assert told_of(told.news(Page([bubble(1), bubble(2)], [], IDLE), NOW))[:2] == [("message", "1"), ("message", "2")]
    assert told.after == 2
    assert told.news(Page([], [], IDLE), NOW) == []


def test_the_state_is_told_first_and_then_when_it_changes() -> None:
    told, waiting = Told(0), Standing(1, NOW, Owner.BOT)
    assert told_of(told.news(Page([], [], IDLE), NOW)) == [("state", {"state": "idle", "pending": 0, **NOBODY})]
    assert told_of(told.news(Page([], [], waiting), NOW)) == [("state", {"state": "typing", "pending": 1, **NOBODY})]
    assert told.news(Page([], [], waiting), NOW + timedelta(seconds=2.9)) == []
    late = told.news(Page([], [], waiting), NOW + timedelta(seconds=3))
    assert told_of(late) == [("state", {"state": "working", "pending": 1, **NOBODY})]


def test_an_answer_that_came_before_anybody_looked_ends_with_the_state_all_the_same() -> None:
    told = Told(0)
    told.news(Page([bubble(1)], [], IDLE), NOW)
    answered = told_of(told.news(Page([bubble(2), bubble(3)], [], IDLE), NOW))
    assert answered[-1] == ("state", {"state": "idle", "pending": 0, **NOBODY})


def test_while_a_person_answers_nobody_is_typing() -> None:
    none = {"agent": None, "promise": None, "files": False}
    assert state_of(Standing(2, NOW, Owner.PERSON), NOW).model_dump() == {"state": "person", "pending": 2, **none}


def test_who_has_the_talk_and_what_is_promised_stand_in_the_state() -> None:
    waiting = Standing(0, None, Owner.PERSON, WithPerson(None, types=False, waiting="You are first in line."))
    assert state_of(waiting, NOW).promise == "You are first in line."
    typing = Standing(0, None, Owner.PERSON, WithPerson("Dana", types=True, waiting=None))
    assert (state_of(typing, NOW).state, state_of(typing, NOW).agent) == ("typing", "Dana")


def test_a_reader_who_comes_while_the_agent_types_hears_first_that_it_is_a_person() -> None:
    typing = Standing(0, None, Owner.PERSON, WithPerson("Dana", types=True, waiting=None))
    told = told_of(Told(0).news(Page([], [], typing), NOW))
    assert [data["state"] for _, data in told] == ["person", "typing"]


def test_words_taken_back_are_told_to_who_has_them_and_once() -> None:
    rewritten = bubble(1, "my card is [removed]", changed=True).message
    told = Told(1)
    assert told_of(told.news(Page([], [rewritten], IDLE), NOW))[0] == (
        "changed",
        {"seq": 1, "text": "my card is [removed]"},
    )
    assert told.news(Page([], [rewritten], IDLE), NOW) == []
    again = bubble(1, "[removed]", changed=True).message
    assert told_of(told.news(Page([], [again], IDLE), NOW)) == [("changed", {"seq": 1, "text": "[removed]"})]


def test_who_gets_a_bubble_anew_needs_no_word_that_it_changed() -> None:
    view = bubble(1, "[removed]", changed=True)
    frames = told_of(Told(0).news(Page([view], [view.message], IDLE), NOW))
    assert [name for name, _ in frames] == ["message", "state"]


@pytest.mark.parametrize(("header", "after"), [(None, 0), ("", 0), ("0", 0), ("12", 12), ("2147483647", 2147483647)])
def test_a_stream_goes_on_after_the_number_that_was_seen_last(header: str | None, after: int) -> None:
    assert resume_after(header) == after


@pytest.mark.parametrize("header", ["-1", "1.5", "abc", "2147483648", "9" * 5000, "²", "1 2", "0x1"])
def test_what_is_no_number_of_ours_is_refused(header: str) -> None:
    with pytest.raises(MessageRefused):
        resume_after(header)
