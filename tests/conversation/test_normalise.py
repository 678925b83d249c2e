import pytest

from candor.conversation.normalise import normalise
from candor.errors import MessageRefused, MessageTooLong


def test_what_can_not_be_seen_is_taken_out():
    assert normalise("  he\u200bllo\u202e \x00\x07world\ufeff ") == "hello world"


def test_lines_emoji_and_accents_stay():
    assert normalise("cafe\u0301\r\n👩\u200d👧 ok") == "café\n👩\u200d👧 ok"


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200b", "\x00"])
def test_nothing_is_refused(nothing):
    with pytest.raises(MessageRefused):
        normalise(nothing)


def test_half_a_character_is_refused():
    with pytest.raises(MessageRefused):
        normalise("abc\ud800")


def test_two_thousand_characters_are_fine_and_one_more_is_not():
    assert len(normalise("a" * 2000)) == 2000
    with pytest.raises(MessageTooLong):
        normalise("a" * 2001)
