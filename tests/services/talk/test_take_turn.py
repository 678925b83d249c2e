import asyncio
from datetime import timedelta

import pytest

from candor.conversation.context import read
from candor.conversation.messages import Owner
from candor.conversation.ownership import Answering, Ownership
from candor.conversation.replies import Reply
from candor.errors import ContextRefused, LeaseLost
from candor.services.talk.access import serving
from candor.services.talk.ask_bot import Answer
from candor.services.talk.receive_message import Sent, receive_choice, receive_text
from candor.services.talk.take_turn import AT_ONCE
from candor.services.talk.turn import answer, begin_turn
from tests.services.house import FakeBot, bubbles, echo, eventually, guest, say, serve, talk_of, texts, worker

SECOND = timedelta(seconds=1)


@pytest.fixture
def visitor(tools):
    return guest(tools)


@pytest.fixture
def talk(tools, visitor):
    return talk_of(tools, visitor)


async def test_messages_are_answered_in_order_once_each(tools, visitor, talk):
    bot = FakeBot()
    for text in ("one", "two", "three"):
        say(tools, visitor, talk, text)
    await serve(worker(tools, bot))
    assert texts(tools, talk) == ["one", "two", "three", "You said one.", "You said two.", "You said three."]
    assert [question.text for question in bot.asked] == ["one", "two", "three"]


async def test_the_tracker_travels_with_the_next_turn(tools, visitor, talk):
    bot = FakeBot()
    for text in ("one", "two"):
        say(tools, visitor, talk, text)
    await serve(worker(tools, bot))
    assert [(q.tracker, q.tracker_version) for q in bot.asked] == [(None, 0), ('[{"event":"user"}]', 1)]


async def test_two_workers_answer_a_message_once(tools, visitor, talk):
    for number in range(10):
        say(tools, visitor, talk, str(number))
    await asyncio.gather(*(serve(worker(tools, FakeBot())) for _ in range(2)))
    await serve(worker(tools, FakeBot()))
    assert texts(tools, talk)[10:] == [f"You said {number}." for number in range(10)]


async def test_a_turn_that_fails_is_tried_again_and_then_answered_once(tools, visitor, talk, clock):
    bot = FakeBot()
    bot.broken = True
    say(tools, visitor, talk, "hello")
    working = worker(tools, bot)
    await serve(working)
    assert texts(tools, talk) == ["hello"]
    bot.broken = False
    clock.advance(SECOND)
    await serve(working)
    assert texts(tools, talk) == ["hello", "You said hello."]


async def test_after_the_budget_a_person_is_promised_and_takes_over(tools, visitor, talk, clock):
    bot = FakeBot()
    bot.broken = True
    say(tools, visitor, talk, "hello")
    working = worker(tools, bot)
    for _ in range(40):
        await serve(working)
        clock.advance(SECOND)
    assert texts(tools, talk) == ["hello", "A person will answer by 1:15 p.m. today."]
    with tools.store.read() as tx:
        assert tx.conversations.get(talk).owner == Owner.PERSON
        assert tx.handoffs.open_in(talk).trigger == "bot_down"
    assert len(bot.asked) < 20


async def test_what_waited_while_we_were_down_is_still_tried(tools, visitor, talk, clock):
    say(tools, visitor, talk, "hello")
    clock.advance(timedelta(hours=2))
    await serve(worker(tools, FakeBot()))
    assert texts(tools, talk) == ["hello", "You said hello."]


async def test_a_person_s_conversation_is_never_shown_to_the_bot(tools, visitor, talk):
    with tools.store.write() as tx:
        tx.conversations.own(talk, Ownership(Answering.WAITING), tools.clock.now())
    bot = FakeBot()
    for text in ("are you there", "hello?"):
        say(tools, visitor, talk, text)
    await serve(worker(tools, bot))
    assert bot.asked == []
    assert texts(tools, talk) == ["are you there", "Noted.", "hello?"]


async def test_the_customer_can_go_back_to_the_bot(tools, visitor, talk):
    with tools.store.write() as tx:
        tx.conversations.own(talk, Ownership(Answering.WAITING), tools.clock.now())
    bot = FakeBot()
    say(tools, visitor, talk, "hello?")
    await serve(worker(tools, bot))
    back = bubbles(tools, talk)[-1].choices[0]
    receive_choice(tools, visitor, Sent(talk, "press"), back.id)
    await serve(worker(tools, bot))
    assert texts(tools, talk)[-2:] == ["Carry on with the bot", "You said back_to_bot."]


async def test_a_reply_without_words_is_a_failed_turn(tools, visitor, talk):
    say(tools, visitor, talk, "hello")
    await serve(worker(tools, FakeBot(lambda _: Answer([Reply("utter_nothing")], "[]", {}))))
    assert texts(tools, talk) == ["hello"]


def test_a_worker_that_lost_its_lease_writes_nothing(tools, visitor, talk, clock):
    say(tools, visitor, talk, "hello")
    late = begin_turn(tools, talk, "late")
    clock.advance(timedelta(minutes=1))
    current = begin_turn(tools, talk, "current")
    said = Answer([Reply("utter_echo", {"said": "hello"})], "[]", {})
    with pytest.raises(LeaseLost):
        answer(tools, late, said)
    answer(tools, current, said)
    assert texts(tools, talk) == ["hello", "You said hello."]


async def test_a_context_is_good_for_its_turn_only(tools, visitor, talk, clock):
    contexts = []

    def remember(question):
        context = read(question.context, b"s" * 32, clock.now())
        with tools.store.read() as tx:
            serving(tx, context, clock.now())
        contexts.append(context)
        return echo(question)

    say(tools, visitor, talk, "hello")
    await serve(worker(tools, FakeBot(remember)))
    with pytest.raises(ContextRefused), tools.store.read() as tx:
        serving(tx, contexts[0], clock.now())


async def test_a_broken_inbox_does_not_end_the_worker(tools, visitor, talk, monkeypatch):
    working = worker(tools, FakeBot())
    looks = []

    def ready(limit):
        looks.append(limit)
        if len(looks) == 1:
            raise OSError("database is locked")
        return type(working)._ready(working, limit)

    monkeypatch.setattr(working, "_ready", ready)
    running = asyncio.create_task(working.run())
    say(tools, visitor, talk, "hello")
    await eventually(lambda: len(texts(tools, talk)) == 2)
    running.cancel()
    assert texts(tools, talk) == ["hello", "You said hello."]


async def test_messages_that_came_together_are_answered_without_waiting_for_the_next_look(tools, visitor, talk):
    working = worker(tools, FakeBot())
    running = asyncio.create_task(working.run())
    await asyncio.sleep(0.02)
    working._next_look = float("inf")
    for text in ("one", "two", "three"):
        say(tools, visitor, talk, text)
        working.bell.call_worker(talk)
    await eventually(lambda: len(texts(tools, talk)) == 6)
    running.cancel()
    assert texts(tools, talk)[3:] == ["You said one.", "You said two.", "You said three."]


async def test_a_message_whose_turn_was_begun_at_the_door_is_answered_at_once(tools, visitor, talk):
    working = worker(tools, FakeBot())
    running = asyncio.create_task(working.run())
    await asyncio.sleep(0.02)
    working._next_look = float("inf")
    assert working.bell.taker == working.holder
    turns = []
    for text in ("one", "two"):
        taken = receive_text(tools, visitor, Sent(talk, text, working.bell.taker), text)
        working.bell.call_worker(talk, taken.turn)
        turns.append(taken.turn)
    assert turns[0].lease.holder == working.holder
    assert turns[1] is None, "the first is still being answered"
    await eventually(lambda: len(texts(tools, talk)) == 4)
    running.cancel()
    assert texts(tools, talk)[2:] == ["You said one.", "You said two."]


async def test_a_turn_begun_between_two_turns_is_not_forgotten(tools, visitor, talk):
    working = worker(tools, FakeBot())
    working._busy[talk] = asyncio.create_task(asyncio.sleep(0))  # its answer has committed, its end is not seen yet
    working._calls[talk] = 1
    taken = receive_text(tools, visitor, Sent(talk, "next", working.holder), "next")
    working.bell.call_worker(talk, taken.turn)
    for conversation_id, times in working.bell.calls().items():
        working._calls[conversation_id] += times
        working._begin(conversation_id)
    working._served(talk, working._busy[talk])
    await asyncio.gather(*working._busy.values())
    assert texts(tools, talk) == ["next", "You said next."]


def test_a_full_or_stopped_worker_takes_nothing_at_the_door(tools):
    working = worker(tools, FakeBot())
    working._busy = {str(number): None for number in range(AT_ONCE)}
    working._say_room()
    assert working.bell.taker is None


async def test_a_worker_that_stops_takes_no_more_turns(tools, visitor, talk):
    working = worker(tools, FakeBot())
    await working.stop()
    say(tools, visitor, talk, "hello")
    await serve(working)
    assert texts(tools, talk) == ["hello"]
