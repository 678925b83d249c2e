"""What a policy's plain values become, and what exactly is said of each that is wrong: place, rule and reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from candor.goodwill.expression import amount_of, condition_of
from candor.goodwill.facts import KINDS
from candor.goodwill.policy import Budget, Gift, Kind, Next, Rule, Windows
from candor.goodwill.reader import MOST_CENTS, Problem, Reader
from candor.goodwill.reading import read_policy
from candor.goodwill.reading_rules import NEVER
from tests.goodwill.small import GONE, PLAIN, plain, small

LIMITS = {"old": 90, "most": 4000}
ALL_KEYS = "version, valid_from, limits, caps, authority, windows, budget, unclear, rules, on_grant, gift"
RULE_KEYS = "id, order, if, decide, words, authority, amount, alternatives, says, next"
NO = ("rules", 2)
YES = ("rules", 4)
BIG = ("rules", 3)


def wrong(*changes):
    """All that is said of the policy with these changes."""
    policy, problems = read_policy(plain(*changes))
    assert policy is None
    return [(problem.where, problem.rule, problem.reason) for problem in problems]


def test_every_number_of_the_file_is_where_it_belongs():
    policy = small()
    assert (policy.version, policy.valid_from) == (3, date(2026, 2, 1))
    assert policy.limits == LIMITS
    assert policy.caps == {kind: 1500 if kind == "cash" else 2000 for kind in KINDS}
    assert list(policy.authority.items()) == [("bot", 4000), ("agent", 9000), ("lead", None)]
    assert policy.windows == Windows(credit_months=12, due_dates=11, pay_days=21)
    assert policy.budget == Budget(month=50_000, gifts_until_percent=80)
    assert policy.gift == Gift("G-GFT", tenure=24, apart=12, amount=1000, words="gift", one_in=50)
    assert policy.unclear is policy.rules[0]


def test_every_part_of_a_rule_is_where_it_belongs():
    _, ours, no, _, yes = small().rules
    assert ours == Rule(
        "G-OUR",
        20,
        "'bank_error' in flag",
        condition_of("'bank_error' in flag", {}),
        Kind.CORRECT,
        "correction",
        "bot",
        "amt",
        amount_of("amt", {}),
    )
    assert no == Rule(
        id="G-NO",
        order=30,
        condition_text="age > old",
        condition=condition_of("age > 90", {}),
        decides=Kind.DENY,
        words="too_old",
        authority="bot",
        amount_text="0",
        amount=None,
        alternatives=("plan", "due_day"),
        next=Next("same", 6),
        says={"days": 90},
    )
    assert (yes.amount_text, yes.amount) == ("min(amt, cap)", amount_of("min(amt, cap)", {}))
    assert [rule.id for rule in small().on_grant] == ["G-BUD", "G-PAY"]


def test_an_amount_may_be_a_plain_number():
    rule = small(((*YES, "amount"), 0)).rules[4]
    assert (rule.amount, rule.amount_text) == (amount_of("0", {}), "0")


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [
        (("version",), 1, MOST_CENTS),
        (("limits", "old"), 0, MOST_CENTS),
        (("caps", "ftf"), 0, MOST_CENTS),
        (("windows", "credit_months"), 1, 120),
        (("windows", "due_dates"), 1, 12),
        (("windows", "pay_days"), 1, 60),
        (("budget", "month"), 0, MOST_CENTS),
        (("budget", "gifts_until_percent"), 0, 100),
        (("gift", "tenure"), 0, 1200),
        (("gift", "apart"), 1, 1200),
        (("gift", "amount"), 1, MOST_CENTS),
        (("gift", "one_in"), 1, MOST_CENTS),
        ((*NO, "next", "months"), 1, 120),
    ],
    ids=str,
)
def test_a_number_is_whole_and_within_its_bounds(path, least, most):
    for fine in (least, most):
        small((path, fine))
    rule = "G-NO" if path[0] == "rules" else None
    for odd in (least - 1, most + 1, 1.0, "1", True, None):
        reason = f"{odd!r} is not a whole number from {least} to {most}"
        if odd == least - 1 == -1:
            reason = "-1 is negative"
        assert (path, rule, reason) in wrong((path, odd)), odd


def test_a_number_below_nothing_is_called_negative_only_where_nothing_is_the_least():
    reader = Reader()
    assert reader.number(-3, ("x",), 0) == 0
    assert reader.number(-3, ("x",), 5) == 5
    assert reader.number(-3, ("x",), -2) == -2
    assert reader.number(7, ("x",)) == 7
    assert [problem.reason for problem in reader.problems] == [
        "-3 is negative",
        "-3 is negative",
        f"-3 is not a whole number from -2 to {MOST_CENTS}",
    ]


def test_an_order_is_a_number_above_nothing():
    assert wrong((("rules", 0, "order"), 0)) == [
        (("rules", 0, "order"), "G-HUM", f"0 is not a whole number from 1 to {MOST_CENTS}")
    ]
    small((("rules", 0, "order"), 1))
    small((("rules", 4, "order"), MOST_CENTS))


@pytest.mark.parametrize("given", [None, [], 5, "version: 1"])
def test_what_is_no_mapping_is_no_policy(given):
    assert read_policy(given) == (None, [Problem((), None, "a mapping is needed here")])


def test_an_empty_mapping_lacks_every_part():
    policy, problems = read_policy({})
    assert policy is None
    assert [problem.reason for problem in problems] == [f"{key} is missing" for key in ALL_KEYS.split(", ")]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("caps",), [], [(("caps",), None, "a mapping is needed here")]),
        (("windows",), 5, [(("windows",), None, "a mapping is needed here")]),
        (("budget",), "much", [(("budget",), None, "a mapping is needed here")]),
        (("gift",), None, [(("gift",), None, "a mapping is needed here")]),
    ],
    ids=str,
)
def test_a_part_that_is_no_mapping_is_named(path, value, told):
    assert wrong((path, value))[: len(told)] == told


def test_a_key_that_is_not_known_is_named_with_those_that_are():
    assert wrong((("onGrant",), 1)) == [(("onGrant",), None, f"onGrant is not known here; known are {ALL_KEYS}")]
    assert wrong((("windows", "days"), 1)) == [
        (("windows", "days"), None, "days is not known here; known are credit_months, due_dates, pay_days")
    ]
    assert wrong((("budget", "year"), 1)) == [
        (("budget", "year"), None, "year is not known here; known are month, gifts_until_percent")
    ]
    assert wrong((("gift", "seed"), 1)) == [
        (("gift", "seed"), None, "seed is not known here; known are id, tenure, apart, amount, words, one_in")
    ]
    assert wrong((("caps", "parking"), 1)) == [
        (("caps", "parking"), None, "parking is not known here; known are " + ", ".join(KINDS))
    ]
    assert wrong(((*NO, "then"), 1)) == [((*NO, "then"), "G-NO", f"then is not known here; known are {RULE_KEYS}")]
    assert wrong(((*NO, "next", "on"), 1)) == [
        ((*NO, "next", "on"), "G-NO", "on is not known here; known are after, months")
    ]


@pytest.mark.parametrize("key", ALL_KEYS.split(", "))
def test_a_part_that_is_missing_is_named(key):
    assert wrong(((key,), GONE)) == [((), None, f"{key} is missing")]


@pytest.mark.parametrize("part", ["windows", "budget", "gift", "caps"])
def test_a_missing_line_of_a_part_is_named(part):
    for key in PLAIN[part]:
        assert wrong(((part, key), GONE)) == [((part,), None, f"{key} is missing")]


@pytest.mark.parametrize("key", ["id", "order", "if", "decide", "words", "authority"])
def test_a_missing_line_of_a_rule_is_named_with_the_rule(key):
    rule = "G-YES" if key != "id" else None
    assert wrong(((*YES, key), GONE)) == [(YES, rule, f"{key} is missing")]


@pytest.mark.parametrize("given", ["soon", "2026-01-01", None, 2026, datetime(2026, 1, 1, 8)])
def test_what_is_no_day_is_named(given):
    assert wrong((("valid_from",), given)) == [(("valid_from",), None, f"{given!r} is no day, such as 2026-01-01")]


@pytest.mark.parametrize("part", ["limits", "authority"])
@pytest.mark.parametrize("given", [None, [], {}, 5])
def test_limits_and_roles_are_a_mapping_that_is_not_empty(part, given):
    assert wrong(((part,), given))[0] == ((part,), None, "a mapping with at least one line is needed here")


@pytest.mark.parametrize("name", ["amt", "kind", "flag", "bud", "cap", "min", "Big", "1st", "a-b", ""])
def test_a_limit_has_a_name_of_its_own(name):
    assert wrong((("limits", name), 5)) == [(("limits", name), None, f"{name!r} can not be the name of a limit")]


def test_a_limit_is_named_by_a_text():
    assert wrong((("limits", 7), 5)) == [(("limits", "7"), None, "7 can not be the name of a limit")]


def test_a_limit_can_not_stand_for_a_forbidden_input():
    told = "balance_most may not decide about money back (domain 3.1 f)"
    assert wrong((("limits", "balance_most"), 5)) == [(("limits", "balance_most"), None, told)]


def test_roles_rise_and_the_last_has_no_limit():
    more = "each role may decide about more than the one before it"
    for odd in (4000, 3999):
        assert wrong((("authority", "agent"), odd)) == [(("authority", "agent"), None, more)]
    assert wrong((("authority", "lead"), 90_000)) == [
        (("authority", "lead"), None, "the last role has no limit: null is needed here")
    ]
    assert wrong((("authority", "agent"), None))[0] == (
        ("authority", "agent"),
        None,
        f"None is not a whole number from 0 to {MOST_CENTS}",
    )
    assert small((("authority", "bot"), 0)).authority["bot"] == 0


def test_there_is_somebody_beside_the_assistant():
    alone = {"bot": None}
    assert wrong((("authority",), alone))[0] == (
        ("authority",),
        None,
        "a person is needed beside bot: at least two roles",
    )


@pytest.mark.parametrize("given", [None, [], {}, "G-FEE"])
@pytest.mark.parametrize("name", ["rules", "on_grant"])
def test_rules_are_a_list_that_is_not_empty(name, given):
    assert wrong(((name,), given))[0] == ((name,), None, "a list of rules is needed here")


def test_a_rule_is_a_mapping():
    assert wrong((("rules", 2), "G-NO"))[0] == (("rules", 2), None, "a mapping is needed here")


@pytest.mark.parametrize(
    ("change", "where", "rule", "told"),
    [
        (((*NO, "order"), 20), ("rules", 2, "order"), "G-NO", "order 20 does not come after 20 of G-OUR"),
        (((*NO, "order"), 15), ("rules", 2, "order"), "G-NO", "order 15 does not come after 20 of G-OUR"),
        (((*NO, "id"), "G-OUR"), ("rules", 2, "id"), "G-OUR", "G-OUR stands there twice"),
        (((*NO, "id"), "no"), (*NO, "id"), "no", "'no' is no id such as G-FEE"),
        (((*NO, "id"), "G-NO9WAY999"), (*NO, "id"), "G-NO9WAY999", "'G-NO9WAY999' is no id such as G-FEE"),
        (((*NO, "id"), ["G-NO"]), (*NO, "id"), "['G-NO']", "['G-NO'] is no id such as G-FEE"),
        (((*NO, "words"), "Too old"), (*NO, "words"), "G-NO", "'Too old' is no name of words"),
        (((*NO, "if"), "age >"), (*NO, "if"), "G-NO", "it can not be read"),
        (((*NO, "if"), ["age"]), (*NO, "if"), "G-NO", "['age'] is no text"),
        (((*NO, "if"), None), (*NO, "if"), "G-NO", "None is no text"),
        (
            ((*NO, "if"), 5),
            (*NO, "if"),
            "G-NO",
            "at character 1 (`5`): a comparison is needed here",
        ),
        (
            ((*NO, "decide"), "GRANT_ON_PAYMENT"),
            (*NO, "decide"),
            "G-NO",
            "'GRANT_ON_PAYMENT' is not one of CORRECT, DENY, DISPUTE, GRANT, HANDOFF",
        ),
        (((*NO, "amount"), "amt"), (*NO, "amount"), "G-NO", "DENY has no amount of its own"),
        (((*YES, "amount"), GONE), YES, "G-YES", "amount is missing: GRANT gives money"),
        ((("rules", 1, "amount"), GONE), ("rules", 1), "G-OUR", "amount is missing: CORRECT gives money"),
        (
            ((*YES, "amount"), "most + much"),
            (*YES, "amount"),
            "G-YES",
            "at character 8 (`much`): much is not a fact, nor a limit of this policy",
        ),
        (((*YES, "amount"), 1.5), (*YES, "amount"), "G-YES", "1.5 is no text"),
        (((*NO, "alternatives"), "plan"), (*NO, "alternatives"), "G-NO", "a list of words is needed here"),
        (
            ((*NO, "alternatives", 1), "Due day"),
            (*NO, "alternatives", 1),
            "G-NO",
            "'Due day' is no name of words",
        ),
        (
            ((*NO, "says"), ["old"]),
            (*NO, "says"),
            "G-NO",
            "a mapping of facts of the words to limits is needed here",
        ),
        (((*NO, "says"), {"days": "ol"}), (*NO, "says", "days"), "G-NO", "'ol' is not one of old, most"),
        (((*NO, "says"), {"Days": "old"}), (*NO, "says", "Days"), "G-NO", "'Days' is no fact"),
        (((*NO, "says"), {"days": 90}), (*NO, "says", "days"), "G-NO", "90 is not one of old, most"),
        (((*NO, "next"), "later"), (*NO, "next"), "G-NO", "a mapping is needed here"),
        (
            ((*NO, "next", "after"), "birth"),
            (*NO, "next", "after"),
            "G-NO",
            "'birth' is not one of opened, granted, same",
        ),
        (((*NO, "next", "after"), GONE), (*NO, "next"), "G-NO", "after is missing"),
        (
            (("on_grant", 0, "decide"), "GRANT"),
            ("on_grant", 0, "decide"),
            "G-BUD",
            "'GRANT' is not one of GRANT_ON_PAYMENT, HANDOFF",
        ),
        ((("on_grant", 1, "order"), 10), ("on_grant", 1, "order"), "G-PAY", "order 10 does not come after 10 of G-BUD"),
        ((("unclear",), "G-NO"), ("unclear",), None, "'G-NO' is no rule that hands over"),
        ((("unclear",), "G-NONE"), ("unclear",), None, "'G-NONE' is no rule that hands over"),
        ((("gift", "id"), "G-YES"), ("gift", "id"), None, "G-YES is the id of a rule"),
        ((("gift", "id"), "G-PAY"), ("gift", "id"), None, "G-PAY is the id of a rule"),
        ((("gift", "id"), "gift"), ("gift", "id"), None, "'gift' is no id such as G-GFT"),
        ((("gift", "words"), "A gift"), ("gift", "words"), None, "'A gift' is no name of words"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_with_its_place_its_rule_and_its_reason(change, where, rule, told):
    assert wrong(change)[0] == (where, rule, told)


@pytest.mark.parametrize(
    ("change", "where", "rule", "told"),
    [
        (((*NO, "authority"), "agent"), (*NO, "authority"), "G-NO", "'agent' is not bot, who decides this"),
        (((*YES, "authority"), "by_amount"), (*YES, "authority"), "G-YES", "'by_amount' is not bot, who decides this"),
        (
            ((*BIG, "authority"), "bot"),
            (*BIG, "authority"),
            "G-BIG",
            "'bot' is no person to hand over to: agent, lead or by_amount",
        ),
        (
            ((*BIG, "authority"), None),
            (*BIG, "authority"),
            "G-BIG",
            "None is no person to hand over to: agent, lead or by_amount",
        ),
        (
            (("on_grant", 1, "authority"), "lead"),
            ("on_grant", 1, "authority"),
            "G-PAY",
            "'lead' is not bot, who decides this",
        ),
    ],
    ids=str,
)
def test_the_assistant_decides_for_itself_and_hands_over_to_a_person(change, where, rule, told):
    assert wrong(change) == [(where, rule, told)]


def test_a_rule_that_is_wrong_in_several_ways_is_told_all_of_them():
    found = wrong(((*NO, "if"), "balance > 1"), ((*NO, "words"), 5), ((*NO, "order"), "x"))
    assert [(where[-1], rule) for where, rule, _ in found] == [("if", "G-NO"), ("order", "G-NO"), ("words", "G-NO")]


def test_what_stands_in_for_a_condition_that_was_refused_holds_for_nobody():
    assert NEVER.parts == ()
