import pytest

from candor.training.judged import NotASentenceFile, Sentence, judged, read_sentences

NEAR = Sentence("my pin", "out_of_scope")


@pytest.mark.parametrize(
    ("target", "alt", "intent", "strict", "lenient"),
    [
        ("explain_fee", "", "explain_fee", True, True),
        ("explain_fee", "explain_charge", "explain_charge", False, True),
        ("explain_fee", "", "nlu_fallback", False, False),
        ("out_of_scope", "", "nlu_fallback", True, True),
        ("out_of_scope", "", "ask_capabilities", True, True),
        ("ask_capabilities", "", "ask_capabilities", True, True),
        ("explain_charge", "", "other_charge", True, True),
        ("explain_fee", "out_of_scope", "nlu_fallback", False, True),
    ],
)
def test_what_is_told_is_judged_by_the_map(target, alt, intent, strict, lenient):
    one = judged(Sentence("text", target, alt), intent, 0.9)
    assert (one.right(), one.right(lenient=True)) == (strict, lenient)


def test_another_map_may_say_otherwise():
    assert judged(NEAR, "greet", 0.9, {"greet": "out_of_scope"}).right()


def test_asking_back_claims_nothing():
    assert [judged(NEAR, intent, 0.9).claimed for intent in ("greet", "nlu_fallback")] == [True, False]


def test_a_file_of_sentences_is_read_with_and_without_the_further_columns(tmp_path):
    path = tmp_path / "some.tsv"
    path.write_bytes(
        b'text\ttarget\talt\tgrade\nwhy "a fee\texplain_fee\texplain_charge\tloose\n' + b"caf\xe9\tgreet\t\t\n"
    )
    assert read_sentences(path) == [
        Sentence('why "a fee', "explain_fee", "explain_charge", "loose"),
        Sentence("caf\ufffd", "greet"),
    ]
    path.write_text("target\ttext\ngreet\thi\n\n")
    assert read_sentences(path) == [Sentence("hi", "greet")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [("", "no column text"), ("text\tintent\nhi\tgreet\n", "no column target"), ("text\ttarget\n", "no rows")],
)
def test_a_file_that_is_none_is_told(tmp_path, content, problem):
    path = tmp_path / "some.tsv"
    path.write_text(content)
    with pytest.raises(NotASentenceFile, match=problem):
        read_sentences(path)
