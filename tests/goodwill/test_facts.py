"""What may be known of a request, and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import FactsRefused
from candor.goodwill.facts import FLAGS, KEYS, KINDS, MOST, NUMBERS, Facts, Unclear, facts_from, is_forbidden
from tests.goodwill.requests import decided, request

FORBIDDEN = (
    *(
        "balance",
        "spend",
        "profit",
        "income",
        "tier",
        "product_tier",
        "postcode",
        "zip",
        "customer_age",
        "sex",
        "gender",
    ),
    *("marital_status", "race", "religion", "national_origin", "language", "public_assistance", "past_disputes"),
    *("complaints", "tone", "segment", "birth_date"),
)
WHOLE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        **{name: st.integers(0, most) for name, most in MOST.items()},
        "flag": st.none() | st.sampled_from(FLAGS) | st.lists(st.sampled_from(FLAGS), max_size=6),
    }
)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_input_is_refused_by_its_name(name):
    with pytest.raises(FactsRefused, match=f"{name} may not decide about money"):
        facts_from(request(**{name: 1}))


def test_any_other_unknown_key_is_refused_by_its_name():
    with pytest.raises(FactsRefused, match="colour is not a fact; tenure is not a fact"):
        facts_from(request(colour="red", tenure=3))


def test_no_fact_of_the_table_is_taken_for_a_forbidden_input():
    assert [name for name in KEYS if is_forbidden(name)] == []


@pytest.mark.parametrize("name", ["kind", *NUMBERS])
def test_a_missing_fact_leads_to_a_person_whatever_the_others_are(name):
    asked = request()
    del asked[name]
    found = facts_from(asked)
    assert isinstance(found, Unclear)
    assert found.problems == (f"{name} is missing",)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", [-1, 1.0, 1.5, "1", None, [], float("nan"), 10**12])
def test_an_impossible_number_leads_to_a_person(name, value):
    found = decided(**{name: value})
    assert (str(found.decision), found.reason, found.amount, found.trail) == ("HANDOFF", "G-HUM", 0, ())


@pytest.mark.parametrize("name", [name for name in NUMBERS if name != "bud"])
def test_a_truth_is_no_number(name):
    assert decided(**{name: True}).reason == "G-HUM"


@pytest.mark.parametrize(
    ("bud", "reason"), [(True, "G-FEE"), (False, "G-BUD"), (1, "G-FEE"), (0, "G-BUD"), (2, "G-HUM")]
)
def test_budget_is_there_or_it_is_not(bud, reason):
    assert decided(bud=bud).reason == reason


@pytest.mark.parametrize("name", NUMBERS)
def test_the_highest_value_is_a_fact_and_the_next_is_none(name):
    assert isinstance(facts_from(request(**{name: MOST[name]})), Facts)
    found = facts_from(request(**{name: MOST[name] + 1}))
    assert found == Unclear((f"{name} is not a whole number from 0 to {MOST[name]}",))


@pytest.mark.parametrize("kind", ["", "LATE", "lat", None, 3, ["late"], "fee"])
def test_an_unknown_kind_leads_to_a_person(kind):
    assert decided(kind=kind).reason == "G-HUM"


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are():
    assert facts_from(request(kind="fee")) == Unclear(("kind is not one of " + ", ".join(KINDS),))
    assert facts_from(request(kind=None)) == Unclear(("kind is missing",))


@pytest.mark.parametrize("flag", [None, "", "none", [], ()])
def test_no_mark_can_be_said_in_several_ways(flag):
    assert decided(flag=flag).reason == "G-FEE"


def test_a_request_without_the_key_flag_has_no_mark():
    asked = request()
    del asked["flag"]
    assert facts_from(asked) == facts_from(request())


@pytest.mark.parametrize("flag", ["fraud", 1, {"disputed": 1}, ["disputed", "fraud"], [["disputed"]], True, {}])
def test_an_unknown_mark_leads_to_a_person(flag):
    found = facts_from(request(flag=flag))
    assert found == Unclear(("flag is not one of " + ", ".join(FLAGS),))


def test_of_several_marks_the_first_rule_counts():
    assert decided(flag=["closed", "disputed"]).reason == "G-DSP"
    assert decided(flag=["contradict", "sensitive", "bank_error"]).reason == "G-HUM"


def test_everything_that_is_wrong_is_told_at_once():
    found = facts_from({"kind": "late", "amt": -5, "flag": "odd"})
    assert isinstance(found, Unclear)
    assert found.problems[0] == "amt is not a whole number from 0 to 1000000000"
    assert len(found.problems) == 1 + 9 + 1


@given(WHOLE)
def test_facts_that_were_stored_are_the_same_facts_again(asked):
    found = facts_from(asked)
    assert isinstance(found, Facts)
    assert facts_from(found.plain()) == found
