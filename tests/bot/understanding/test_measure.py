from bot.understanding.examples import read_examples
from bot.understanding.measure import Judged, report


def judged(target: str, told: str, alt: str = "", grade: str = "exact") -> Judged:
    return Judged("text", target, alt, grade, told, 0.9)


def test_strict_counts_the_target_and_lenient_the_second_answer_too() -> None:
    one = judged("explain_fee", "explain_charge", alt="explain_charge")
    assert (one.right(), one.right(lenient=True)) == (False, True)


def test_not_understood_is_right_only_where_we_have_no_answer() -> None:
    assert judged("out_of_scope", "nlu_fallback").right()
    assert not judged("explain_fee", "nlu_fallback").right()


def test_the_report_names_each_group_and_what_was_mixed_up() -> None:
    lines = list(report([judged("greet", "greet"), judged("out_of_scope", "thanks", grade="near")], wrong=True))
    assert [line.split("  ")[0].strip() for line in lines[:3]] == ["all", "in scope", "out of scope, near"]
    assert lines[-1] == "  out_of_scope taken for thanks: 1"


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
    assert [example.text for example in read_examples() if "](" in example.text] == []
