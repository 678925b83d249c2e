from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.explanation import Detail, Explanation, NextStep
from candor.billing.lines import explain
from candor.billing.records import Book, Correction, Payment
from tests.billing.books import TODAY, bill, book, credit_for, late_fee, local, payment

APRIL = bill("s4", "04-03", "04-28", minimum=3500)


def with_payments(*payments: Payment, amount: int = 3000, minimum: int = 3500, **more: object) -> Book:
    row, fee = late_fee("f1", amount, "s4", "05-01")
    statement = bill("s4", "04-03", "04-28", minimum=minimum)
    opened = {"account": {"opened": statement.open}}
    return book(**{"statements": (statement,), "lines": (row,), "fees": (fee,), "payments": payments, **opened, **more})


def told(its: Book, detail: Detail = Detail.SHORT) -> Explanation:
    return explain(its, "line-f1", max(TODAY, its.lines[-1].post_date), detail)


def test_a_payment_two_days_late_is_named_with_both_days() -> None:
    its = told(with_payments(payment("p1", 5000, local("04-30"), "s4")))
    assert its.responses == ("utter_explain_late_fee",)
    assert (its.facts["due"], its.facts["received"], its.facts["amount"]) == ("April 28", "April 30", "$30.00")
    assert its.mistake is None
    assert its.next_step is NextStep.ASK_PERSON
    assert {"line-f1", "f1", "s4", "p1"} <= set(its.cites)


def test_a_payment_in_time_makes_the_fee_our_mistake_and_is_said_first() -> None:
    its = told(with_payments(payment("p1", 5000, local("04-27"), "s4")))
    assert its.responses == ("utter_explain_late_fee_mistake",)
    assert its.mistake is not None
    assert (its.mistake.name, its.mistake.amount.cents) == ("on_time", 3000)


@pytest.mark.parametrize("detail", list(Detail))
def test_a_mistake_is_said_at_every_detail(detail: Detail) -> None:
    assert told(with_payments(payment("p1", 5000, local("04-27"), "s4")), detail).responses[0].endswith("_mistake")


def test_the_due_day_ends_at_five_in_the_account_s_time_zone() -> None:
    in_time = told(with_payments(payment("p1", 5000, local("04-28", 17, 0), "s4")))
    too_late = told(with_payments(payment("p1", 5000, local("04-28", 17, 1), "s4")))
    assert in_time.variant == "mistake"
    assert too_late.variant == "cut_off"
    assert (too_late.facts["cut_off"], too_late.facts["received_hour"]) == ("5 p.m.", "5:01 p.m.")


def test_a_later_cut_off_of_the_terms_counts() -> None:
    its = told(with_payments(payment("p1", 5000, local("04-28", 19), "s4"), terms={"payment_cut_off_hour": 20}))
    assert its.variant == "mistake"


def test_a_part_in_time_is_named_with_the_rest() -> None:
    early, rest = payment("p1", 1000, local("04-20"), "s4"), payment("p2", 2500, local("05-02"), "s4")
    its = told(with_payments(early, rest))
    assert its.variant == "part"
    assert (its.facts["paid_in_time"], its.facts["minimum"], its.facts["received"]) == ("$10.00", "$35.00", "May 2")


def test_nothing_paid_is_said_without_a_day() -> None:
    its = told(with_payments())
    assert its.variant == "unpaid"
    assert "received" not in its.facts


def test_a_part_whose_rest_never_came_is_said_so() -> None:
    assert told(with_payments(payment("p1", 1000, local("04-20"), "s4"))).variant == "part_unpaid"


def test_a_payment_that_its_bank_took_back_does_not_make_the_fee_wrong() -> None:
    back = payment("p1", 5000, local("04-20"), "s4", returned_on=local("04-24").date(), return_code="R01")
    assert told(with_payments(back)).variant == "unpaid"


def test_a_payment_without_a_bill_counts_when_it_came_after_that_bill_closed() -> None:
    assert told(with_payments(payment("p1", 5000, local("04-27")))).variant == "mistake"
    assert told(with_payments(payment("p1", 5000, local("04-03")))).variant == "unpaid"


def test_a_fee_above_the_minimum_due_is_our_mistake() -> None:
    its = told(with_payments(minimum=2500))
    assert its.variant == "too_high"
    assert its.mistake is not None
    assert (its.facts["most"], its.facts["too_much"]) == ("$25.00", "$5.00")
    assert its.mistake.amount.cents == 500


def test_the_first_fee_at_a_minimum_of_25_is_25() -> None:
    its = told(with_payments(amount=2500, minimum=2500), Detail.FULL)
    assert its.mistake is None
    assert [(step.name, step.amount.cents) for step in its.steps] == [
        ("tier", 3000),
        ("minimum", 2500),
        ("most", 2500),
        ("charged", 2500),
    ]


def repeated(gap: int, amount: int, corrected: bool = False) -> Book:
    """Two late fees `gap` bills apart; the newer one is f1."""
    first = bill("s0", "04-03", "04-28")
    bills = [
        bill(
            f"s{n}",
            (first.close + timedelta(days=30 * n)).isoformat(),
            (first.due + timedelta(days=30 * n)).isoformat(),
        )
        for n in range(gap + 1)
    ]
    old_line, old_fee = late_fee("f0", 3000, "s0", "05-01")
    new_line, new_fee = late_fee("f1", amount, f"s{gap}", "2027-05-01")
    why = (Correction("k", "acc", "other", "correction", old_line.id),) if corrected else ()
    return book(statements=tuple(bills), lines=(old_line, new_line), fees=(old_fee, new_fee), corrections=why)


@pytest.mark.parametrize(("gap", "tier"), [(1, 4100), (6, 4100), (7, 3000)])
def test_a_repeat_costs_more_within_the_next_six_bills(gap: int, tier: int) -> None:
    its = told(repeated(gap, 3000), Detail.FULL)
    assert its.steps[0].amount.cents == tier


def test_a_repeat_names_the_bill_before_and_is_capped_by_the_minimum() -> None:
    """The example of domain 1.2: repeat, due 4000 -> 4000; here due 3500."""
    its = told(repeated(2, 3500), Detail.FULL)
    assert its.responses == ("utter_explain_late_fee_unpaid", "utter_explain_late_fee_repeat_full")
    assert its.facts["earlier_due"] == "April 28, 2026"
    assert its.steps[2].amount.cents == 3500


def test_a_fee_that_was_our_own_mistake_does_not_make_the_next_one_a_repeat() -> None:
    assert told(repeated(1, 3000, corrected=True), Detail.FULL).steps[0].amount.cents == 3000


def test_a_fee_on_the_higher_step_is_not_called_wrong_when_bills_before_it_are_missing() -> None:
    its = with_payments(amount=3500, account={"opened": date(2020, 1, 1)})
    assert told(its).responses == ("utter_explain_fee_late",)
    assert told(with_payments(amount=3500)).mistake is not None


def test_a_fee_already_given_back_is_told_as_that() -> None:
    row, fee = late_fee("f1", 3000, "s4", "05-01")
    credit, why = credit_for(row, 3000, "05-05")
    its = told(book(statements=(APRIL,), lines=(row, credit), fees=(fee,), corrections=(why,)))
    assert its.variant == "given_back"
    assert (its.facts["back"], its.facts["back_on"]) == ("$30.00", "May 5")
    assert its.mistake is None


def test_a_late_fee_without_its_bill_is_told_honestly_as_unchecked() -> None:
    row, fee = late_fee("f1", 3000, "s4", "05-01")
    assert told(book(lines=(row,), fees=(fee,))).responses == ("utter_explain_fee_late",)


@given(
    amount=st.integers(1, 6000),
    minimum=st.integers(1, 20000),
    first=st.integers(0, 5000),
    paid=st.lists(st.tuples(st.integers(1, 10000), st.integers(-20, 20)), max_size=4),
)
def test_the_fee_is_never_called_right_above_its_cap_or_after_payment_in_time(
    amount: int, minimum: int, first: int, paid: list[tuple[int, int]]
) -> None:
    payments = tuple(
        payment(f"p{n}", cents, local("04-28") + timedelta(days=offset), "s4") for n, (cents, offset) in enumerate(paid)
    )
    in_time = sum(cents for cents, offset in paid if offset <= 0)
    most = 0 if in_time >= minimum else min(first, minimum)
    its = told(with_payments(*payments, amount=amount, minimum=minimum, terms={"late_fee_first": first}))
    assert (its.mistake.amount.cents if its.mistake else 0) == max(0, amount - most)
