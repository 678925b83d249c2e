"""Which tests take seconds each: `make quick` leaves them out, `make test` never does.

Marked here in one place: whatever runs on PostgreSQL, every property over many examples, and the files below, which
start processes of their own, make whole banks, or count through years of days.
"""

from __future__ import annotations

import pytest

FILES = frozenset({
    "tests/billing/interest/test_properties.py",
    "tests/billing/lines/test_cost.py",
    "tests/billing/lines/test_every_line.py",
    "tests/billing/lines/test_interest_sums.py",
    "tests/billing/test_compare.py",
    "tests/billing/test_duplicates.py",
    "tests/billing/test_invariants.py",
    "tests/billing/test_stop_interest.py",
    "tests/billing/test_subscriptions.py",
    "tests/cli/test_erase.py",
    "tests/cli/test_explain.py",
    "tests/cli/test_models.py",
    "tests/cli/test_policy.py",
    "tests/cli/test_staff.py",
    "tests/cli/test_up.py",
    "tests/cli/test_verify.py",
    "tests/disputes/test_case_by_machine.py",
    "tests/disputes/test_clocks.py",
    "tests/docs/test_lines_page.py",
    "tests/goodwill/test_oracle.py",
    "tests/goodwill/test_proof.py",
    "tests/goodwill/test_regions.py",
    "tests/importing/sample/test_agreement.py",
    "tests/importing/sample/test_bank.py",
    "tests/importing/sample/test_load.py",
    "tests/importing/sample/test_stories.py",
    "tests/services/clocks/test_run_due.py",
    "tests/services/disputes/test_filing_at_once.py",
    "tests/services/explain/test_bill_words.py",
    "tests/services/explain/test_settle_correction.py",
    "tests/services/goodwill/test_backtest.py",
    "tests/services/goodwill/test_draw_gifts.py",
    "tests/services/goodwill/test_goodwill_policy.py",
    "tests/services/goodwill/test_policy_in_force.py",
    "tests/services/goodwill/test_two_processes.py",
    "tests/services/people/test_mail_server.py",
    "tests/setup/test_environment.py",
    "tests/setup/test_make.py",
    "tests/setup/test_skips.py",
    "tests/store/test_migrations.py",
    "tests/supervising/test_supervisor.py",
    "tests/training/test_jobs.py",
    "tests/web/desk/test_cases.py",
    "tests/web/test_serve.py",
    "tests/widget/test_built_file_matches_its_sources.py",
})  # fmt: skip


def mark(items: list[pytest.Item]) -> None:
    for item in items:
        if is_slow(item):
            item.add_marker(pytest.mark.slow)


def is_slow(item: pytest.Item) -> bool:
    if item.nodeid.partition("::")[0] in FILES or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        return True
    called = getattr(item, "callspec", None)
    return (
        "postgres_server" in getattr(item, "fixturenames", ())
        or "postgres" in (called.params if called else {}).values()
    )
