from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.cadence import Cadence, after, cadence_of
from candor.billing.records import Book, Line, Plan, Subscription
from candor.billing.subscriptions import PriceChange, Recurring, subscriptions
from tests import ours
from tests.billing.books import TODAY, book, day, hold, line


def charges(*days: str, cents: int = 1299, name: str = "STREAMLY.COM", **more: object) -> tuple[Line, ...]:
    return tuple(line(f"{name}-{on}", cents, name, on, **more) for on in days)


def only(its: Book) -> Recurring:
    found = subscriptions(its, TODAY)
    assert len(found) == 1
    return found[0]


def test_three_charges_a_month_apart_are_a_subscription_with_its_next_day() -> None:
    found = only(book(lines=charges("02-08", "03-08", "04-08", "05-08")))
    assert (found.shop, found.cadence, found.amount) == ("Streamly", Cadence.MONTHLY, 1299)
    assert (found.next_on, found.change) == (date(2026, 6, 8), None)


def test_two_are_too_few_unless_the_shop_marked_them() -> None:
    assert subscriptions(book(lines=charges("04-08", "05-08")), TODAY) == ()
    assert only(book(lines=charges("04-08", "05-08", entry_mode="recurring"))).cadence is Cadence.MONTHLY


def test_a_new_price_is_flagged_with_its_day() -> None:
    its = book(lines=(*charges("01-08", "02-08", "03-08", "04-08"), *charges("05-08", cents=1599)))
    found = only(its)
    assert found.change == PriceChange(1299, 1599, day("05-08"))
    assert found.change.up
    assert set(found.cites) == {"STREAMLY.COM-05-08", "STREAMLY.COM-04-08"}


def test_shopping_at_changing_prices_is_no_subscription() -> None:
    weekly = tuple(
        line(f"g{n}", 1000 + 37 * n, "RIDGE FUEL 0042", f"{TODAY - timedelta(days=7 * n)}") for n in range(9)
    )
    assert subscriptions(book(lines=weekly), TODAY) == ()


def test_a_marked_bill_may_change_each_month() -> None:
    days = ("02-08", "03-08", "04-08", "05-08")
    phone = tuple(line(f"p{n}", 4000 + n, "PINE MOBILE", on, entry_mode="recurring") for n, on in enumerate(days))
    assert only(book(lines=phone)).amount == 4003


def test_one_off_purchases_at_the_same_shop_do_not_hide_it() -> None:
    its = (*charges("02-08", "03-08", "04-08"), *charges("04-01", cents=5000), *charges("02-20", cents=700))
    assert only(book(lines=its)).amount == 1299


def test_a_trial_ended_with_the_first_charge_after_a_check_of_the_card() -> None:
    check = hold("h1", 100, "STREAMLY.COM", "03-09")
    its = book(lines=charges("04-08", "05-08", entry_mode="recurring"), authorisations=(check,))
    assert only(its).trial_end == day("04-08")


def test_a_check_on_the_day_of_the_first_charge_is_no_trial() -> None:
    its = book(lines=charges("03-08", "04-08", "05-08"), authorisations=(hold("h1", 0, "STREAMLY.COM", "03-08"),))
    assert only(its).trial_end is None


def test_one_charge_is_known_by_the_banks_own_row() -> None:
    row = Subscription("v1", "acc", "m6", "monthly", 1299, day("04-08"), trial_end=day("05-08"))
    found = only(book(lines=charges("05-08"), subscriptions=(row,)))
    assert (found.cadence, found.trial_end, found.next_on) == (Cadence.MONTHLY, day("05-08"), date(2026, 6, 8))
    assert "v1" in found.cites


def test_charges_after_it_was_cancelled_are_told() -> None:
    row = Subscription("v1", "acc", "m6", "monthly", 1299, day("02-08"), cancelled_on=day("03-20"))
    found = only(book(lines=charges("02-08", "03-08", "04-08", "05-08"), subscriptions=(row,)))
    assert [charge.id for charge in found.after_cancel] == ["STREAMLY.COM-04-08", "STREAMLY.COM-05-08"]


def test_one_that_stopped_is_not_expected_again() -> None:
    assert not only(book(lines=charges("2025-10-08", "2025-11-08", "2025-12-08"))).running


def test_the_parts_of_an_instalment_plan_are_no_subscription() -> None:
    plan = Plan("pl", "acc", "t0", "instalment", 60000, day("01-01"), day("07-01"), parts=6)
    parts = charges("02-03", "03-03", "04-03", "05-03", order_ref="pl")
    assert subscriptions(book(lines=parts, plans=(plan,)), TODAY) == ()


@pytest.mark.parametrize(
    ("on", "cadence", "expected"),
    [
        (date(2026, 1, 31), Cadence.MONTHLY, date(2026, 2, 28)),
        (date(2026, 12, 15), Cadence.MONTHLY, date(2027, 1, 15)),
        (date(2024, 2, 29), Cadence.YEARLY, date(2025, 2, 28)),
        (date(2026, 11, 30), Cadence.QUARTERLY, date(2027, 2, 28)),
        (date(2026, 5, 8), Cadence.FORTNIGHTLY, date(2026, 5, 22)),
    ],
)
def test_the_day_one_interval_later(on: date, cadence: Cadence, expected: date) -> None:
    assert after(on, cadence) == expected


def test_a_charge_of_the_31st_goes_back_to_the_31st() -> None:
    assert after(date(2026, 2, 28), Cadence.MONTHLY, 31) == date(2026, 3, 31)


@given(st.sampled_from(list(Cadence)), st.dates(date(2015, 1, 1), date(2024, 1, 1)), st.integers(3, 20))
def test_days_made_at_an_interval_are_known_by_it(cadence: Cadence, start: date, count: int) -> None:
    days = [start]
    while len(days) < count:
        days.append(after(days[-1], cadence, start.day))
    assert cadence_of(days) is cadence


@given(
    st.integers(4, 20),
    st.integers(1, 5000),
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(1, 9000), st.integers(0, 300)), max_size=15),
)
def test_a_subscription_is_found_among_any_other_shopping(
    months: int, cents: int, more: int, other: list[tuple[int, int]]
) -> None:
    on = [TODAY - timedelta(days=10)]
    while len(on) < months:
        on.append((on[-1].replace(day=1) - timedelta(days=1)).replace(day=2))
    lines = [line(f"s{n}", cents + (more if n == 0 else 0), "STREAMLY.COM", f"{one}") for n, one in enumerate(on)]
    lines += [
        line(f"o{n}", amount, "RIDGE FUEL 0042", f"{TODAY - timedelta(days=ago)}")
        for n, (amount, ago) in enumerate(other)
    ]
    found = [one for one in subscriptions(book(lines=tuple(lines)), TODAY) if one.shop == "Streamly"]
    assert [(one.amount, len(one.lines), one.next_on) for one in found] == [(cents + more, months, date(2026, 6, 2))]
    assert found[0].change == (PriceChange(cents, cents + more, on[0]) if more else None)


@pytest.mark.parametrize("seed", range(3))
def test_the_sample_bank_is_found_to_have_the_subscriptions_of_its_recipe_and_no_others(seed: int) -> None:
    for its in ours.bank(seed, TODAY):
        rows = {row.id: row for row in its.subscriptions}
        found = subscriptions(its, TODAY)
        assert {one.row_id for one in found} == rows.keys()
        for one in found:
            row = rows[one.row_id or ""]
            assert (one.amount, one.cadence, one.cancelled_on) == (row.amount, row.cadence, row.cancelled_on)


def test_the_price_that_went_up_and_the_one_charged_after_cancelling_are_found_in_the_sample_bank() -> None:
    its = next(book for book in ours.bank(7, TODAY) if book.customer.id == "c04")
    found = {one.shop: one for one in subscriptions(its, TODAY)}
    change = found["Cinelume"].change
    assert change
    assert (change.before, change.now) == (1299, 1599)
    assert len(found["Fernpath Fitness"].after_cancel) == 2
    assert found["Quillnote"].trial_end
