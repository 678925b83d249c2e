import pytest

from candor.conversation.questions import Question, question_of


@pytest.mark.parametrize(
    ("asked", "said", "question"),
    [
        ("is_it_yours", ["utter_explain_purchase"], Question.IS_IT_YOURS),
        (None, ["utter_thanks"], Question.ANYTHING_ELSE),
        (None, ["utter_greet"], None),
        (None, [], None),
        ("of another release", [], None),
        (7, [], None),
    ],
)
def test_the_open_question_is_what_was_asked_in_the_last_turn(asked, said, question):
    assert question_of(asked, said) is question
