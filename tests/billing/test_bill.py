from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.bill import BillState, next_close, summarise
from candor.billing.records import HoldState, LineType
from tests.billing.books import TODAY, bill, book, credit_for, hold, line, local, payment_line

KINDS = ("goodwill", "temporary")
MAY = bill("s5", "05-03", "05-28", balance=41230, minimum=3500)


def test_without_a_bill_all_that_is_final_counts() -> None:
    told = summarise(book(lines=(line("t1", 1240, "SQ *BLUE HERON", "05-03"),)), TODAY)
    assert told.state is BillState.NONE
    assert (told.today.cents, told.left.cents) == (1240, 0)


def test_an_untouched_bill_is_open_with_its_own_numbers() -> None:
    told = summarise(book(statements=(MAY,)), TODAY)
    assert told.state is BillState.OPEN
    assert (told.left.cents, told.minimum_left.cents, told.due) == (41230, 3500, date(2026, 5, 28))


def test_what_arrived_since_comes_off() -> None:
    told = summarise(book(statements=(MAY,), lines=(payment_line("p1", 1000, "05-08"),)), TODAY)
    assert told.state is BillState.PART_PAID
    assert (told.paid_since.cents, told.left.cents, told.minimum_left.cents) == (1000, 40230, 2500)


def test_a_payment_that_the_bank_took_back_does_not_count() -> None:
    back = line("back", 1000, "RETURNED PAYMENT", "05-10", type=LineType.PAYMENT)
    told = summarise(book(statements=(MAY,), lines=(payment_line("p1", 1000, "05-08"), back)), TODAY)
    assert (told.state, told.left.cents) == (BillState.OPEN, 41230)


def test_a_refund_lowers_what_is_left_but_is_no_payment() -> None:
    refund = line("r1", -10000, "NRTHFLD OUTDR 0231", "05-09", type=LineType.REFUND)
    told = summarise(book(statements=(MAY,), lines=(refund,)), TODAY)
    assert (told.left.cents, told.minimum_left.cents, told.credits_since.cents) == (31230, 3500, 10000)


def test_the_minimum_is_never_more_than_what_is_left() -> None:
    refund = line("r1", -40000, "NRTHFLD OUTDR 0231", "05-09", type=LineType.REFUND)
    told = summarise(book(statements=(MAY,), lines=(refund,)), TODAY)
    assert told.minimum_left == told.left


def test_a_bill_paid_in_full_leaves_nothing() -> None:
    told = summarise(book(statements=(MAY,), lines=(payment_line("p1", 41230, "05-08"),)), TODAY)
    assert (told.state, told.left.cents) == (BillState.PAID, 0)


def test_with_the_minimum_paid_the_rest_is_named() -> None:
    told = summarise(book(statements=(MAY,), lines=(payment_line("p1", 3500, "05-08"),)), TODAY)
    assert (told.state, told.left.cents, told.minimum_left.cents) == (BillState.MINIMUM_MET, 37730, 0)


def test_a_minimum_missing_after_its_day_is_past_due() -> None:
    told = summarise(book(statements=(MAY,), lines=(payment_line("p1", 1000, "05-08"),)), date(2026, 5, 29))
    assert told.state is BillState.PAST_DUE
    assert (told.past_due.cents, told.missed) == (2500, date(2026, 5, 28))


def test_on_the_due_day_itself_nothing_is_past_due() -> None:
    assert summarise(book(statements=(MAY,)), date(2026, 5, 28)).past_due.cents == 0


def test_arrears_of_an_older_bill_are_past_due_on_the_newer_one() -> None:
    april = bill("s4", "04-03", "04-28", minimum=4000)
    told = summarise(book(statements=(april, MAY)), TODAY)
    assert (told.state, told.past_due.cents, told.missed) == (BillState.PAST_DUE, 4000, date(2026, 4, 28))


def test_too_much_paid_in_is_owed_to_the_customer() -> None:
    told = summarise(book(statements=(bill("s5", "05-03", "05-28", balance=-1200, minimum=0),)), TODAY)
    assert told.state is BillState.OWED_TO_CUSTOMER


def test_the_money_free_to_spend_is_the_limit_less_what_is_owed_and_held() -> None:
    """The example of domain 1.2: 500000 - 92122 - 17500 = 390378."""
    told = summarise(
        book(
            statements=(bill("s5", "05-03", "05-28", balance=92122),), authorisations=(hold("a1", 17500, "X", "05-11"),)
        ),
        TODAY,
    )
    assert told.available is not None
    assert told.available.cents == 390378
    assert told.left.cents == 92122


def test_a_limit_that_is_not_known_leaves_no_money_free_to_spend_to_speak_of() -> None:
    """An imported account has a limit of 0: the file did not say it."""
    assert summarise(book(statements=(MAY,), account={"limit": 0}), TODAY).available is None


def test_what_of_the_credits_is_only_temporary_is_known() -> None:
    rows = [credit_for(line(f"t{n}", 900, "X", "05-01"), 900, "05-08", kind) for n, kind in enumerate(KINDS)]
    told = summarise(
        book(statements=(MAY,), lines=tuple(r for r, _ in rows), corrections=tuple(w for _, w in rows)), TODAY
    )
    assert (told.credits_since.cents, told.temporary_since.cents) == (1800, 900)


@pytest.mark.parametrize("state", [HoldState.CAPTURED, HoldState.RELEASED, HoldState.EXPIRED])
def test_a_hold_that_is_over_is_not_pending(state: HoldState) -> None:
    told = summarise(book(statements=(MAY,), authorisations=(hold("a1", 17500, "X", "05-11", state=state),)), TODAY)
    assert (told.pending.cents, told.pending_count) == (0, 0)


def test_a_hold_whose_last_day_has_passed_is_not_pending() -> None:
    old = hold("a1", 17500, "X", "05-01", expires_at=local("05-11", 23, 59))
    assert summarise(book(authorisations=(old,)), TODAY).pending.cents == 0


def test_what_became_final_after_today_is_not_known_yet() -> None:
    later = line("t1", 1240, "SQ *BLUE HERON", "05-12")
    assert summarise(book(statements=(MAY,), lines=(later,)), TODAY).new_since.cents == 0


@pytest.mark.parametrize(
    ("day", "today", "close"),
    [
        (3, "2026-05-12", "2026-06-03"),
        (12, "2026-05-12", "2026-06-12"),
        (31, "2026-02-01", "2026-02-28"),
        (5, "2026-12-06", "2027-01-05"),
    ],
)
def test_the_next_bill_closes_on_the_account_s_own_day(day: int, today: str, close: str) -> None:
    assert next_close(day, date.fromisoformat(today)) == date.fromisoformat(close)


AMOUNTS = st.lists(st.integers(1, 200000), max_size=5)


@given(balance=st.integers(-50000, 300000), paid=AMOUNTS, refunds=AMOUNTS, bought=AMOUNTS, held=AMOUNTS)
def test_the_summary_adds_up_to_the_cent(
    balance: int, paid: list[int], refunds: list[int], bought: list[int], held: list[int]
) -> None:
    lines = (
        *(payment_line(f"p{n}", cents, "05-08") for n, cents in enumerate(paid)),
        *(line(f"r{n}", -cents, "X", "05-08", type=LineType.REFUND) for n, cents in enumerate(refunds)),
        *(line(f"t{n}", cents, "X", "05-08") for n, cents in enumerate(bought)),
    )
    holds = tuple(hold(f"a{n}", cents, "X", "05-11") for n, cents in enumerate(held))
    minimum = min(3500, max(0, balance))
    statement = bill("s5", "05-03", "05-28", balance=balance, minimum=minimum)
    told = summarise(book(statements=(statement,), lines=lines, authorisations=holds), TODAY)
    assert told.today.cents == balance - sum(paid) - sum(refunds) + sum(bought)
    assert told.available is not None
    assert told.available.cents + told.today.cents + sum(held) == 500000
    assert 0 <= told.minimum_left.cents <= told.left.cents == max(0, balance - sum(paid) - sum(refunds))
    assert told.minimum_left.cents == min(told.left.cents, max(0, minimum - sum(paid)))
