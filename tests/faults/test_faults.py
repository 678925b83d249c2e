import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from candor.conversation.messages import Sender
from tests.faults.customer import Customer
from tests.faults.log import PATIENCE, answers, assert_each_answered_once_in_order, await_answers, bubbles, handoff

pytestmark = pytest.mark.stack

CHARGE = "what is this charge from SQ *BLUE HERON?"
PERSON = "i want to talk to a person please"
EXPLAINED = "utter_explain_purchase_prefix"


def said(talk, message_id):
    return [bubble.response for bubble in answers(talk, message_id)]


def test_the_bot_killed_in_the_middle_of_a_turn(product, proxy, customer):
    proxy.fail("hold")
    asked = customer.say(CHARGE)
    assert proxy.reached.wait(PATIENCE)
    product.kill("bot")
    proxy.go_on.set()
    talk = await_answers(product, customer.talk)
    assert_each_answered_once_in_order(product, talk)
    # The budget of these tests is shorter than a restart may take; either end is a right one.
    assert said(talk, asked) in ([EXPLAINED], ["utter_handed_over_bot_down"])


def test_the_app_killed_after_the_message_was_kept_and_before_the_reply(product, proxy, customer):
    proxy.fail("hold")
    asked = customer.say(CHARGE)
    assert proxy.reached.wait(PATIENCE)
    product.kill("app")
    proxy.go_on.set()
    product.wait_until_ready()
    talk = await_answers(product, customer.talk)
    assert_each_answered_once_in_order(product, talk)
    assert said(talk, asked) == [EXPLAINED]


def test_the_app_killed_after_an_effect_was_committed_and_before_the_reply(product, proxy, customer):
    proxy.fail("commit_then_hang")
    asked = customer.say(PERSON)
    assert proxy.reached.wait(PATIENCE)
    made = handoff(product, asked)
    assert made is not None
    product.kill("app")
    proxy.go_on.set()
    product.wait_until_ready()
    talk = await_answers(product, customer.talk)
    assert_each_answered_once_in_order(product, talk)
    assert handoff(product, asked).id == made.id
    assert len(said(talk, asked)) == 1


def test_the_customer_closes_the_tab_in_the_middle_of_a_turn(product, proxy, customer):
    proxy.fail("hold")
    asked = customer.say(CHARGE)
    assert proxy.reached.wait(PATIENCE)
    customer.listen(0.2)
    customer.close()
    proxy.go_on.set()
    talk = await_answers(product, customer.talk)
    assert said(talk, asked) == [EXPLAINED]
    assert_each_answered_once_in_order(product, talk)


def test_the_same_message_posted_twenty_times(product, proxy, customer):
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: customer.say(CHARGE, "the-same"), range(20)))
    talk = await_answers(product, customer.talk)
    assert len(set(ids)) == 1
    assert [bubble.id for bubble in talk if bubble.sender == Sender.CUSTOMER] == ids[:1]
    assert said(talk, ids[0]) == [EXPLAINED]


def test_two_tabs_sending_at_once(product, proxy, customer):
    other = Customer(product)
    other.talk = customer.talk
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(tab.say, CHARGE) for _ in range(8) for tab in (customer, other)]
        [job.result() for job in jobs]
    other.close()
    talk = await_answers(product, customer.talk)
    assert len([bubble for bubble in talk if bubble.sender == Sender.CUSTOMER]) == 16
    assert_each_answered_once_in_order(product, talk)


@pytest.mark.parametrize("way", ["error", "hang"])
def test_the_action_server_fails_once(product, proxy, customer, way):
    proxy.fail(way)
    asked = customer.say(CHARGE)
    talk = await_answers(product, customer.talk)
    assert said(talk, asked) == [EXPLAINED]
    assert_each_answered_once_in_order(product, talk)


@pytest.mark.parametrize("way", ["error", "hang"])
def test_the_action_server_keeps_failing_until_a_person_is_promised(product, proxy, customer, way):
    proxy.fail(*[way] * 50)
    asked = customer.say(CHARGE)
    talk = await_answers(product, customer.talk)
    assert said(talk, asked) == ["utter_handed_over_bot_down"]
    assert handoff(product, asked).trigger == "bot_down"
    assert_each_answered_once_in_order(product, talk)


def test_the_action_server_commits_and_then_hangs(product, proxy, customer):
    proxy.fail("commit_then_hang")
    asked = customer.say(PERSON)
    talk = await_answers(product, customer.talk)
    assert len(said(talk, asked)) == 1
    assert said(talk, asked)[0].startswith("utter_handed_over")
    assert handoff(product, asked).trigger == "person"
    assert_each_answered_once_in_order(product, talk)


def test_the_log_of_the_processes_holds_no_word_of_the_customer(product, proxy, customer):
    customer.say("my neighbour Wilhelmina Quux told me about the zeppelin charge")
    await_answers(product, customer.talk)
    time.sleep(0.2)
    logs = "".join(path.read_text(errors="replace") for path in (product.folder / "logs").glob("*.log*"))
    assert logs
    assert not any(word in logs for word in ("Wilhelmina", "zeppelin", "BLUE HERON"))
    assert bubbles(product, customer.talk)
