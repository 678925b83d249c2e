"""The spaCy pipeline: what it marks, that no value is lost on the way, and that it comes back from disk the same."""

import random
from datetime import date
from pathlib import Path

import pytest
import spacy

from bot.understanding.language import Pipeline
from bot.understanding.merchants import Named
from candor.values.reading import find_values

TODAY = date(2026, 5, 12)
NAMES = ["Korvo Intl", "SQ *LARK", "Quarry Vet", "harbor inn", "NVL SUPPLY"]


def named(text: str, *names: str) -> Named:
    return Named(text, tuple((text.index(name), text.index(name) + len(name)) for name in names))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    made = Pipeline.new()
    examples = ["what is the charge from Fern & Fable", "why did Oakline charge me", "who is Riverton"]
    marked = [named(text, name) for text, name in zip(examples, ("Fern & Fable", "Oakline", "Riverton"), strict=True)]
    plain = [
        *("what is the fee", "why did you charge me a fee", "who is there", "what is my bill from may"),
        *("what is the fee on my card", "the fee on my bill"),
    ]
    made.learn([*marked, *map(named, plain)], NAMES)
    return made


def marked(pipeline: Pipeline, text: str) -> list[tuple[str, str, str]]:
    return [(one.label_, one.text, one._.value) for one in pipeline.read(text, TODAY).ents]


def test_values_and_shops_stand_in_the_doc_as_entities(pipeline: Pipeline) -> None:
    assert marked(pipeline, "what is the $12.40 charge from Tolland on may 3, card x4471") == [
        ("amount", "$12.40", "1240"),
        ("merchant", "Tolland", "Tolland"),
        ("date", "may 3", "2026-05-03"),
        ("card_ending", "4471", "4471"),
    ]


def test_what_else_is_known_of_a_value_stands_beside_it(pipeline: Pipeline) -> None:
    (amount,) = pipeline.read("charged about $40", TODAY).ents
    assert amount._.more == {"currency": "USD", "about": True}


def test_a_token_is_split_where_a_value_begins_in_it(pipeline: Pipeline) -> None:
    doc = pipeline.read("x4471", TODAY)
    assert [token.text for token in doc] == ["x", "4471"]


def test_without_a_day_there_is_no_error(pipeline: Pipeline) -> None:
    assert [one.label_ for one in pipeline.read("yesterday").ents] == ["date"]


def test_no_value_is_lost_or_moved_on_its_way_into_the_doc(pipeline: Pipeline) -> None:
    chance = random.Random(5)
    pieces = [
        *("$12.40", "12,40€", "x4471", "#2", "5/3", "may", "3rd", "the", "one", "last", "20", "bucks", "£5", "don't"),
        *(",", ".", "-", "(", ")", "", "\u00a0", "\n", "…", "😀", "é"),
    ]
    for _ in range(400):
        text = "".join(chance.choice((piece, f"{piece} ", f" {piece}")) for piece in chance.choices(pieces, k=6))
        found = [(one.entity, one.start, one.end, one.value) for one in find_values(text, TODAY)]
        ents = [(e.label_, e.start_char, e.end_char, e._.value) for e in pipeline.read(text, TODAY).ents]
        assert [one for one in ents if one[0] != "merchant"] == found, text


def test_a_saved_pipeline_comes_back_the_same_and_is_plain_spacy(pipeline: Pipeline, tmp_path: Path) -> None:
    pipeline.save(tmp_path)
    text = "why did Tolland charge me $5 on may 3"
    assert marked(Pipeline.load(tmp_path), text) == marked(pipeline, text)
    assert spacy.load(tmp_path).pipe_names == ["candor_values", "candor_shops"]


def test_nothing_that_is_saved_can_run_code(pipeline: Pipeline, tmp_path: Path) -> None:
    pipeline.save(tmp_path)
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"config.cfg", "meta.json", "tokenizer", "candor_shops/shops.json"}
    assert not any(b"\x80\x04" in (tmp_path / name).read_bytes()[:2] for name in files)
