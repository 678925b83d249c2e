import random
from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from candor.clock import day_in
from candor.disputes.clocks import Task
from candor.disputes.clocks.months import cycle_end, full_cycles_after, months_later
from tests.disputes import slow_calendar as slow
from tests.disputes.laws import policy

CASES = 10_000
SENT = date(2025, 4, 12)


def day(text):
    return date.fromisoformat(text)


def by_task(clocks):
    return {step.what: step for step in clocks.steps}


def test_the_days_of_the_worked_example():
    clocks = policy().reg_z.clocks(SENT, 10, day("2025-04-28"), autopay=day("2025-05-09"))
    assert clocks.last_notice_day == day("2025-06-11")
    assert clocks.acknowledge_by == day("2025-05-28")
    assert clocks.resolve_by == day("2025-07-10")
    assert clocks.autopay_block_by == day("2025-05-06")
    assert clocks.notice_in_time
    assert clocks.stops_autopay


def test_ninety_days_win_when_two_cycles_are_longer():
    clocks = policy().reg_z.clocks(SENT, 10, day("2025-07-11"))
    assert clocks.resolve_by == day("2025-10-09")
    assert not clocks.notice_in_time


@pytest.mark.parametrize(("notice", "in_time"), [("2025-06-11", True), ("2025-06-12", False), ("2025-04-01", True)])
def test_a_notice_is_in_time_up_to_the_last_day_and_before_the_bill(notice, in_time):
    assert policy().reg_z.clocks(SENT, 10, day(notice)).notice_in_time is in_time


@pytest.mark.parametrize(
    ("notice", "what", "by"),
    [
        ("2025-05-06", Task.LEAVE_OUT_OF_AUTOPAY, "2025-05-09"),
        ("2025-05-07", Task.SAY_AUTOPAY_TAKES_IT, "2025-05-09"),
        ("2025-05-09", Task.SAY_AUTOPAY_TAKES_IT, "2025-05-09"),
    ],
)
def test_a_notice_less_than_three_business_days_before_autopay_does_not_stop_it(notice, what, by):
    clocks = policy().reg_z.clocks(SENT, 10, day(notice), autopay=day("2025-05-09"))
    assert by_task(clocks)[what].by == day(by)


def test_a_payment_that_was_taken_before_the_notice_needs_no_step():
    clocks = policy().reg_z.clocks(SENT, 10, day("2025-05-10"), autopay=day("2025-05-09"))
    assert {Task.LEAVE_OUT_OF_AUTOPAY, Task.SAY_AUTOPAY_TAKES_IT}.isdisjoint(by_task(clocks))
    assert not clocks.stops_autopay


def test_a_deadline_on_a_sunday_is_met_on_friday():
    step = by_task(policy().reg_z.clocks(SENT, 10, day("2025-07-11")))[Task.ACKNOWLEDGE]
    assert (step.by, step.deadline) == (day("2025-08-08"), day("2025-08-10"))


def test_the_customer_has_the_whole_of_a_last_day_that_is_a_sunday():
    step = by_task(policy().reg_z.clocks(day("2025-04-09"), 10, day("2025-04-28")))[Task.NOTICE_ENDS]
    assert step.by == step.deadline == day("2025-06-08")


@pytest.mark.parametrize(
    ("day_in_cycle", "closes", "end"),
    [
        ("2025-01-31", 31, "2025-01-31"),
        ("2025-02-01", 31, "2025-02-28"),
        ("2024-02-28", 30, "2024-02-29"),
        ("2024-02-29", 29, "2024-02-29"),
        ("2023-02-28", 29, "2023-02-28"),
        ("2025-12-11", 10, "2026-01-10"),
    ],
)
def test_a_cycle_ends_on_its_day_or_at_the_end_of_a_shorter_month(day_in_cycle, closes, end):
    assert cycle_end(day(day_in_cycle), closes) == day(end)


def test_a_short_month_does_not_shorten_the_cycles_after_it():
    assert full_cycles_after(day("2025-01-31"), 31, 2) == day("2025-03-31")


@pytest.mark.parametrize(
    ("told", "grace", "ends"),
    [
        ("2025-07-10", None, "2025-07-20"),
        ("2025-07-10", "2025-08-03", "2025-08-03"),
        ("2025-07-10", "2025-07-12", "2025-07-20"),
    ],
)
def test_what_is_owed_may_be_paid_for_the_longer_of_ten_days_and_the_time_without_interest(told, grace, ends):
    assert policy().reg_z.pay_window_ends(day(told), day(grace) if grace else None) == day(ends)


def test_regulation_e_counts_as_in_the_worked_example():
    sent, notice, law = day("2025-06-02"), day("2025-06-30"), policy().reg_e
    ordinary, new = law.clocks(sent, notice), law.clocks(sent, notice, new_account=True)
    assert (ordinary.provisional_credit_by, ordinary.resolve_by) == (day("2025-07-15"), day("2025-08-14"))
    assert (new.provisional_credit_by, new.resolve_by) == (day("2025-07-29"), day("2025-09-28"))
    shop = law.clocks(sent, notice, new_account=False, shop_or_abroad=True)
    assert (shop.provisional_credit_by, shop.resolve_by) == (day("2025-07-15"), day("2025-09-28"))


def test_regulation_e_shows_the_longer_days_as_long_as_the_facts_are_not_known():
    sent, notice, law = day("2025-06-02"), day("2025-06-30"), policy().reg_e
    unknown = by_task(law.clocks(sent, notice))
    assert unknown[Task.CREDIT_OR_END_IF_NEW].by == day("2025-07-29")
    assert (unknown[Task.END_IF_LONG].by, unknown[Task.END_IF_LONG].deadline) == (day("2025-09-26"), day("2025-09-28"))
    assert (unknown[Task.CORRECT].by, unknown[Task.REPORT].by) == (day("2025-08-15"), day("2025-08-19"))
    known = by_task(law.clocks(sent, notice, new_account=False, shop_or_abroad=False))
    assert {Task.CREDIT_OR_END_IF_NEW, Task.END_IF_LONG}.isdisjoint(known)


def test_a_complaint_in_the_united_kingdom_is_answered_in_eight_weeks_or_fifteen_business_days():
    clocks = policy().uk.clocks(day("2025-04-14"))
    assert clocks.resolve_by == day("2025-06-09")
    assert by_task(clocks)[Task.ANSWER_PAYMENT].by == day("2025-05-08")  # Easter and the first Monday of May between
    assert clocks.last_notice_day is None
    assert clocks.notice_in_time


def test_the_european_union_leaves_thirteen_months_and_pays_back_by_the_next_business_day():
    clocks = policy().eu.clocks(day("2025-01-31"), day("2025-04-17"))
    assert clocks.last_notice_day == day("2026-02-28")
    assert clocks.resolve_by == day("2025-04-22")  # after Good Friday and Easter Monday
    assert by_task(clocks)[Task.SHOP_REFUND_ENDS].by == day("2025-03-28")
    assert by_task(clocks)[Task.ANSWER_SHOP_REFUND].by == day("2025-05-06")


def test_months_end_where_they_end():
    assert months_later(day("2024-02-29"), 12) == day("2025-02-28")
    assert months_later(day("2025-01-31"), 13) == day("2026-02-28")


def test_the_day_of_a_notice_is_that_of_the_account_not_of_the_server():
    late_in_new_york = datetime(2025, 4, 29, 3, 30, tzinfo=UTC)
    notice = day_in("America/New_York", late_in_new_york)
    assert policy().reg_z.clocks(SENT, 10, notice).acknowledge_by == day("2025-05-28")


def random_cases():
    """Sent, closing day, notice, autopay; every fourth on a month's end, leap days among them."""
    chance = random.Random(20250428)
    for number in range(CASES):
        sent = date(1996, 1, 1) + timedelta(days=chance.randrange(75 * 365))
        if number % 4 == 0:
            sent = date(sent.year, sent.month, 1) - timedelta(days=1)
        notice = sent + timedelta(days=chance.randrange(-20, 140))
        closes = chance.choice((28, 29, 30, 31)) if number % 3 == 0 else chance.randint(1, 28)
        yield sent, closes, notice, notice + timedelta(days=chance.randrange(-5, 40))


def test_every_day_of_regulation_z_is_the_one_that_is_found_by_walking():
    for sent, closes, notice, autopay in random_cases():
        clocks = policy().reg_z.clocks(sent, closes, notice, autopay)
        resolve = min(slow.end_of_second_full_cycle(notice, closes), slow.walk(notice, 90))
        found = (clocks.last_notice_day, clocks.acknowledge_by, clocks.resolve_by, clocks.autopay_block_by)
        walked = (slow.walk(sent, 60), slow.walk(notice, 30), resolve, slow.walk_business(autopay, 3, -slow.ONE))
        assert found == walked, (sent, closes, notice, autopay)
        assert clocks.credit_itself_on == slow.act_by(resolve)


def test_every_day_of_regulation_e_is_the_one_that_is_found_by_walking():
    for sent, _, notice, _ in random_cases():
        ordinary = policy().reg_e.clocks(sent, notice)
        new = policy().reg_e.clocks(sent, notice, new_account=True)
        assert ordinary.last_notice_day == slow.walk(sent, 60)
        assert ordinary.provisional_credit_by == slow.walk_business(notice, 10), notice
        assert new.provisional_credit_by == slow.walk_business(notice, 20), notice
        assert (ordinary.resolve_by, new.resolve_by) == (slow.walk(notice, 45), slow.walk(notice, 90))
        tasks = by_task(ordinary)
        assert tasks[Task.CORRECT].by == slow.walk_business(slow.act_by(ordinary.resolve_by), 1), notice
        assert tasks[Task.REPORT].by == slow.walk_business(slow.act_by(ordinary.resolve_by), 3), notice


def test_the_steps_are_in_the_order_of_their_days_and_never_after_their_deadlines():
    for sent, closes, notice, autopay in islice(random_cases(), 0, None, 7):
        for clocks in (
            policy().reg_z.clocks(sent, closes, notice, autopay),
            policy().reg_e.clocks(sent, notice),
            policy().uk.clocks(notice),
            policy().eu.clocks(sent, notice),
        ):
            days = [step.by for step in clocks.steps]
            assert days == sorted(days)
            assert all(step.by <= step.deadline for step in clocks.steps)


def test_the_random_cases_hold_leap_days_and_month_ends():
    cases = list(random_cases())
    ends = [case for case in cases if (case[0] + timedelta(days=1)).day == 1]
    leap_days = [case for case in cases if (case[0].month, case[0].day) == (2, 29) and isleap(case[0].year)]
    assert len(cases) == CASES
    assert len(ends) > 2_000
    assert len(leap_days) > 20
