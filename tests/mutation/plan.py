"""Which modules are changed, and which tests are asked about each."""

from __future__ import annotations

RULES, MONEY = "candor/goodwill", "candor/services/goodwill"
TALKS = ("services/goodwill/test_decide_goodwill.py", "services/goodwill/test_decide_service.py")
WAITS = "services/goodwill/test_settle_goodwill.py"
READ = ("goodwill/test_reading.py",)
DECIDED = ("goodwill/test_decision.py", "goodwill/test_oracle.py")
# Not test_proof.py and test_regions.py: they prove two dozen large policies, and find what a small one shows at once.
PROVED = ("goodwill/test_small_proof.py",)

# The tests of each module; what the others would find too is not waited for.
TESTS: dict[str, dict[str, tuple[str, ...]]] = {
    RULES: {
        "asking": ("goodwill/test_history.py", *TALKS),
        "comparison": ("services/goodwill/test_backtest.py",),
        "compiled": (*DECIDED, "goodwill/test_expression.py"),
        "decision": DECIDED,
        "expression": ("goodwill/test_expression.py",),
        "facts": ("goodwill/test_facts.py",),
        "folding": DECIDED,
        "granted": ("services/goodwill/test_settle_goodwill.py",),
        "history": ("goodwill/test_history.py",),
        "policy": (*DECIDED, *READ),
        "proof": PROVED,
        "reader": READ,
        "reading": READ,
        "reading_rules": READ,
        "regions": PROVED,
    },
    MONEY: {
        "decide_goodwill": TALKS[:1],
        "decide_service": TALKS[1:],
        "deciding": TALKS,
        "gather_facts": ("services/goodwill/test_gather_facts.py",),
        "give": ("services/goodwill/test_give.py",),
        "grant_by_staff": ("services/goodwill/test_grant_by_staff.py",),
        "let_down": TALKS[1:],
        "settle_goodwill": (WAITS,),
    },
}

# Tests that cost much and find nothing that the others do not: whole books twice, and processes of their own.
WITHOUT = (
    "test_what_may_not_decide_changes_nothing_from_end_to_end",
    "test_two_cores_count_what_one_counts",
    "test_a_line_that_is_no_request_is_named[2-",
)
