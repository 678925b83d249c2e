"""The language of conditions: what can be said in it, and that nothing else can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.goodwill import compiled
from candor.goodwill.expression import ExpressionRefused, amount_of, condition_of
from candor.goodwill.facts import facts_from
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
