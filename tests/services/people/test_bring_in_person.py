"""Hand-overs: a row first, then the words; once for one wish; a promise that falls into the team's hours."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.services.disputes.dispute_status import dispute_status
from candor.services.disputes.note_dispute import note_dispute
from candor.services.goodwill.ask_goodwill import ask_goodwill
from candor.services.people.report_fraud import report_fraud
from candor.services.people.talk_to_human import talk_to_human
from candor.services.tools import Tools
from tests.services.serving import Talk, talk_of, tools_on

AT_NIGHT = datetime(2026, 5, 13, 4, 0, tzinfo=UTC)


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


@pytest.fixture
def talk(tools: Tools, clock: FixedClock) -> Talk:
    return talk_of(tools, clock, "c01")


def done(talk: Talk, service, text: str, *args):
    """What the service replies to a message, committed."""
    context = talk.says(text)
    with talk.tools.store.write() as tx:
        return service(tx, talk.tools, context, *args)


def handoffs(talk: Talk):
    with talk.tools.store.read() as tx:
        return tx.handoffs.all(datetime(2026, 1, 1, tzinfo=UTC))


def test_a_person_is_promised_by_a_time_that_the_customer_can_read(talk):
    reply = done(talk, talk_to_human, "a person please")
    assert reply.response == "utter_handed_over_person"
    assert (reply.facts["day"], reply.facts["time"]) == ("May 12", "1 p.m.")
    assert reply.cites == (handoffs(talk)[0].id,)


def test_a_promise_of_the_same_day_is_said_as_today_and_a_later_one_with_its_day(talk, clock):
    assert done(talk, talk_to_human, "a person please").facts["by"] == "1 p.m. today"
    clock.advance(timedelta(hours=12))
    assert done(talk, talk_to_human, "nobody came").facts["by"] == "10 a.m. on May 13"


def test_today_is_the_day_of_the_customer_and_not_of_london(talk, clock):
    """11 p.m. in New York is the next day in UTC; the promise of the next morning is not for today."""
    clock.at = datetime(2026, 5, 13, 3, 0, tzinfo=UTC)
    assert done(talk, talk_to_human, "a person please").facts["by"].endswith("on May 13")


def test_at_night_the_promise_is_for_the_morning_and_says_that_nobody_is_there(talk, clock):
    clock.at = AT_NIGHT
    reply = done(talk, talk_to_human, "a person please")
    assert reply.response == "utter_handed_over_away"
    assert (reply.facts["day"], reply.facts["time"]) == ("May 13", "10 a.m.")


def test_asking_twice_keeps_the_promise_that_was_made(talk, clock):
    first = done(talk, talk_to_human, "a person")
    clock.advance(timedelta(minutes=30))
    second = done(talk, talk_to_human, "where is that person")
    assert second.response == "utter_handed_over_already"
    assert second.facts["time"] == first.facts["time"]
    assert len(handoffs(talk)) == 1


def test_asking_again_after_a_broken_promise_makes_a_new_one(talk, clock):
    done(talk, talk_to_human, "a person")
    clock.advance(timedelta(hours=3))
    assert done(talk, talk_to_human, "nobody came").response == "utter_handed_over_person"
    assert len(handoffs(talk)) == 2


def test_a_turn_that_is_tried_again_makes_one_row_and_says_the_same(talk):
    context = talk.says("a person")
    replies = []
    for _ in range(2):
        with talk.tools.store.write() as tx:
            replies.append(talk_to_human(tx, talk.tools, context))
    assert replies[0] == replies[1]
    assert len(handoffs(talk)) == 1


def test_the_person_gets_the_charge_and_the_story_so_that_nothing_is_asked_again(talk, clock):
    done(talk, talk_to_human, "what is this")
    clock.advance(timedelta(minutes=1))
    done(talk, report_fraud, "that was not me", "t-coffee")
    package = handoffs(talk)[0].context
    assert package["charge"] == "t-coffee"
    assert package["story"] == ["what is this", "that was not me"]
    assert package["assurance"] == "customer"


def test_fraud_names_the_line_that_is_open_day_and_night_and_the_charge(talk, clock):
    clock.at = AT_NIGHT
    reply = done(talk, report_fraud, "not mine", "t-coffee")
    assert reply.response == "utter_handed_over_fraud_charge"
    assert reply.facts["fraud_line"] == "1-800-555-0142"
    assert reply.facts["amount"] == "$12.40"
    assert handoffs(talk)[0].urgency == "now"


def test_a_line_that_is_not_on_this_customers_book_is_never_named(talk):
    reply = done(talk, report_fraud, "not mine", "t-of-somebody-else")
    assert reply.response == "utter_handed_over_fraud"
    assert handoffs(talk)[0].context["charge"] is None


def test_a_guest_can_report_fraud_too(tools, clock):
    reply = done(talk_of(tools, clock, None), report_fraud, "my card was stolen")
    assert reply.response == "utter_handed_over_fraud"
    assert reply.facts["day"] == "May 12"


def test_a_dispute_keeps_the_day_on_which_it_was_said(talk, clock):
    reply = done(talk, note_dispute, "the jacket never came", "t-jacket")
    assert reply.response == "utter_handed_over_dispute_charge"
    assert (reply.facts["today"], reply.facts["amount"]) == ("May 12", "$89.00")
    assert handoffs(talk)[0].requested_at == clock.now()
    assert "t-jacket" in reply.cites


def test_more_about_the_same_dispute_is_added_and_not_opened_twice(talk):
    done(talk, note_dispute, "the jacket never came", "t-jacket")
    assert done(talk, note_dispute, "they do not answer me").response == "utter_dispute_added"
    assert len(handoffs(talk)) == 1
    done(talk, note_dispute, "and the coffee is wrong", "t-coffee")
    assert len(handoffs(talk)) == 2


@pytest.mark.parametrize(
    ("service", "line", "response", "said"),
    [
        (note_dispute, "t-jacket", "utter_handed_over_dispute_charge", "the $89.00 at NORTHFIELD OUTDOOR is wrong"),
        (note_dispute, "t-late", "utter_handed_over_dispute_fee", "the late fee of $41.00 is wrong"),
        (note_dispute, "t-paid", "utter_handed_over_dispute_line", 'the line "Payment - thank you" of $50.00 is wrong'),
        (report_fraud, "t-late", "utter_handed_over_fraud_fee", "the late fee of $41.00 is not yours"),
        (
            report_fraud,
            "t-paid",
            "utter_handed_over_fraud_line",
            'the line "Payment - thank you" of $50.00 is not yours',
        ),
    ],
)
def test_a_line_of_the_bank_itself_is_not_told_as_a_shop(talk, tools, service, line, response, said):
    reply = done(talk, service, "that is wrong", line)
    assert reply.response == response
    assert said in tools.wording.speak(reply).text


def test_the_status_of_a_dispute_is_its_promise(talk, clock):
    done(talk, note_dispute, "the jacket never came", "t-jacket")
    clock.advance(timedelta(hours=12))
    reply = done(talk, dispute_status, "how is my dispute")
    assert reply.response == "utter_dispute_waits"
    assert (reply.facts["told_on"], reply.facts["day"], reply.facts["time"]) == ("May 12", "May 13", "11 a.m.")


def test_a_promise_that_we_broke_is_said_and_made_again(talk, clock):
    done(talk, note_dispute, "the jacket never came", "t-jacket")
    clock.advance(timedelta(days=3))
    reply = done(talk, dispute_status, "how is my dispute")
    assert reply.response == "utter_dispute_late"
    assert reply.facts["promised_day"] == "May 13"
    newest = handoffs(talk)[0]
    assert newest.due > clock.now()
    assert newest.context["charge"] == "t-jacket"


def test_no_dispute_is_said_as_that(talk):
    assert done(talk, dispute_status, "how is my dispute").response == "utter_no_dispute"


def test_a_wish_for_money_back_goes_to_a_person_and_nothing_is_granted(talk):
    reply = done(talk, ask_goodwill, "can you take the fee off")
    assert reply.response == "utter_handed_over_goodwill"
    assert done(talk, ask_goodwill, "it is not fair").response == "utter_goodwill_added"
    assert [row.trigger for row in handoffs(talk)] == ["goodwill"]


@pytest.mark.parametrize("service", [talk_to_human, report_fraud, note_dispute, ask_goodwill, dispute_status])
def test_every_reply_has_all_the_facts_that_its_words_need(talk, service, tools):
    reply = done(talk, service, "hello")
    assert tools.wording.speak(reply).text
