from datetime import timedelta

from candor.services.talk.read_conversation import mark_read
from candor.services.talk.start_conversation import start_conversation
from tests.services.house import bubbles, guest, say


def start(tools, visitor, **how):
    return start_conversation(tools.store, tools.clock, tools.wording, visitor, **how)


def test_a_new_talk_begins_with_our_welcome_and_its_buttons(tools):
    begun = start(tools, guest(tools))
    assert (begun.resumed, begun.unread, begun.last_seq) == (False, 1, 1)
    (welcome,) = bubbles(tools, begun.id)
    assert (welcome.message.text, [c.label for c in welcome.choices]) == ("Hello, guest.", ["A fee"])


def test_a_talk_is_found_again_with_what_is_unread(tools):
    visitor = guest(tools)
    begun = start(tools, visitor)
    mark_read(tools.store, visitor, begun.id, 1)
    say(tools, visitor, begun.id, "hello")
    again = start(tools, visitor)
    assert (again.id, again.resumed, again.unread, again.last_seq) == (begun.id, True, 0, 2)


def test_after_a_day_or_on_wish_a_talk_begins_anew(tools, clock):
    visitor = guest(tools)
    first = start(tools, visitor)
    assert start(tools, visitor, fresh=True).id != first.id
    clock.advance(timedelta(hours=24))
    assert not start(tools, visitor).resumed


def test_another_guest_gets_a_talk_of_their_own(tools):
    assert start(tools, guest(tools)).id != start(tools, guest(tools)).id
