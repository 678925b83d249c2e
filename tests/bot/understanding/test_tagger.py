import random

from bot.understanding.tagger import FIRST, INSIDE, OUTSIDE, Tagger, learn


def test_a_word_inside_a_name_never_follows_one_outside() -> None:
    tagger = Tagger({"in": [-1.0, 0.0, 9.0], "out": [20.0, 0.0, 0.0]})
    assert tagger.marks([["out"], ["in"]]) == [OUTSIDE, FIRST]
    assert tagger.marks([["in"], ["in"]]) == [FIRST, INSIDE]


def test_it_learns_from_what_stands_before() -> None:
    lessons = [([["from"], ["after from"]], [OUTSIDE, FIRST]), ([["to"], ["after to"]], [OUTSIDE, OUTSIDE])]
    tagger = learn(lessons, 20, random.Random(1))
    assert [tagger.marks(features)[-1] for features, _ in lessons] == [FIRST, OUTSIDE]


def test_no_words_have_no_marks() -> None:
    assert Tagger().marks([]) == []
