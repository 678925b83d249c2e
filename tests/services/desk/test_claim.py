from datetime import timedelta

import pytest

from candor.conversation.handing_over import Cause, Outcome, State
from candor.conversation.messages import Owner, Sender
from candor.conversation.replies import Reply
from candor.conversation.working_memory import charge_in
from candor.errors import AlreadyTaken, LeaseLost, MoveRefused, NotYours, NotYourTalk
from candor.services.desk.claim import claim, take_over
from candor.services.desk.close_talk import close_talk
from candor.services.desk.hand_back import hand_back
from candor.services.desk.queue import list_queue
from candor.services.desk.release import release
from candor.services.desk.transfer import transfer
from candor.services.desk.write_as_agent import write_as_agent
from candor.services.talk.ask_bot import Answer
from candor.services.talk.receive_message import Sent, receive_choice
from candor.services.talk.turn import answer, begin_turn
from tests.services.desk.conftest import DANA, MARCO, PRIYA
from tests.services.house import FakeBot, bubbles, say, serve, texts, worker

SAID = Answer([Reply("utter_echo", {"said": "late"})], "[]", {})


def of(tools, talk):
    with tools.store.read() as tx:
        return tx.conversations.get(talk)


def test_who_claims_first_has_the_talk(tools, talk, handed_over):
    assert claim(tools, DANA, handed_over).fresh
    with pytest.raises(AlreadyTaken):
        claim(tools, MARCO, handed_over)
    assert of(tools, talk).agent == "dana"
    assert list_queue(tools, DANA).rows == ()


def test_claiming_twice_is_claiming_once(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    before = texts(tools, talk)
    assert not claim(tools, DANA, handed_over).fresh
    assert texts(tools, talk) == before
    with tools.store.read() as tx:
        assert [row["act"] for row in tx.trail.of(talk)] == ["handed_over", "talk_claimed"]


def test_there_is_no_such_hand_over(tools):
    with pytest.raises(NotYours):
        claim(tools, DANA, "none")


def test_taking_over_in_the_middle_of_a_turn_withholds_the_bot_s_late_reply(tools, visitor, talk):
    say(tools, visitor, talk, "what is this")
    turn = begin_turn(tools, talk, "worker")
    take_over(tools, DANA, talk)
    with pytest.raises(LeaseLost):
        answer(tools, turn, SAID)
    assert texts(tools, talk) == ["what is this", "Dana is here."]


async def test_what_waited_for_the_bot_is_the_agent_s_to_answer(tools, visitor, talk, clock):
    say(tools, visitor, talk, "what is this")
    take_over(tools, DANA, talk)
    bot = FakeBot()
    clock.advance(timedelta(hours=2))
    say(tools, visitor, talk, "/restart")
    await serve(worker(tools, bot))
    assert bot.asked == []
    assert of(tools, talk).owner is Owner.PERSON
    assert texts(tools, talk) == ["what is this", "Dana is here.", "/restart"]


def test_a_reply_that_was_first_stays_and_the_claim_comes_after_it(tools, visitor, talk):
    say(tools, visitor, talk, "what is this")
    answer(tools, begin_turn(tools, talk, "worker"), SAID)
    take_over(tools, DANA, talk)
    assert texts(tools, talk) == ["what is this", "You said late.", "Dana is here."]


def test_a_take_over_is_a_hand_over_row_of_its_own(tools, visitor, talk):
    say(tools, visitor, talk, "what is this")
    take_over(tools, DANA, talk)
    with tools.store.read() as tx:
        (made,) = tx.handoffs.of_conversation(talk)
    assert (made.trigger, made.state, made.taken_by) == ("taken_over", State.TAKEN, "dana")


def test_only_the_one_who_has_the_talk_writes_to_the_customer(tools, talk, handed_over):
    with pytest.raises(NotYourTalk):
        write_as_agent(tools, DANA, talk, "hello", "1")
    claim(tools, DANA, handed_over)
    with pytest.raises(NotYourTalk):
        write_as_agent(tools, MARCO, talk, "hello", "2")
    assert write_as_agent(tools, DANA, talk, "Hello, I am Dana.", "3").sender is Sender.AGENT


def test_a_bubble_of_the_agent_is_written_once_and_keeps_the_promise(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    with tools.store.read() as tx:
        assert tx.handoffs.owed(talk)
    first = write_as_agent(tools, DANA, talk, "Hello.", "3")
    assert write_as_agent(tools, DANA, talk, "Hello.", "3") == first
    with tools.store.read() as tx:
        assert tx.handoffs.owed(talk) is None
    assert texts(tools, talk)[-2:] == ["Dana is here.", "Hello."]
    assert (bubbles(tools, talk)[-1].message.name, bubbles(tools, talk)[-1].message.author) == ("Dana", "dana")


def test_a_card_number_of_the_agent_s_is_taken_out_too(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    assert "4111" not in write_as_agent(tools, DANA, talk, "Is it 4111 1111 1111 1111?", "3").text


def test_released_it_waits_again_from_when_it_was_asked_for_with_a_promise(tools, talk, handed_over, clock):
    claim(tools, DANA, handed_over)
    write_as_agent(tools, DANA, talk, "Hello.", "3")
    clock.advance(timedelta(hours=1))
    release(tools, DANA, talk)
    (row,) = list_queue(tools, MARCO).rows
    assert row.handoff.id == handed_over
    assert row.due > clock.now()
    assert of(tools, talk).owner is Owner.PERSON
    assert texts(tools, talk)[-1].startswith("Somebody else will answer by ")
    assert claim(tools, MARCO, handed_over).fresh


def test_passed_to_a_team_it_waits_there_and_to_an_agent_it_is_theirs_at_once(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    transfer(tools, DANA, talk, team="fraud", why="card was copied")
    assert list_queue(tools, MARCO, teams=["estate"]).rows == ()
    assert len(list_queue(tools, MARCO, teams=["fraud"]).rows) == 1
    claim(tools, MARCO, handed_over)
    transfer(tools, MARCO, talk, to=DANA)
    assert of(tools, talk).agent == "dana"
    with tools.store.read() as tx:
        assert [note.text for note in tx.desk.notes(talk)] == ["card was copied"]


def test_nobody_passes_on_what_another_has_but_a_supervisor(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    with pytest.raises(NotYourTalk):
        transfer(tools, MARCO, talk, to=MARCO)
    transfer(tools, PRIYA, talk, to=MARCO)
    assert of(tools, talk).agent == "marco"


async def test_handed_back_the_bot_goes_on_from_what_was_agreed(tools, visitor, talk, handed_over):
    claim(tools, DANA, handed_over)
    hand_back(tools, DANA, talk, "The fee comes off by May 11.", charge="t-7")
    assert texts(tools, talk)[-1] == "The bot again. Dana: The fee comes off by May 11."
    bot = FakeBot()
    say(tools, visitor, talk, "and why was it there")
    await serve(worker(tools, bot))
    assert charge_in(bot.asked[0].tracker) == "t-7"
    with tools.store.read() as tx:
        (row,) = tx.handoffs.of_conversation(talk)
    assert (row.state, row.summary) == (State.HANDED_BACK, "The fee comes off by May 11.")


def test_what_was_handed_back_is_no_longer_the_agent_s(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    hand_back(tools, DANA, talk, "All is said.")
    with pytest.raises(NotYourTalk):
        write_as_agent(tools, DANA, talk, "one more thing", "9")
    with pytest.raises(MoveRefused):
        claim(tools, DANA, handed_over)
    with pytest.raises(MoveRefused):
        hand_back(tools, DANA, talk, "All is said.")


async def test_closed_with_outcome_and_cause_and_the_bot_answers_what_comes_after(tools, visitor, talk, handed_over):
    claim(tools, DANA, handed_over)
    close_talk(tools, DANA, talk, Outcome.SOLVED, Cause.OUR_MISTAKE)
    close_talk(tools, DANA, talk, Outcome.SOLVED, Cause.OUR_MISTAKE)
    assert texts(tools, talk)[-1] == "Dana has closed this."
    with tools.store.read() as tx:
        (row,) = tx.handoffs.of_conversation(talk)
    assert (row.state, row.outcome, row.cause) == (State.CLOSED, Outcome.SOLVED, Cause.OUR_MISTAKE)
    bot = FakeBot()
    say(tools, visitor, talk, "thanks")
    await serve(worker(tools, bot))
    assert [question.text for question in bot.asked] == ["thanks"]
    assert of(tools, talk).closed_at is None


def test_a_closed_talk_is_taken_up_again_by_an_agent(tools, talk, handed_over):
    claim(tools, DANA, handed_over)
    close_talk(tools, DANA, talk, Outcome.EXPLAINED, Cause.UNCLEAR_WORDS)
    assert take_over(tools, MARCO, talk).fresh
    assert of(tools, talk).agent == "marco"


def test_carry_on_with_the_bot_does_not_get_past_an_agent_who_is_there(tools, visitor, talk, handed_over):
    say(tools, visitor, talk, "hello?")
    back = bubbles(tools, talk)[-1].choices[0]
    claim(tools, DANA, handed_over)
    taken = receive_choice(tools, visitor, Sent(talk, "back"), back.id)
    assert taken.by_person
    assert taken.agent == "dana"
    assert of(tools, talk).agent == "dana"


def test_what_the_bot_had_heard_hours_ago_is_not_in_its_memory_after_a_hand_back(tools, visitor, talk, handed_over):
    """The bot begins anew when its last turn is an hour old, and would forget what was agreed with it."""
    with tools.store.write() as tx:
        old = '[{"event":"user","timestamp":1.0},{"event":"action","name":"action_listen","timestamp":1.0}]'
        tx.conversations.keep_tracker(talk, old, of(tools, talk).tracker_version)
    claim(tools, DANA, handed_over)
    hand_back(tools, DANA, talk, "The fee comes off by May 11.", charge="t-7")
    assert '"timestamp": 1.0' not in of(tools, talk).tracker
    assert '"user"' not in of(tools, talk).tracker


async def test_a_grave_word_goes_to_a_person_at_once_without_the_bot(tools, visitor, talk):
    say(tools, visitor, talk, "My husband died in March")
    bot = FakeBot()
    await serve(worker(tools, bot))
    assert bot.asked == []
    assert texts(tools, talk) == ["My husband died in March", "We are sorry. By 12 p.m. today."]
    with tools.store.read() as tx:
        assert tx.handoffs.open_in(talk).trigger == "bereavement"
    assert of(tools, talk).owner is Owner.PERSON
