"""A decision is a function of facts and policy, and of nothing else."""

import pickle
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings

from candor.errors import FactsRefused
from candor.goodwill.decision import decide
from candor.goodwill.expression import condition_of
from candor.goodwill.facts import Facts, Unclear, facts_from
from candor.goodwill.folding import folded
from candor.goodwill.policy import Kind
from candor.services.goodwill.goodwill_policy import load_goodwill_policy
from tests.goodwill.requests import POLICY, decided, random_request, request
from tests.goodwill.small import small
from tests.goodwill.test_facts import FORBIDDEN, WHOLE


@given(WHOLE)
@settings(deadline=None)
def test_the_same_facts_and_version_give_the_same_decision(asked):
    again = load_again()
    assert decide(facts_from(asked), POLICY).plain() == decide(facts_from(dict(reversed(asked.items()))), again).plain()


def load_again(kept=[]):  # noqa: B006  read once for all examples
    if not kept:
        kept.append(load_goodwill_policy())
    return kept[0]


@given(WHOLE)
def test_no_request_gets_more_than_its_charge_or_less_than_nothing(asked):
    found = decide(facts_from(asked), POLICY)
    assert 0 <= found.amount <= asked["amt"]
    if found.decision is not Kind.CORRECT:
        assert found.amount <= POLICY.caps[asked["kind"]] <= 4100


@given(WHOLE)
def test_money_comes_with_a_decision_that_gives_and_with_no_other(asked):
    found = decide(facts_from(asked), POLICY)
    gives = found.decision in (Kind.GRANT, Kind.GRANT_ON_PAYMENT, Kind.CORRECT)
    assert gives or found.amount == 0
    assert not gives or found.amount > 0 or asked["amt"] == 0


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_input_changes_nothing_since_it_never_comes_in(name):
    rng = random.Random(name)
    for _ in range(50):
        asked = random_request(rng)
        before = decide(facts_from(asked), POLICY)
        for value in (0, 1, 10**9, "gold", None):
            with pytest.raises(FactsRefused):
                facts_from({**asked, name: value})
        assert decide(facts_from(asked), POLICY) == before


def test_facts_have_no_room_for_anything_else():
    facts = facts_from(request())
    with pytest.raises((AttributeError, TypeError)):
        facts.balance = 5
    with pytest.raises(TypeError):
        Facts(**facts.plain(), balance=5)


@given(WHOLE)
def test_more_budget_never_means_less_money(asked):
    spent, there = (decide(facts_from({**asked, "bud": bud}), POLICY) for bud in (0, 1))
    assert spent.amount <= there.amount
    assert spent.reason in (there.reason, "G-BUD")


@given(WHOLE)
def test_who_was_never_late_gets_no_less_than_who_was(asked):
    never, often = (decide(facts_from({**asked, "late12": late}), POLICY) for late in (0, 12))
    assert never.amount >= often.amount


@given(WHOLE)
def test_the_trail_ends_with_the_rule_that_decided_and_only_that_and_a_changed_grant_held(asked):
    found = decide(facts_from(asked), POLICY)
    held = [one.rule for one in found.trail if one.held]
    assert held == ([found.granted_by.id] if found.granted_by else []) + [found.reason]
    orders = [one.order for one in found.trail if one.rule in {rule.id for rule in POLICY.rules}]
    assert orders == sorted(orders)


@given(WHOLE)
def test_folding_a_condition_never_changes_its_answer(asked):
    facts = facts_from(asked)
    cap = POLICY.caps[facts.kind]
    for rule in POLICY.rules:
        left = folded(rule.condition, facts.kind, bool(facts.flag))
        holds = left if isinstance(left, bool) else replace(rule, condition=left).test(facts, cap)
        assert holds == rule.test(facts, cap), rule.id


def test_a_condition_that_kind_and_marks_settle_is_settled():
    both, either = "kind != 'cash' and 'closed' not in flag", "kind == 'cash' or 'closed' in flag"
    assert folded(condition_of(both, {}), "late", False) is True
    assert folded(condition_of(both, {}), "cash", False) is False
    assert folded(condition_of(either, {}), "late", False) is False
    assert folded(condition_of(either, {}), "cash", True) is True


def test_unclear_facts_are_never_decided_on():
    found = decide(Unclear(("amt is missing",)), POLICY)
    assert (found.decision, found.reason, found.amount, found.authority) == (Kind.HANDOFF, "G-HUM", 0, "agent")


@pytest.mark.parametrize(
    ("amt", "who"), [(1, "agent"), (4100, "agent"), (10000, "agent"), (10001, "supervisor"), (25001, "manager")]
)
def test_what_is_handed_over_goes_to_the_lowest_person_who_may_decide_about_the_amount(amt, who):
    assert decided(age=91, amt=amt).authority == who


@given(WHOLE)
def test_nothing_is_handed_over_to_the_assistant_and_nothing_else_is_left_to_a_person(asked):
    found = decide(facts_from(asked), POLICY)
    assert (found.authority == "bot") is (found.decision is not Kind.HANDOFF)


def test_the_next_day_to_ask_is_counted_from_the_anchor_of_the_rule():
    assert decided(ten=3, n=1).plain()["next_eligible"] == {"after": "opened", "months": 6}
    assert decided(same=2).plain()["next_eligible"] == {"after": "same", "months": 12}
    assert decided(dpd=12).plain()["next_eligible"] == {"after": "granted", "months": 12}
    assert decided(bud=0).plain()["next_eligible"] is None


def test_a_decision_travels_to_another_process():
    found = decided(same=1, ten=84)
    assert pickle.loads(pickle.dumps(found.plain())) == found.plain()


def test_what_no_rule_holds_for_goes_to_a_person():
    few = replace(POLICY, rules=POLICY.rules[:2])
    found = decided(few)
    assert (found.decision, found.reason, found.amount) == (Kind.HANDOFF, "G-HUM", 0)


UNCLEAR_BY_AMOUNT = (("unclear",), "G-BIG")


@pytest.mark.parametrize(
    ("text", "kind", "marked", "left"),
    [
        ("not (kind == 'cash' and n > 1)", "cash", False, "not n > 1"),
        ("not (kind == 'cash' and n > 1)", "late", False, True),
        ("not 'closed' in flag", "late", False, True),
        ("not 'closed' in flag", "late", True, "not 'closed' in flag"),
        ("n > 1 and 'closed' in flag", "late", True, "n > 1 and 'closed' in flag"),
        ("n > 1 and 'closed' in flag", "late", False, False),
        ("n > 1 or 'closed' in flag", "late", True, "n > 1 or 'closed' in flag"),
        ("n > 1 or 'closed' in flag", "late", False, "n > 1"),
        ("n > 1 or mic > 1 or kind == 'ftf'", "late", True, "n > 1 or mic > 1"),
        ("n > 1 and mic > 1 and kind == 'ftf'", "ftf", True, "n > 1 and mic > 1"),
    ],
)
def test_what_kind_and_marks_leave_of_a_condition(text, kind, marked, left):
    found = folded(condition_of(text, {}), kind, marked)
    assert found == (left if isinstance(left, bool) else condition_of(left, {}))


def test_facts_that_are_unclear_go_to_the_lowest_person_and_no_rule_was_tried():
    found = decide(Unclear(("amt is missing",)), small(UNCLEAR_BY_AMOUNT))
    assert (found.reason, found.authority, found.trail, found.granted_by) == ("G-BIG", "agent", (), None)


def test_what_no_rule_holds_for_goes_to_who_may_decide_about_its_amount_and_no_rule_held():
    nobodys = small(UNCLEAR_BY_AMOUNT, (("rules", 3, "if"), "amt < 0"), (("rules", 4, "if"), "amt < 0"))
    for amt, who in ((9000, "agent"), (9001, "lead")):
        found = decided(nobodys, amt=amt)
        assert (found.reason, found.amount, found.authority, found.trail) == ("G-BIG", 0, who, ())


def test_what_becomes_of_a_grant_may_hang_on_the_cap():
    dear = small((("on_grant", 0, "if"), "amt > cap"))
    assert [decided(dear, amt=amt).reason for amt in (2000, 2001)] == ["G-YES", "G-BUD"]
    assert decided(dear, amt=1501, kind="cash").reason == "G-BUD"


def test_a_change_of_a_grant_that_pays_keeps_the_amount_and_one_that_does_not_takes_it():
    assert (decided(small(), dpd=1).amount, decided(small(), bud=0).amount) == (2000, 0)
    assert (decided(small(), dpd=1).granted_by.id, decided(small(), bud=0).authority) == ("G-YES", "agent")


def test_what_is_stored_of_a_decision_is_all_of_it():
    plain = decided(dpd=12).plain()
    trail = plain.pop("trail")
    assert plain == {
        "decision": "GRANT_ON_PAYMENT",
        "amount": 3000,
        "reason": "G-PAY",
        "granted_by": "G-FEE",
        "authority": "bot",
        "words": "on_payment",
        "alternatives": ["hardship"],
        "next_eligible": {"after": "granted", "months": 12},
        "version": 1,
    }
    assert [one["rule"] for one in trail if one["held"]] == ["G-FEE", "G-PAY"]
    assert trail[0] == {"rule": "G-HUM", "order": 10, "held": False}


def test_what_is_stored_of_a_no_says_that_no_rule_had_granted_it():
    plain = decided(flag="already").plain()
    assert (plain["granted_by"], plain["next_eligible"]) == (None, None)
