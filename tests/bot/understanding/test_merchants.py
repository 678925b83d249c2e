from pathlib import Path

import pytest

from bot.understanding.merchants import Named, ShopFinder, nothing, train
from bot.understanding.words import split


def named(text: str, *names: str) -> Named:
    return Named(text, tuple((text.index(name), text.index(name) + len(name)) for name in names))


LESSONS = [
    named("what is the charge from Fern & Fable", "Fern & Fable"),
    named("why did Oakline charge me", "Oakline"),
    named("who is Riverton", "Riverton"),
    named("what is the fee"),
    named("why did you charge me a fee"),
    named("who is there"),
    named("what is my bill from may"),
]
NAMES = ["Korvo Intl", "SQ *LARK", "Quarry Vet", "harbor inn", "NVL SUPPLY"]


@pytest.fixture(scope="module")
def finder() -> ShopFinder:
    return train(LESSONS, NAMES)


def shops(finder: ShopFinder, text: str) -> list[str]:
    return [text[start:end] for start, end in finder.find(split(text))]


@pytest.mark.parametrize("shop", ["Tolland", "tolland market", "Marrow & Rye"])
def test_a_name_nobody_taught_is_found_where_names_stand(finder: ShopFinder, shop: str) -> None:
    assert shops(finder, f"why did {shop} charge me") == [shop]


def test_known_words_are_no_name(finder: ShopFinder) -> None:
    assert shops(finder, "why did you charge me a fee") == []


def test_no_words_have_no_name(finder: ShopFinder) -> None:
    assert shops(finder, "  ") == []


def test_the_same_lessons_give_the_same_finder(finder: ShopFinder) -> None:
    assert train(LESSONS, NAMES) == finder


def test_a_saved_finder_comes_back_the_same(finder: ShopFinder, tmp_path: Path) -> None:
    finder.save(tmp_path)
    assert ShopFinder.load(tmp_path) == finder
    assert {path.suffix for path in tmp_path.iterdir()} == {".json"}


def test_without_a_name_to_learn_from_nothing_is_found() -> None:
    untaught = train([named("what is the fee")], NAMES)
    assert untaught == nothing()
    assert shops(untaught, "who is Riverton") == []


def test_a_new_name_moves_the_names_after_it() -> None:
    moved = named("Oakline and Riverton", "Oakline", "Riverton").renamed("Ox")
    assert [moved.text[start:end] for start, end in moved.names] == ["Ox", "Riverton"]
