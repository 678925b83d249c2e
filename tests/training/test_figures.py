import xml.etree.ElementTree as ElementTree

import pytest

from candor.training import figures, picture
from candor.training.judged import Sentence, judged


def one(target, intent, confidence=0.9, alt="", grade="exact", text="text"):
    return judged(Sentence(text, target, alt, grade), intent, confidence)


EVERY = [
    one("explain_fee", "explain_fee"),
    one("explain_fee", "explain_charge", alt="explain_charge", grade="loose"),
    one("greet", "thanks", 0.8),
    one("out_of_scope", "out_of_scope", grade="near"),
    one("out_of_scope", "explain_fee", 0.95, grade="near"),
    one("out_of_scope", "nlu_fallback", 1.0, grade="far"),
]


def test_near_and_far_are_shares_of_their_own():
    found = {share.name: (share.count, share.strict, share.lenient) for share in figures.groups(EVERY)}
    assert found["in scope"] == (3, pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert found["in scope, exact"] == (2, 0.5, 0.5)
    assert found["out of scope, near"] == (2, 0.5, 0.5)
    assert found["out of scope, far"] == (1, 1.0, 1.0)


def test_the_weakest_intent_stands_first():
    assert [share.name for share in figures.by_intent(EVERY)] == ["greet", "explain_fee", "out_of_scope"]


def test_the_surest_wrong_one_is_the_worst_and_asking_back_the_mildest():
    asked_back = one("greet", "nlu_fallback", 1.0)
    found = figures.worst([*EVERY, asked_back], 5)
    assert [(bad.sentence.target, bad.told) for bad in found] == [
        ("out_of_scope", "explain_fee"), ("greet", "thanks"), ("greet", "out_of_scope")
    ]  # fmt: skip


@pytest.mark.parametrize(("right", "error"), [(8, 0.0), (10, 0.2), (5, 0.3)])
def test_the_calibration_error_is_how_far_confidence_is_from_being_right(right, error):
    every = [one("greet", "greet" if at < right else "thanks", 0.8) for at in range(10)]
    assert figures.calibration(every).error == pytest.approx(error)


def test_bins_are_weighed_by_their_sentences():
    sure = [one("greet", "greet", 1.0)] * 9
    unsure = [one("greet", "thanks", 0.5)]
    assert figures.calibration(sure + unsure).error == pytest.approx(0.05)
    assert [(found.count, found.right) for found in figures.calibration(sure + unsure).bins] == [(1, 0.0), (9, 1.0)]


def test_nothing_claimed_has_no_error():
    assert figures.calibration([one("greet", "nlu_fallback", 1.0)]).error == 0


def test_the_matrix_names_each_cell_and_its_text_says_the_same():
    counts = figures.confusions(EVERY)
    drawn = ElementTree.fromstring(picture.matrix(counts))
    titles = [title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")]
    assert "explain_fee taken for explain_charge: 1 (50%)" in titles
    assert "explain_fee: 1 of 2 right; taken for explain_charge 1" in picture.matrix_text(counts)


def test_every_name_stands_inside_the_picture():
    drawn = ElementTree.fromstring(picture.matrix(figures.confusions(EVERY)))
    width, height = float(drawn.get("width")), float(drawn.get("height"))
    texts = drawn.findall(".//{*}text")
    assert len(texts) > 6
    assert all(0 <= float(text.get("x")) <= width and 0 <= float(text.get("y")) <= height for text in texts)


def test_the_curve_has_a_point_a_bin_and_a_text():
    found = figures.calibration(EVERY)
    drawn = ElementTree.fromstring(picture.curve(found))
    assert len(list(drawn.findall(".//{*}circle"))) == len(found.bins)
    assert len(picture.curve_text(found).splitlines()) == len(found.bins) + 1


def test_odd_names_break_no_picture():
    ElementTree.fromstring(picture.matrix({("<a&b>", '"c"'): 2}))
