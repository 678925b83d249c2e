"""What a person does with a talk is what trust counts: in the same transaction, whoever answered first."""

from __future__ import annotations

import pytest

from candor.conversation.handing_over import Cause, Outcome
from candor.errors import NotYourTalk
from candor.services.desk.claim import claim, take_over
from candor.services.desk.close_talk import close_talk
from candor.services.desk.hand_back import hand_back
from candor.services.outcomes.keep_counts import fold_all
from candor.services.talk.turn import answer, begin_turn
from candor.store.trust.outbox import Counted
from candor.store.trust.reading import read
from candor.trust.rows import CameOf, HandOver, Path
from tests.services.desk.conftest import DANA, MARCO
from tests.services.desk.test_claim import SAID
from tests.services.house import say


def outcome(tools, talk):
    with tools.store.read() as tx:
        return tx.trust.talk(talk)


def hand_over(tools, handoff: str) -> HandOver:
    with tools.store.read() as tx:
        row = read(tx._connection, Counted.HAND_OVER, [handoff])[handoff]
    assert isinstance(row, HandOver)
    return row


def test_a_talk_that_only_a_person_answered_has_its_outcome(tools, talk, handed_over):
    asked = outcome(tools, talk)
    assert (asked.path, asked.human, asked.result) == (Path.PERSON, True, CameOf.HANDED_OVER)
    claim(tools, DANA, handed_over)
    close_talk(tools, DANA, talk, Outcome.SOLVED, Cause.WISH)
    closed = outcome(tools, talk)
    assert (closed.path, closed.resolved, closed.result) == (Path.PERSON, True, CameOf.CLOSED)


def test_a_talk_that_the_bot_began_is_both_s(tools, visitor, talk):
    say(tools, visitor, talk, "what is this")
    answer(tools, begin_turn(tools, talk, "worker"), SAID)
    assert outcome(tools, talk).path is Path.BOT
    take_over(tools, DANA, talk)
    joined = outcome(tools, talk)
    assert (joined.path, joined.human, joined.result) == (Path.BOTH, True, CameOf.HANDED_OVER)


@pytest.mark.parametrize(
    ("came_of_it", "result", "resolved"),
    [
        (Outcome.EXPLAINED, CameOf.EXPLAINED, True),
        (Outcome.NOT_AGREED, CameOf.REFUSED, False),
        (Outcome.PASSED_ON, CameOf.CLOSED, None),
        (Outcome.NO_ANSWER, CameOf.CLOSED, None),
    ],
)
def test_what_the_agent_says_is_what_counts(came_of_it, result, resolved, tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    close_talk(tools, DANA, talk, came_of_it, Cause.RULE)
    found = outcome(tools, talk)
    assert (found.result, found.resolved) == (result, resolved)


def test_a_close_that_is_refused_counts_nothing(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    before = outcome(tools, talk)
    with pytest.raises(NotYourTalk):
        close_talk(tools, MARCO, talk, Outcome.SOLVED, Cause.WISH, asked_again=True)
    assert outcome(tools, talk) == before
    assert hand_over(tools, handed_over).asked_again is None


def test_grave_words_are_left_out_of_what_the_bot_is_measured_by(tools, visitor, talk):
    say(tools, visitor, talk, "my husband died in March")
    found = outcome(tools, talk)
    assert (found.mandatory, found.human) == (True, True)


@pytest.mark.parametrize("asked_again", [True, False, None])
@pytest.mark.parametrize("way", ["close", "hand back"])
def test_the_agent_says_once_whether_something_had_to_be_asked_again(asked_again, way, tools, clock, talk, handed_over):
    claim(tools, DANA, handed_over)
    fold_all(tools.store, clock)
    if way == "close":
        close_talk(tools, DANA, talk, Outcome.SOLVED, Cause.WISH, asked_again)
    else:
        hand_back(tools, DANA, talk, "The fee comes off.", asked_again=asked_again)
    assert hand_over(tools, handed_over).asked_again is asked_again
    assert fold_all(tools.store, clock) == int(asked_again is not None), "the counts are told of it"
