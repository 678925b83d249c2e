"""The answers over whole regions, held against the compiled conditions on requests from inside them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.goodwill import compiled
from candor.goodwill.expression import Name, comparisons, condition_of, leaves
from candor.goodwill.facts import FLAGS, KINDS, MOST, NUMBERS, facts_from
from candor.goodwill.folding import folded
from candor.goodwill.proof import ORDINARY, followed
from candor.goodwill.regions import everything
from tests.goodwill.requests import POLICY, RANDOM, request

EXAMPLES = min(300, RANDOM // 50)
NAMES = st.sampled_from(["amt", "age", "n", "late12", "used", "cap"])
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
NUMBER = st.sampled_from(["0", "1", "3", "12", "500", "4100"])
SUMS = st.one_of(
    NAMES,
    NUMBER,
    st.builds("min({}, {})".format, NAMES, NAMES),
    st.builds("{} + {}".format, NAMES, NUMBER),
    st.builds("{} - {}".format, NAMES, NAMES),
)
ATOMS = st.one_of(
    st.builds("{} {} {}".format, NAMES, SIGNS, NUMBER),
    st.builds("{} {} {}".format, SUMS, SIGNS, SUMS),
    st.builds("kind == '{}'".format, st.sampled_from(KINDS)),
    st.builds("kind not in ('{}', '{}')".format, st.sampled_from(KINDS), st.sampled_from(KINDS)),
    st.builds("'{}' in flag".format, st.sampled_from(FLAGS)),
)
TEXTS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("(not {})".format, inner),
    ),
    max_leaves=5,
)
FLAG = st.none() | st.lists(st.sampled_from(FLAGS), max_size=2)


def joins_facts(condition):
    """Whether some comparison is of more than one fact: there the grid is all that is shown."""
    for one in comparisons(condition):
        names = {leaf.name for leaf in (*leaves(one.left), *leaves(one.right)) if isinstance(leaf, Name)}
        if len(names) > 1:
            return True
    return False


def homes(condition, facts):
    """The answers of the regions that a request lies in; between grid values, where the nearest lower one does."""
    rule = replace(POLICY.rules[0], condition=condition)
    whole = everything([condition], [], POLICY.caps, ORDINARY)
    numbers = {name: max(v for v in whole.numbers[name] if v <= getattr(facts, name)) for name in NUMBERS}
    return [
        held is not None
        for region, held in followed(whole, (rule,))
        if facts.kind in region.kinds
        and all((flag in facts.flag) is there for flag, there in region.flags.items())
        and all(numbers[name] in values for name, values in region.numbers.items())
    ]


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, st.data())
def test_a_request_lies_in_one_region_and_has_its_answer(text, data):
    condition = condition_of(text, {})
    whole = everything([condition], [], POLICY.caps, ORDINARY)
    values = {
        name: data.draw(st.sampled_from(whole.numbers[name]) if joins_facts(condition) else st.integers(0, MOST[name]))
        for name in NUMBERS
    }
    facts = facts_from(request(**values, kind=data.draw(st.sampled_from(KINDS)), flag=data.draw(FLAG)))
    assert homes(condition, facts) == [compiled.test_of(condition)(facts, POLICY.caps[facts.kind])]


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, st.sampled_from(KINDS), FLAG, st.fixed_dictionaries({name: st.integers(0, 12) for name in NUMBERS}))
def test_filling_in_kind_and_marks_changes_no_answer(text, kind, flag, values):
    condition = condition_of(text, {})
    facts = facts_from(request(**{**values, "bud": values["bud"] % 2}, kind=kind, flag=flag))
    left = folded(condition, kind, bool(facts.flag))
    found = left if isinstance(left, bool) else compiled.test_of(left)(facts, POLICY.caps[kind])
    assert found == compiled.test_of(condition)(facts, POLICY.caps[kind])


@pytest.mark.parametrize(("text", "turn"), [("12 == amt + 3", 9), ("amt - 3 == 12", 15), ("12 - amt + 3 < 5", 10)])
def test_where_a_fact_stands_beside_several_numbers_the_grid_has_the_value_at_which_the_answer_turns(text, turn):
    condition = condition_of(text, {})
    whole = everything([condition], [], POLICY.caps, ORDINARY)
    assert turn in whole.numbers["amt"]
    assert {whole.answer(condition), *(part.answer(condition) for part in whole.halves(condition))} != {None}


@given(st.sampled_from(NUMBERS), SIGNS, st.integers(0, 9000))
def test_every_threshold_and_its_neighbours_are_on_the_grid(name, sign, threshold):
    whole = everything([condition_of(f"{name} {sign} {threshold}", {})], [], POLICY.caps, ORDINARY)
    around = {threshold + step for step in (-1, 0, 1)}
    assert {value for value in around if 0 <= value <= MOST[name]} <= set(whole.numbers[name])
