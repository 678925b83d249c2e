"""What `prove` finds: requests that reach no rule, rules that nobody reaches, amounts that are wrong."""

import random
from dataclasses import replace

import pytest

from candor.goodwill.decision import decide
from candor.goodwill.expression import amount_of, condition_of
from candor.goodwill.proof import ORDINARY, followed, prove, told
from candor.goodwill.regions import everything
from tests.goodwill.requests import DEFAULTS, POLICY, decided


def changed(rule_id, **changes):
    """The policy with one rule changed; texts become trees."""
    made = dict(changes)
    if "condition_text" in changes:
        made["condition"] = condition_of(changes["condition_text"], POLICY.limits)
    if "amount_text" in changes:
        made["amount"] = amount_of(changes["amount_text"], POLICY.limits)

    def swap(rules):
        return tuple(replace(rule, **made) if rule.id == rule_id else rule for rule in rules)

    return replace(POLICY, rules=swap(POLICY.rules), on_grant=swap(POLICY.on_grant))


def reasons(policy):
    return [f"{problem.rule}: {problem.reason}" for problem in prove(policy).problems]


def test_the_policy_in_force_is_proved_and_each_rule_has_an_example_that_reaches_it():
    proof = prove(POLICY)
    assert proof.problems == ()
    assert set(proof.reached) == {rule.id for rule in (*POLICY.rules, *POLICY.on_grant)}
    for name, facts in proof.reached.items():
        found = decide(facts, POLICY)
        assert name in (found.reason, found.granted_by and found.granted_by.id)


@pytest.mark.parametrize("rule", [rule.id for rule in POLICY.rules if rule.id not in ("G-HUM", "G-OLD", "G-STD")])
def test_without_a_rule_the_proof_says_so_or_others_take_its_requests(rule):
    fewer = replace(POLICY, rules=tuple(one for one in POLICY.rules if one.id != rule))
    found = reasons(fewer)
    if rule in ("G-FEE", "G-INT", "G-FX", "G-CASH", "G-SVC", "G-KND", "G-ANN"):
        assert any("no rule holds for" in reason for reason in found)
    else:
        assert not [reason for reason in found if "no rule holds" in reason]


def test_a_request_that_reaches_no_rule_is_named():
    fewer = replace(POLICY, rules=tuple(one for one in POLICY.rules if one.id != "G-CASH"))
    assert reasons(fewer)[0].startswith("None: no rule holds for kind cash, nor in ")


def test_a_gap_of_one_day_is_found():
    assert any("no rule holds for age" in reason for reason in reasons(gap_at("age", 37)))


def gap_at(name, value):
    """The policy with a hole at one value of one fact, at no threshold of any other rule."""
    rules = tuple(
        replace(rule, condition=condition_of(f"({rule.condition_text}) and {name} != {value}", POLICY.limits))
        for rule in POLICY.rules
    )
    return replace(POLICY, rules=rules)


def test_a_rule_that_an_earlier_one_hides_is_named_with_the_earlier_one():
    found = reasons(changed("G-FRQ", condition_text="kind != 'service' and same >= 2 and n < 0"))
    assert "G-FRQ: no request reaches it: its condition never holds" in found
    (hidden,) = [reason for reason in reasons(changed("G-OLD", condition_text="age > 200")) if "G-OLD" in reason]
    assert hidden.startswith(
        "G-OLD: no request reaches it: G-AGE takes age 201 before it; all that it holds for goes to "
    )
    assert {"G-HUM", "G-AGE", "G-ANN"} <= set(hidden.partition(" goes to ")[2].split(", "))


def test_a_change_of_grants_that_nobody_reaches_is_named():
    assert reasons(changed("G-PAY", condition_text="dpd >= 60")) == [
        "G-PAY: no request reaches it: it holds for no grant"
    ]


def test_a_change_of_grants_that_an_earlier_one_hides_is_named_with_it():
    (hidden,) = reasons(changed("G-BUD", condition_text="bud < 1 or dpd >= 1"))
    assert hidden.startswith("G-PAY: no request reaches it: G-BUD takes dpd 1 before it")


def test_an_amount_that_can_be_negative_is_found():
    assert "G-FEE: the amount can be negative" in reasons(changed("G-FEE", amount_text="min(amt, cap) - 600"))


def test_an_amount_above_the_charge_is_found():
    assert "G-SVC: the amount can be more than the charge" in reasons(changed("G-SVC", amount_text="1000"))
    assert "G-MIC: the amount can be more than the charge" in reasons(changed("G-MIC", amount_text="amt + 1"))


def test_a_grant_above_what_the_assistant_may_give_is_found():
    found = reasons(changed("G-FEE", amount_text="amt"))
    assert "G-FEE: the amount can be more than bot may give (4100)" in found
    assert prove(changed("G-FEE", amount_text="min(amt, 4100)")).problems == ()


def test_a_correction_has_no_bound():
    assert POLICY.rules[1].id == "G-COR"
    assert decided(flag="bank_error", amt=90_000).amount == 90_000
    assert not [reason for reason in reasons(POLICY) if "G-COR" in reason]


def test_a_threshold_of_several_facts_is_met_on_both_sides():
    """`used + min(amt, cap) > credits_sum`: the regions hold requests just below and just above it."""
    rule = next(rule for rule in POLICY.rules if rule.id == "G-CAP")
    grid = everything([rule.condition], [], POLICY.caps, ORDINARY).numbers
    assert {5899, 5900, 5901, 7499, 7500, 7501, 9999, 10000, 10001} <= set(grid["used"])
    assert {4099, 4100, 4101} <= set(grid["amt"])


def test_the_regions_are_apart_and_cover_everything():
    """Each of 300 requests on the grid lies in exactly one region, and its rule is the one that decides it."""
    conditions = [rule.condition for rule in POLICY.rules]
    whole = everything(conditions, [], POLICY.caps, ORDINARY)
    parts = list(followed(whole, POLICY.rules))
    rng = random.Random(3)
    for _ in range(300):
        numbers = {name: rng.choice(values) for name, values in whole.numbers.items()}
        kind, flag = rng.choice(whole.kinds), rng.choice([None, None, "closed", "disputed"])
        home = [rule for part, rule in parts if lies_in(part, kind, flag, numbers)]
        assert len(home) == 1
        found = decided(**numbers, kind=kind, flag=flag)
        assert home[0].id == (found.granted_by.id if found.granted_by else found.reason)


def lies_in(region, kind, flag, numbers):
    return (
        kind in region.kinds
        and all((name == flag) is there for name, there in region.flags.items())
        and all(numbers[name] in values for name, values in region.numbers.items())
    )


def test_a_request_is_told_by_what_is_not_ordinary_in_it():
    assert told(ORDINARY) == "an ordinary request"
    assert (
        told(replace(ORDINARY, kind="cash", amt=501, flag=frozenset({"closed"}))) == "kind cash, amt 501, flag closed"
    )
    assert {name: value for name, value in ORDINARY.plain().items() if name != "flag"} == {
        name: value for name, value in DEFAULTS.items() if name != "flag"
    }
