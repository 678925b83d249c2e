from bot.understanding.words import split


def test_words_carry_their_place_in_the_text() -> None:
    text = "what's  SQ *BLUE HERON?"
    assert [text[word.start : word.end] for word in split(text)] == [word.text for word in split(text)]
    assert [word.text for word in split(text)] == ["what", "'s", "SQ", "*", "BLUE", "HERON", "?"]


def test_white_space_alone_has_no_words() -> None:
    assert split(" \n\t ") == []
