from bot.understanding.examples import read_examples


def test_every_intent_that_is_asked_for_has_many_examples() -> None:
    counts: dict[str, int] = {}
    for example in read_examples():
        counts[example.intent] = counts.get(example.intent, 0) + 1
    assert counts.pop("out_of_scope") >= 120
    assert min(counts.values()) >= 20


def test_no_example_stands_twice() -> None:
    texts = [example.text.lower() for example in read_examples()]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []


def test_no_mark_of_an_entity_is_left_in_a_text() -> None:
    assert [example.text for example in read_examples() if "](" in example.text or "]{" in example.text] == []
