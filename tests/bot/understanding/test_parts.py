import pytest

from bot.understanding.parts import PARTS_AT_MOST, parts


def cut(text: str) -> list[str]:
    return [text[part.start : part.end].strip() for part in parts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "why did i get a late fee?",
        "what is the $12.40 from SQ *BLUE HERON on may 3",
        "no, the other one",
        "hi",
        "thanks, bye",
        "?!",
        "",
    ],
)
def test_a_plain_sentence_is_one_part_and_so_one_run_of_the_encoder(text: str) -> None:
    assert cut(text) == [text.strip()]


@pytest.mark.parametrize(
    "opening",
    ["hi, thanks for helping, ", "Good morning. ", "Hello there! My name is Ana. ", "sorry to bother you, ", "Hi - "],
)
def test_an_opening_is_left_out_before_a_request(opening: str) -> None:
    assert cut(f"{opening}why was i charged a late fee")[-1] == "why was i charged a late fee"
    assert len(cut(f"{opening}why was i charged a late fee")) <= 2


def test_an_opening_stays_where_hardly_anything_follows() -> None:
    assert cut("ok, thank you") == ["ok, thank you"]


def test_sentences_are_parts() -> None:
    assert cut("It rained. Why is there a fee? I want it off!") == [
        "It rained.",
        "Why is there a fee?",
        "I want it off!",
    ]


def test_a_second_request_is_a_part_of_its_own_even_in_a_short_sentence() -> None:
    assert cut("first explain this late fee, then i want my refund") == [
        "first explain this late fee,",
        "then i want my refund",
    ]


def test_a_long_sentence_falls_into_clauses() -> None:
    told = (
        "i was at my sister's for the weekend and the kids were loud but when i came home there was a letter "
        "and it says that i have to pay a late fee which i do not understand at all"
    )
    assert len(cut(told)) >= 3
    assert " ".join(cut(told)) == told


@pytest.mark.parametrize("text", ["a, b c d e. " * 900, "x" * 10_000, "and why " * 1000, "...\n\n. . ."])
def test_no_text_has_many_parts_and_none_is_empty_or_out_of_order(text: str) -> None:
    found = parts(text)
    assert 1 <= len(found) <= PARTS_AT_MOST
    assert all(part.start < part.end <= len(text) for part in found)
    assert [part.start for part in found] == sorted({part.start for part in found})
