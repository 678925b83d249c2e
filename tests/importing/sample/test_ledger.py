"""How a payment is spread over balances of different rates."""

from datetime import date

import pytest

from candor.importing.sample.ledger import Ledger

DAY = date(2026, 5, 12)
RATES = {kind: [(date.min, apr)] for kind, apr in {"purchase": 2499, "cash": 2999, "transfer": 0}.items()}


@pytest.fixture
def ledger() -> Ledger:
    """$300 of purchases, $100 of cash, $200 transferred at 0%."""
    ledger = Ledger(RATES, opening=30_000)
    ledger.add("cash", DAY, 10_000)
    ledger.add("transfer", DAY, 20_000)
    return ledger


def test_the_minimum_goes_to_the_lowest_rate_and_the_rest_to_the_highest_first(ledger: Ledger) -> None:
    parts = ledger.pay(DAY, 15_000, minimum=3_500, source="p1", promo_first=False)
    assert parts == {"transfer": 3_500, "cash": 10_000, "purchase": 1_500}
    assert ledger.total == 45_000


def test_in_the_last_two_months_of_an_offer_the_rest_goes_there_first(ledger: Ledger) -> None:
    ledger.add("promo", DAY, 5_000)
    parts = ledger.pay(DAY, 15_000, minimum=3_500, source="p1", promo_first=True)
    assert parts == {"transfer": 3_500, "promo": 5_000, "cash": 6_500}


def test_money_beyond_all_that_is_owed_stays_with_the_purchases_as_a_credit(ledger: Ledger) -> None:
    parts = ledger.pay(DAY, 70_000, minimum=3_500, source="p1", promo_first=False)
    assert sum(parts.values()) == 70_000
    assert ledger.drawers["purchase"].balance == -10_000


def test_a_payment_that_was_sent_back_leaves_no_trace_in_the_balances(ledger: Ledger) -> None:
    ledger.pay(DAY, 15_000, minimum=3_500, source="p1", promo_first=False)
    ledger.unpay("p1")
    assert ledger.total == 60_000


def test_the_next_cycle_begins_with_what_is_owed(ledger: Ledger) -> None:
    ledger.turn()
    assert {kind: drawer.opening for kind, drawer in ledger.drawers.items()} == {
        "purchase": 30_000,
        "cash": 10_000,
        "transfer": 20_000,
        "promo": 0,
    }
