"""The table of reasons (domain.md 2.4), typed out once more."""

from datetime import date

import pytest

from candor.billing.records import Line, LineType
from candor.disputes.networks import Network, window
from candor.disputes.reasons import BASES, Reason, circumstance, facts_of, missing
from tests.disputes.laws import policy

POSTED = date(2025, 4, 1)
TABLE = """
duplicate            | 1 5 | 12.6.1              | 4834
wrong_amount         | 2 5 | 12.5                | 4834
not_received         | 3   | 13.1                | 4853
not_as_described     | 3   | 13.3 13.4 13.5      | 4853
cancelled_recurring  | 1 3 | 13.2                | 4853
credit_not_processed | 4   | 13.6 13.7           | 4853
unrecognised         | 6 1 | 10.4 10.3 10.1 10.2 | 4837 4870 4871
paid_by_other_means  | 1   | 12.6.2              | 4834
wrong_date_or_sum    | 2 5 | 12.7 11.3           | 4834 4808
wrong_currency       | 2   | 12.3                | 4834
"""
ROWS = [[part.strip() for part in row.split("|")] for row in TABLE.strip().splitlines()]


def a_line(entry_mode):
    return Line("t1", "a1", LineType.PURCHASE, 100, "SHOP", POSTED, POSTED, entry_mode=entry_mode)


@pytest.mark.parametrize(("reason", "law", "visa", "mastercard"), ROWS, ids=[row[0] for row in ROWS])
def test_a_reason_has_its_place_in_the_law_and_its_codes(reason, law, visa, mastercard):
    assert BASES[Reason(reason)].law == tuple(map(int, law.split()))
    for network, codes in ((Network.VISA, visa), (Network.MASTERCARD, mastercard)):
        assert [code.code for code in policy().codes[Reason(reason), network]] == codes.split()


def test_no_reason_is_left_out_of_the_table():
    assert {row[0] for row in ROWS} == set(Reason) == set(BASES)


def test_windows_are_120_days_and_75_to_90_for_authorisation_and_processing():
    for codes in policy().codes.values():
        for code in codes:
            processing = code.code.startswith(("11.", "12.")) or code.code in {"4834", "4808"}
            assert 75 <= code.days <= 90 if processing else code.days == 120, code


@pytest.mark.parametrize(
    ("reason", "network", "circumstance", "code"),
    [
        ("not_as_described", "visa", "fake", "13.4"),
        ("not_as_described", "visa", "misled", "13.5"),
        ("not_as_described", "mastercard", "misled", "4853"),
        ("credit_not_processed", "visa", "cancelled", "13.7"),
        ("unrecognised", "visa", "", "10.4"),
        ("unrecognised", "visa", "present", "10.3"),
        ("unrecognised", "visa", "chip_copied", "10.1"),
        ("unrecognised", "visa", "chip_lost", "10.2"),
        ("unrecognised", "mastercard", "present", "4837"),
        ("unrecognised", "mastercard", "chip_lost", "4871"),
        ("wrong_date_or_sum", "mastercard", "late_authorisation", "4808"),
    ],
)
def test_the_circumstance_chooses_the_code(reason, network, circumstance, code):
    found = window(policy().codes, Reason(reason), Network(network), POSTED, circumstance, {})
    assert found.code == code


@pytest.mark.parametrize(
    ("expected", "ends"), [(None, "2025-07-30"), (date(2025, 5, 1), "2025-08-29"), (date(2025, 3, 1), "2025-07-30")]
)
def test_a_window_runs_from_the_day_that_it_should_have_come_but_not_from_before_the_posting(expected, ends):
    facts = {"expected_on": expected}
    found = window(policy().codes, Reason.NOT_RECEIVED, Network.VISA, POSTED, "", facts)
    assert found.ends == date.fromisoformat(ends)


@pytest.mark.parametrize(
    ("entry_mode", "found"), [("online", ""), ("recurring", ""), (None, ""), ("tap", "present"), ("chip", "present")]
)
def test_the_ledger_tells_whether_the_card_was_there(entry_mode, found):
    assert circumstance(Reason.UNRECOGNISED, a_line(entry_mode)) == found
    assert circumstance(Reason.DUPLICATE, a_line(entry_mode)) == ""


@pytest.mark.parametrize("reason", Reason)
def test_what_is_known_is_not_asked_again_and_what_may_be_left_out_is_never_asked(reason):
    needed = [fact for fact in facts_of(reason) if fact.needed]
    assert list(missing(reason, {})) == needed
    assert list(missing(reason, {fact.name: 0 for fact in needed})) == []
    assert list(missing(reason, {fact.name: False for fact in needed[1:]})) == needed[:1]


def test_the_first_facts_of_every_reason_are_those_of_every_case():
    common = ["line", "amount", "what_happened", "wanted", "merchant_contact"]
    assert all([fact.name for fact in facts_of(reason)][:5] == common for reason in Reason)
    assert all(len({fact.name for fact in facts_of(r)}) == len(facts_of(r)) > 5 for r in Reason)
