import pytest

from bot.understanding.asking import asks, names_nothing, unlinked
from bot.understanding.parts import HALVES_AT_MOST, PARTS_AT_MOST, Part, halves, parts


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


@pytest.mark.parametrize(
    "text",
    [
        "has Bramble & Co. sent my money back?",
        "have Pine & Rye Ltd. paid me back?",
        "did harrow bros. refund the $20",
        "what is Quarry Inc. 12.40",
        "why did Dr. Pollen charge me?",
        "what did J. Marsh charge me?",
        "what is this charge no. 5 on my bill",
        "was it St. Anne's bakery?",
    ],
)
def test_a_full_stop_that_shortens_a_word_ends_no_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("I bought it at Bramble & Co. Why was I charged twice?", "I bought it at Bramble & Co."),
        ("No. I want my money back now", "No."),
        ("it was not I. why is there a fee", "it was not I."),
        ("that is the wrong shop. has my refund come", "that is the wrong shop."),
        ("charged by Pine Co... why is that so", "charged by Pine Co..."),
    ],
)
def test_any_other_full_stop_ends_one(text: str, first: str) -> None:
    assert cut(text)[0] == first


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


def halved(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], text[two.start : two.end]) for one, two in halves(text, Part(0, len(text)))]


@pytest.mark.parametrize("joint", [" and ", ", ", " plus ", ", also ", " & ", " oh and ", "; ", " then "])
def test_two_requests_joined_by_a_word_or_a_mark_may_be_halves(joint: str) -> None:
    (one, two), *_ = halved(f"where is my refund{joint}why is there a fee")
    assert one == "where is my refund"
    assert two.removeprefix("and ") == "why is there a fee"


@pytest.mark.parametrize(
    "text",
    ["why did i get a late fee?", "bread and butter", "marrow & rye 38.20", "they overcharged me, take it off", ""],
)
def test_what_holds_no_two_requests_is_not_tried(text: str) -> None:
    assert halved(text) == []


def test_the_most_even_halves_are_tried_first_and_few_are_tried() -> None:
    tried = halved("a b c and d e f and g h i and j k l and m n o and p q r")
    assert len(tried) == HALVES_AT_MOST
    assert tried[0] == ("a b c and d e f and g h i", "j k l and m n o and p q r")


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("and also why is there a fee", "why is there a fee"),
        ("oh and where is my refund?", "where is my refund?"),
        ("One more thing: where is my refund", "where is my refund"),
        ("two questions: what do i owe", "what do i owe"),
        ("also that", "also that"),
        ("android payments please", "android payments please"),
        ("why is there a fee", "why is there a fee"),
    ],
)
def test_words_that_only_link_are_left_out(said: str, rest: str) -> None:
    assert unlinked(said) == rest


@pytest.mark.parametrize("said", ["why is there a fee", "show me my bill", "my refund, has come?", "I want a refund"])
def test_questions_and_orders_ask(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize("said", ["i had two coffees", "why is it so high", "what are they for?", "take that off"])
def test_what_is_told_or_points_back_asks_for_nothing_of_its_own(said: str) -> None:
    assert not asks(said)


MORE_OF_THE_SAME = [
    "what went up?",
    "and what went up",
    "and why",
    "when does that happen?",
    "how much do i pay",
    "and which ones got more expensive since last month",
    "tell me which is new",
    "what changed",
]


@pytest.mark.parametrize("said", MORE_OF_THE_SAME)
def test_a_clause_that_asks_more_about_the_same_names_nothing_and_is_tried_as_no_half(said: str) -> None:
    assert names_nothing(said)
    assert halved(f"which subscriptions do i have on the card, {said}") == []


@pytest.mark.parametrize(
    "said",
    [
        "where is my refund",
        "why is my bill higher",
        "how do i pay",
        "where can i pay now",
        "what do i owe",
        "why a fee",
    ],
)
def test_a_clause_with_a_subject_of_its_own_may_be_a_second_request(said: str) -> None:
    assert not names_nothing(said)
