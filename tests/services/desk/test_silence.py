from datetime import timedelta

import pytest

from candor.conversation.messages import Owner
from candor.services.clocks.run_due import run_due
from candor.services.desk.claim import claim
from candor.services.desk.duty import come, go
from candor.services.desk.live_load import live_load
from candor.services.desk.my_talks import my_talks
from candor.services.desk.queue import list_queue
from candor.services.desk.snooze import snooze
from candor.services.desk.watch_silence import AGENT_SILENT, agent_silent
from candor.services.desk.write_as_agent import write_as_agent
from tests.services.desk.conftest import DANA, MARCO, PRIYA
from tests.services.house import say, texts

MINUTE = timedelta(minutes=1)


@pytest.fixture
def taken(tools, handed_over):
    claim(tools, DANA, handed_over)


def due(tools):
    run_due(tools, {AGENT_SILENT: agent_silent})


def of(tools, talk):
    with tools.store.read() as tx:
        return tx.conversations.get(talk)


def test_first_the_desk_reminds_then_the_talk_waits_again_and_never_goes_to_the_bot(tools, talk, taken, clock):
    clock.advance(3 * MINUTE)
    due(tools)
    assert [one.alert for one in my_talks(tools, DANA)] == [True]
    assert [load.alert for load in live_load(tools, PRIYA).agents] == [True]
    clock.advance(7 * MINUTE)
    due(tools)
    assert (of(tools, talk).owner, of(tools, talk).agent) == (Owner.PERSON, None)
    (row,) = list_queue(tools, MARCO).rows
    assert row.due > clock.now()
    assert texts(tools, talk)[-1].startswith("Somebody else will answer by ")


def test_a_late_claim_leaves_the_agent_the_whole_time(tools, visitor, talk, handed_over, clock):
    clock.advance(60 * MINUTE)
    claim(tools, DANA, handed_over)
    clock.advance(9 * MINUTE)
    due(tools)
    assert of(tools, talk).agent == "dana"


def test_an_agent_who_answers_keeps_the_talk_however_long_the_customer_is_silent(tools, visitor, talk, taken, clock):
    clock.advance(5 * MINUTE)
    write_as_agent(tools, DANA, talk, "I am looking into it.", "1")
    clock.advance(timedelta(hours=2))
    due(tools)
    assert of(tools, talk).agent == "dana"
    say(tools, visitor, talk, "thanks, and?")
    clock.advance(9 * MINUTE)
    due(tools)
    assert of(tools, talk).agent == "dana"
    clock.advance(MINUTE)
    due(tools)
    assert of(tools, talk).agent is None


def test_who_signs_out_leaves_nobody_waiting(tools, visitor, talk, taken):
    go(tools, DANA)
    due(tools)
    assert of(tools, talk).agent is None


def test_a_talk_that_owes_nothing_stays_with_whoever_signed_out_until_the_customer_writes(tools, visitor, talk, taken):
    write_as_agent(tools, DANA, talk, "It comes off by May 11.", "1")
    go(tools, DANA)
    due(tools)
    assert of(tools, talk).agent == "dana"
    say(tools, visitor, talk, "one more thing")
    due(tools)
    assert of(tools, talk).agent is None
    come(tools, DANA)


def test_a_talk_that_rests_is_left_alone_until_then_and_a_message_wakes_it(tools, visitor, talk, taken, clock):
    snooze(tools, DANA, talk, clock.now() + timedelta(hours=1))
    clock.advance(30 * MINUTE)
    due(tools)
    assert of(tools, talk).agent == "dana"
    say(tools, visitor, talk, "are you there")
    with tools.store.read() as tx:
        assert [one.snoozed_until for one in tx.handoffs.unfinished(talk)] == [None]
    clock.advance(timedelta(hours=2))
    due(tools)
    assert of(tools, talk).agent is None
