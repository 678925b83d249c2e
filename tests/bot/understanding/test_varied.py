import pytest

from bot.understanding.varied import varied

TEXTS = [f"why is there a late fee of {number} dollars" for number in range(60)] + [
    f"hello number {n}" for n in range(60)
]
INTENTS = ["explain_fee"] * 60 + ["greet"] * 60


def test_the_same_examples_are_varied_the_same_way() -> None:
    assert varied(TEXTS, INTENTS) == varied(TEXTS, INTENTS)


def test_a_request_stays_whole_inside_what_is_put_around_it() -> None:
    longer = [one for one in varied(TEXTS, INTENTS) if len(one.text) > 45]
    assert len(longer) > 20
    assert {one.intent for one in longer} == {"explain_fee"}
    assert all("why is there a late fee of" in one.text.lower() for one in longer)


def test_small_talk_is_never_dressed_as_a_request() -> None:
    longest = max(len(text) for text in TEXTS[60:])
    assert max(len(one.text) for one in varied(TEXTS, INTENTS) if one.intent == "greet") <= longest + 3


@pytest.mark.parametrize(("intents", "expected"), [(INTENTS, False), ([*INTENTS[:-1], "out_of_scope"], True)])
def test_asides_alone_are_taught_as_out_of_scope_where_there_is_such_an_intent(
    intents: list[str], expected: bool
) -> None:
    assert any(one.weight == 2.0 for one in varied(TEXTS, intents)) is expected


def test_letters_without_an_inside_stay_as_they_are() -> None:
    assert {one.text for one in varied(["1 2", "?"] * 40, ["greet"] * 80)} <= {"1 2", "?"}
