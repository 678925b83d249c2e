"""Who did not answer in the chat may answer later, by a link in a mail that is good for one answer and ends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.mail import Mail
from candor.errors import LinkOver, ScoreRefused
from candor.services.clocks.run_due import run_due
from candor.services.outcomes.ask_at_end import kind_for
from candor.services.outcomes.ask_later import ASK_LATER, TALKS, ask_later
from candor.services.outcomes.note_turn import Ended, note_turn
from candor.services.outcomes.survey_links import Links, answer_by_link, question_by_link
from candor.services.people.hand_off import hand_off
from candor.services.tools import Tools
from tests.services.serving import Talk, talk_of, tools_on

LINKS = Links("https://help.bank.example", bytes(32))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


def talked(tools: Tools, clock: FixedClock, name: str = "talk") -> Talk:
    """A talk that came to something."""
    talk = talk_of(tools, clock, "c01", name)
    talk.says("what is this?")
    with tools.store.write() as tx:
        conversation = tx.conversations.get(talk.conversation.id)
        note_turn(tx, Ended(conversation, (), "explain_charge", None, clock.now(), clock.now()))
    return talk


def mailed(tools: Tools, clock: FixedClock, talk: Talk, after: timedelta = 25 * HOUR) -> list[Mail]:
    """The mails about a talk so long after it."""
    clock.advance(after)
    with tools.store.write() as tx:
        tx.due_work.add(ASK_LATER, TALKS, clock.now())
    run_due(tools, {ASK_LATER: ask_later(LINKS)})
    with tools.store.read() as tx:
        return tx.mails.of(talk.conversation.id)


def token_in(mail: Mail) -> str:
    return mail.body.split("/answer/")[1].split()[0]


def test_a_day_after_the_talk_one_mail_brings_a_link_that_answers_once(tools: Tools, clock: FixedClock) -> None:
    talk = talked(tools, clock)
    (mail,) = mailed(tools, clock, talk)
    token = token_in(mail)
    asked = question_by_link(tools.store, clock, LINKS, token)
    assert asked.kind is kind_for(talk.conversation.id)
    answer_by_link(tools.store, clock, LINKS, token, asked.high, "all clear, my card is 4111 1111 1111 1111")
    with tools.store.read() as tx:
        answer = tx.trust.survey_of(talk.conversation.id)
    assert answer
    assert answer[:2] == (asked.kind, asked.high)
    assert "all clear" in answer[2]
    assert "4111" not in answer[2]
    with pytest.raises(LinkOver):
        answer_by_link(tools.store, clock, LINKS, token, asked.low, "")
    with pytest.raises(LinkOver):
        question_by_link(tools.store, clock, LINKS, token)


def test_nobody_is_asked_too_early_or_twice_in_a_season(tools: Tools, clock: FixedClock) -> None:
    first = talked(tools, clock)
    assert mailed(tools, clock, first, 2 * HOUR) == []
    assert len(mailed(tools, clock, first, 23 * HOUR)) == 1
    second = talked(tools, clock, "second")
    assert mailed(tools, clock, second) == []
    clock.advance(90 * DAY)
    third = talked(tools, clock, "third")
    assert len(mailed(tools, clock, third)) == 1


@pytest.mark.parametrize("trigger", ["fraud", "bereavement"])
def test_nobody_is_asked_after_what_would_hurt(trigger: str, tools: Tools, clock: FixedClock) -> None:
    talk = talked(tools, clock)
    with tools.store.write() as tx:
        message = tx.messages.after(talk.conversation.id, 0)[-1].message.id
        about = {"conversation_id": talk.conversation.id, "message_id": message}
        hand_off(tx, tools.handoff_policy, clock.now(), **about, trigger=trigger, context={})
    assert mailed(tools, clock, talk) == []


def test_a_link_ends_and_can_not_be_made_up_or_turned_to_another_talk(tools: Tools, clock: FixedClock) -> None:
    talk, other = talked(tools, clock), talked(tools, clock, "other")
    until = clock.now() + DAY
    token = LINKS.token(talk.conversation.id, until)
    forged = token.replace(talk.conversation.id, other.conversation.id)
    strange = Links(LINKS.base, bytes(range(32))).token(talk.conversation.id, until)
    later = f"{talk.conversation.id}.{int((until + DAY).timestamp())}.{token.rpartition('.')[2]}"
    for wrong in (forged, strange, later, "", "x", "a.b.c", f"{talk.conversation.id}..", LINKS.token("nobody", until)):
        with pytest.raises(LinkOver):
            question_by_link(tools.store, clock, LINKS, wrong)
    assert question_by_link(tools.store, clock, LINKS, token)
    clock.advance(DAY)
    with pytest.raises(LinkOver):
        question_by_link(tools.store, clock, LINKS, token)


def test_a_score_off_the_scale_leaves_the_link_as_good_as_it_was(tools: Tools, clock: FixedClock) -> None:
    talk = talked(tools, clock)
    token = LINKS.token(talk.conversation.id, clock.now() + DAY)
    with pytest.raises(ScoreRefused):
        answer_by_link(tools.store, clock, LINKS, token, 11, "")
    assert question_by_link(tools.store, clock, LINKS, token)
