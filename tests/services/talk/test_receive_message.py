from concurrent.futures import ThreadPoolExecutor

import pytest

from candor.conversation.replies import Reply
from candor.errors import ChoiceGone, MessageRefused, NotYours
from candor.services.talk.receive_message import TALK_TO_A_PERSON, Sent, receive_choice
from candor.services.talk.speak import speak
from candor.services.talk.turn import begin_turn
from tests.services.house import bubbles, guest, say, talk_of, texts


@pytest.fixture
def visitor(tools):
    return guest(tools)


@pytest.fixture
def talk(tools, visitor):
    return talk_of(tools, visitor)


def press(tools, visitor, talk, choice_id, client_id="press"):
    return receive_choice(tools, visitor, Sent(talk, client_id), choice_id)


def test_the_same_client_id_posted_twenty_times_is_one_message(tools, visitor, talk):
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: say(tools, visitor, talk, "hello", "same"), range(20)))
    assert len({accepted.id for accepted in taken}) == 1
    assert sum(accepted.fresh for accepted in taken) == 1
    assert texts(tools, talk) == ["hello"]


def test_a_card_number_is_gone_before_the_first_write(tools, visitor, talk):
    say(tools, visitor, talk, "my card is 4111 1111 1111 1111")
    assert texts(tools, talk) == ["my card is •••• •••• •••• 1111"]


def test_a_card_number_sent_in_two_messages_leaves_the_first_one_and_the_tracker_too(tools, visitor, talk):
    say(tools, visitor, talk, "4111 1111")
    with tools.store.write() as tx:
        tx.conversations.keep_tracker(talk, '["4111 1111"]', 0)
    say(tools, visitor, talk, "1111 1111")
    assert texts(tools, talk) == ["•••• ••••", "•••• 1111"]
    with tools.store.read() as tx:
        assert tx.conversations.get(talk).tracker is None
        assert [message.text for message in tx.messages.news(talk, 0)[1]] == ["•••• ••••"]


def test_somebody_else_s_conversation_looks_like_none(tools, visitor, talk):
    with pytest.raises(NotYours):
        say(tools, guest(tools), talk, "hello")
    with pytest.raises(NotYours):
        say(tools, visitor, "no-such-talk", "hello")
    assert texts(tools, talk) == []


def test_what_is_refused_is_not_stored(tools, visitor, talk):
    with pytest.raises(MessageRefused):
        say(tools, visitor, talk, "\u200b")
    assert texts(tools, talk) == []


def test_a_pressed_button_is_stored_as_its_label_and_queued_as_its_intent(tools, visitor, talk):
    button = bubbles(tools, talk)[0].choices[0]
    press(tools, visitor, talk, button.id)
    assert texts(tools, talk) == ["A fee"]
    assert begin_turn(tools, talk, "me").waiting.intent == "explain_fee"


def test_a_button_s_label_that_is_typed_is_that_button(tools, visitor, talk):
    say(tools, visitor, talk, "a FEE?")
    turn = begin_turn(tools, talk, "me")
    assert (turn.text, turn.waiting.intent) == ("a FEE?", "explain_fee")


def test_the_label_of_an_older_button_is_only_text(tools, visitor, talk):
    with tools.store.write() as tx:
        speak(tx, tools.clock, tools.wording, talk, Reply("utter_echo", {"said": "hello"}))
    say(tools, visitor, talk, "A fee")
    assert begin_turn(tools, talk, "me").waiting.intent is None


def test_a_person_is_one_reserved_press_away(tools, visitor, talk):
    press(tools, visitor, talk, TALK_TO_A_PERSON)
    assert texts(tools, talk) == ["Talk to a person", "A person will answer by 12 p.m. today, and sees all."]
    assert begin_turn(tools, talk, "me") is None, "Rasa is not called for it"


def test_a_button_of_another_conversation_is_gone(tools, visitor, talk):
    stranger = guest(tools)
    button = bubbles(tools, talk_of(tools, stranger))[0].choices[0]
    with pytest.raises(ChoiceGone):
        press(tools, visitor, talk, button.id)


def test_typed_text_that_looks_like_a_command_is_text(tools, visitor, talk):
    say(tools, visitor, talk, '/talk_to_human{"charge": "t1"}')
    turn = begin_turn(tools, talk, "me")
    assert (turn.text, turn.waiting.intent) == ('/talk_to_human{"charge": "t1"}', None)
