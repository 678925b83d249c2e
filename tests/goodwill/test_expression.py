"""The language of conditions: what can be said in it, and that nothing else can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.goodwill import compiled
from candor.goodwill.expression import (
    All,
    AnyOf,
    Compare,
    ExpressionRefused,
    KindIs,
    Least,
    Marked,
    Name,
    Not,
    Number,
    Plus,
    amount_of,
    comparisons,
    condition_of,
    leaves,
)
from candor.goodwill.facts import FLAGS, KINDS, facts_from
from tests.goodwill.requests import request

LIMITS = {"tiny": 500}


def holds(text, cap=4100, **changes):
    return compiled.test_of(condition_of(text, LIMITS))(facts_from(request(**changes)), cap)


def comes_to(text, cap=4100, **changes):
    return compiled.sum_of(amount_of(text, LIMITS))(facts_from(request(**changes)), cap)


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("amt <= tiny", {"amt": 500}, {"amt": 501}),
        ("amt < tiny", {"amt": 499}, {"amt": 500}),
        ("amt > 500", {"amt": 501}, {"amt": 500}),
        ("amt >= 500", {"amt": 500}, {"amt": 499}),
        ("n == 2", {"n": 2}, {"n": 3}),
        ("n != 2", {"n": 3}, {"n": 2}),
        ("1 <= dpd < 60", {"dpd": 59}, {"dpd": 60}),
        ("1 <= dpd < 60", {"dpd": 1}, {"dpd": 0}),
        ("used + min(amt, cap) > 10000", {"used": 7001}, {"used": 7000}),
        ("amt - used < 0", {"used": 3001}, {"used": 3000}),
        ("amt > -1", {}, {"amt": 0, "kind": None}),
        ("kind == 'cash'", {"kind": "cash"}, {"kind": "ftf"}),
        ("kind != 'cash'", {"kind": "ftf"}, {"kind": "cash"}),
        ("kind in ('cash', 'ftf')", {"kind": "ftf"}, {"kind": "late"}),
        ("kind not in ['cash', 'ftf']", {"kind": "late"}, {"kind": "ftf"}),
        ("'closed' in flag", {"flag": ["disputed", "closed"]}, {"flag": "disputed"}),
        ("'closed' not in flag", {"flag": None}, {"flag": "closed"}),
        ("not n >= 1 and (mic < 3 or same == 0)", {"mic": 3}, {"mic": 3, "same": 1}),
        ("n >= 1 or mic >= 1 or same >= 1", {"same": 1}, {}),
    ],
)
def test_each_form_means_what_it_says(text, yes, no):
    assert holds(text, **yes) is True
    if no.get("kind", "") is not None:
        assert holds(text, **no) is False


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("amt", 3000),
        ("min(amt, cap)", 2500),
        ("min(amt, cap, tiny)", 500),
        ("amt - 100 + n", 2900),
        ("700", 700),
        ("-1", -1),
    ],
)
def test_an_amount_is_worked_out(text, cents):
    assert comes_to(text, cap=2500) == cents


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("balance > 100", "balance may not decide"),
        ("amt > 5 and postcode == 1", "postcode may not decide"),
        ("customer_age < 30", "customer_age may not decide"),
        ("amount > 100", "amount is not a fact, nor a limit"),
        ("amt", "a comparison is needed"),
        ("True", "a comparison is needed"),
        ("amt > True", "a whole number"),
        ("amt > 1.5", "a whole number"),
        ("amt > '5'", "a whole number"),
        ("amt / 2 > 5", "a whole number"),
        ("amt * 2 > 5", "a whole number"),
        ("amt ** 9 > 5", "a whole number"),
        ("max(amt, 5) > 5", "a whole number"),
        ("min(amt) > 5", "a whole number"),
        ("min(amt, key=5) > 5", "a whole number"),
        ("min(*flag, 1) > 5", "a whole number"),
        ("kind == 'lates'", "one of 'late'"),
        ("kind == amt", "one of 'late'"),
        ("kind > 'late'", "kind is no number"),
        ("kind in 'late'", "`in` is for"),
        ("kind in ()", "`in` is for"),
        ("amt in (1, 2)", "`in` is for"),
        ("'fraud' in flag", "one of 'sensitive'"),
        ("flag == 'closed'", "flag is no number"),
        ("__import__('os').system('true') == 0", "a whole number"),
        ("().__class__ == 0", "a whole number"),
        ("[x for x in flag] == 0", "a whole number"),
        ("(lambda: 1)() == 1", "a whole number"),
        ("(amt := 5) > 1", "a whole number"),
        ("amt if n else used", "a comparison is needed"),
        ("f'{amt}' == 1", "a whole number"),
        ("amt is 5", "`in` is for"),
        ("amt >", "can not be read"),
        ("amt > 5; n", "can not be read"),
        ("", "can not be read"),
        ("import os", "can not be read"),
        ("amt > 5 \x00", "can not be read"),
        ("not " * 30 + "amt > 5", "nested deeper"),
        ("(" * 240 + "amt" + ")" * 240 + " > 1", "can not be read"),
        ("amt > 1 and " * 60 + "n > 1", "longer than 500"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text, why):
    with pytest.raises(ExpressionRefused) as refused:
        condition_of(text, LIMITS)
    assert why in str(refused.value)


@given(st.text(max_size=80) | st.text("amtn<>=()+-0159 ", max_size=40))
def test_any_text_is_read_or_refused_and_what_is_read_has_an_answer(text):
    try:
        condition = condition_of(text, LIMITS)
    except ExpressionRefused:
        return
    assert compiled.test_of(condition)(facts_from(request()), 4100) in (True, False)


def test_the_place_in_the_text_is_named():
    with pytest.raises(ExpressionRefused, match=r"at character 11 \(`balance`\)"):
        condition_of("n > 1 and balance > 5", LIMITS)


def told(text, read=condition_of):
    with pytest.raises(ExpressionRefused) as refused:
        read(text, LIMITS)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("amt", "at character 1 (`amt`): a comparison is needed here"),
        ("amt > n * 2", "at character 7 (`n * 2`): a whole number, a fact, +, - or min(...) is needed here"),
        ("n > 1 and kind > 2", "at character 11 (`kind`): kind is no number"),
        ("n > flag", "at character 5 (`flag`): flag is no number"),
        (
            "n > balance",
            "at character 5 (`balance`): balance may not decide about money back (domain 3.1 f), nor a limit",
        ),
        ("n > much", "at character 5 (`much`): much is not a fact, nor a limit of this policy"),
        (
            "kind == 'lat'",
            "at character 9 (`'lat'`): one of " + ", ".join(f"'{kind}'" for kind in KINDS) + " is needed",
        ),
        (
            "'odd' in flag",
            "at character 1 (`'odd'`): one of " + ", ".join(f"'{flag}'" for flag in FLAGS) + " is needed",
        ),
        ("amt in (1, 2)", "at character 1 (`amt`): `in` is for kind in (...) and '...' in flag"),
        ("amt > " + "1 + " * 15 + "n * 2", "at character 67 (`n * 2`)"),
        ("n * " + "9" * 60 + " > 1", "at character 1 (`n * " + "9" * 36 + "`)"),
        ("amt >", "it can not be read"),
        ("amt > 5)", "it can not be read at character 8"),
        ("x" * 501, "it is longer than 500 characters"),
    ],
)
def test_what_is_refused_is_told_with_its_place_its_text_and_its_reason(text, why):
    assert told(text).startswith(why)


def test_a_text_of_500_characters_is_read_and_one_more_is_not():
    most = "amt > 1" + " " * 480 + "or n > 2 or 1"
    assert len(most) == 500
    assert "comparison is needed" in told(most)
    assert told(most + "0") == "it is longer than 500 characters"


def test_a_text_that_is_nested_20_deep_is_read_and_one_deeper_is_not():
    amount = "1" + " + 1" * 19
    assert amount_of(amount, {})
    assert told(amount + " + 1", amount_of) == "it is nested deeper than 20"


def test_blanks_around_a_text_are_nothing():
    assert condition_of("  n > 1 \n", {}) == condition_of("n > 1", {})


def test_every_comparison_and_every_leaf_of_a_text_is_found():
    tree = condition_of("not (n > 1 and 'closed' in flag) or kind == 'late' or amt + 2 - min(used, 3) >= cap", {})
    first, second = comparisons(tree)
    assert (first.sign, second.sign) == (">", ">=")
    assert list(leaves(second.left)) == [Name("amt"), Number(2), Name("used"), Number(3)]
    assert list(leaves(second.right)) == [Name("cap")]


def test_a_text_becomes_the_tree_that_it_says():
    assert condition_of("1 <= dpd < 60", {}) == All(
        (Compare(Number(1), "<=", Name("dpd")), Compare(Name("dpd"), "<", Number(60)))
    )
    assert condition_of("kind not in ('late', 'cash') or 'closed' not in flag", {}) == AnyOf(
        (Not(KindIs(frozenset({"late", "cash"}))), Not(Marked("closed")))
    )
    assert condition_of("not kind in ['ftf'] and kind != 'cash'", {}) == All(
        (Not(KindIs(frozenset({"ftf"}))), Not(KindIs(frozenset({"cash"}))))
    )
    assert amount_of("-amt - tiny + min(n, 1, cap)", LIMITS) == Plus(
        Plus(Plus(Number(0), Name("amt"), -1), Number(500), -1), Least((Name("n"), Number(1), Name("cap")))
    )
