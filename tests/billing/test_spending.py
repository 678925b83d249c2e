"""What was bought over some days: only purchases, each once, and what came back beside them."""

from datetime import date

import pytest

from candor.billing.records import Line, LineType, Plan
from candor.billing.spending import spent_between
from candor.importing.sample.bank import make_bank
from tests.billing.books import TODAY, book, credit_for, day, hold, line

MAY = day("05-01")


def coffee(line_id: str, cents: int, on: str, **more: object) -> Line:
    return line(line_id, cents, "SQ *BLUE HERON", on, **more)


def test_purchases_are_summed_by_shop_the_dearest_first_and_the_newest_within() -> None:
    lines = (coffee("a", 500, "05-02"), coffee("b", 700, "05-04"), line("c", 5237, "RIDGE FUEL 0042", "05-03"))
    spent = spent_between(book(lines=lines), TODAY, MAY, TODAY)
    assert [(shop.name, shop.amount, [one.id for one in shop.lines]) for shop in spent.shops] == [
        ("Ridge Fuel", 5237, ["c"]),
        ("Blue Heron Coffee", 1200, ["b", "a"]),
    ]
    assert (spent.total, [one.id for one in spent.lines]) == (6437, ["b", "c", "a"])


@pytest.mark.parametrize("kind", [kind for kind in LineType if kind is not LineType.PURCHASE])
def test_what_is_no_purchase_is_not_spent(kind: LineType) -> None:
    its = book(lines=(coffee("a", 500, "05-02"), line("x", 9900, "LATE FEE", "05-03", type=kind)))
    assert spent_between(its, TODAY, MAY, TODAY).total == 500


def test_the_day_of_the_purchase_counts_and_for_a_bill_the_day_it_became_final() -> None:
    its = book(lines=(coffee("a", 500, "04-30", post_date=MAY),))
    april = day("04-01"), day("04-30")
    assert spent_between(its, TODAY, *april).total == 500
    assert spent_between(its, TODAY, *april, billed=True).total == 0
    assert spent_between(its, TODAY, MAY, TODAY, billed=True).total == 500


def test_a_purchase_paid_in_parts_counts_once_and_its_parts_do_not() -> None:
    plan = Plan("n1", "acc", "a", "instalment", 60000, day("05-02"), day("11-02"), parts=6)
    part = coffee("p", 10000, "05-05", order_ref="n1")
    spent = spent_between(book(lines=(coffee("a", 60000, "05-02"), part), plans=(plan,)), TODAY, MAY, TODAY)
    assert [one.id for one in spent.lines] == ["a"]


def test_refunds_and_corrections_stand_beside_it_but_a_temporary_credit_does_not() -> None:
    wrong, right = coffee("a", 900, "05-02"), coffee("b", 700, "05-03")
    credit, why = credit_for(wrong, 200, "05-06", kind="correction")
    held, held_why = credit_for(right, 700, "05-07", kind="temporary")
    refund = coffee("r", -300, "05-08", type=LineType.REFUND)
    spent = spent_between(
        book(lines=(wrong, right, credit, held, refund), corrections=(why, held_why)), TODAY, MAY, TODAY
    )
    assert (spent.total, spent.came_back, {one.id for one in spent.back}) == (1600, 500, {credit.id, "r"})


def test_a_hold_is_told_apart_and_one_that_was_captured_or_checks_the_card_is_not() -> None:
    holds = (
        hold("h1", 2180, "SQ *BLUE HERON", "05-11"),
        hold("h2", 500, "SQ *BLUE HERON", "05-10"),
        hold("h3", 0, "SQ *BLUE HERON", "05-10"),
    )
    its = book(lines=(coffee("a", 500, "05-10", authorisation_id="h2"),), authorisations=holds)
    spent = spent_between(its, TODAY, MAY, TODAY)
    assert (spent.held, [one.id for one in spent.pending]) == (2180, ["h1"])


def test_how_far_back_we_see_is_told() -> None:
    its = book(lines=(coffee("a", 500, "05-02"),), account={"opened": date(2020, 1, 1)})
    assert spent_between(its, TODAY, day("01-01"), TODAY).seen_from == day("05-04"), "the day it became final"
    assert spent_between(its, TODAY, day("05-04"), TODAY).seen_from is None


def test_the_months_of_the_sample_bank_add_up_to_the_whole_and_bills_to_their_column() -> None:
    for its in make_bank(7, TODAY):
        first = min(one.txn_date for one in its.lines)
        middle = date(2025, 9, 17)
        whole = spent_between(its, TODAY, first, TODAY)
        parts = (
            spent_between(its, TODAY, first, middle),
            spent_between(its, TODAY, middle.replace(day=18), TODAY),
        )
        assert whole.total == sum(part.total for part in parts) == sum(shop.amount for shop in whole.shops)
        if its.plans:
            continue
        for bill in its.statements:
            assert spent_between(its, TODAY, bill.open, bill.close, billed=True).total == bill.purchases
