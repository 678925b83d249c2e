import pytest

from candor.conversation.low_trust import Signs, TrustRule, trigger_of_signs

RULE = TrustRule(contacts=3, not_it=2, rating=2, repeats=2, days=7)


@pytest.mark.parametrize(
    ("signs", "trigger"),
    [
        (Signs(), None),
        (Signs(contacts=2, not_it=1, rated=3, repeats=1), None),
        (Signs(contacts=3), "third_contact"),
        (Signs(contacts=5, not_it=9), "third_contact"),
        (Signs(not_it=2), "low_trust"),
        (Signs(rated=2), "low_trust"),
        (Signs(rated=1), "low_trust"),
        (Signs(repeats=2), "low_trust"),
    ],
)
def test_a_person_answers_too_from_each_of_the_counts_on(signs, trigger):
    assert trigger_of_signs(signs, RULE) == trigger
