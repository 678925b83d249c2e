"""`candor dispute deadlines` gives the days of the law, and refuses days that there are not with exit code 2."""

import pytest

ZED = ("dispute", "deadlines", "--sent", "2025-04-12", "--closes", "10")


def test_the_worked_example_of_regulation_z(candor):
    ran = candor(*ZED, "--notice", "2025-04-28", "--autopay", "2025-05-09", "--json")
    (found,) = ran.objects
    assert (ran.code, ran.err) == (0, "")
    assert found["last_notice_day"] == "2025-06-11"
    assert found["acknowledge_by"] == "2025-05-28"
    assert found["resolve_by"] == "2025-07-10"
    assert found["autopay_block_by"] == "2025-05-06"
    assert [step["by"] for step in found["steps"]] == ["2025-05-09", "2025-05-28", "2025-06-11", "2025-07-10"]
    assert all({"by", "what", "rule"} <= set(step) for step in found["steps"])


def test_a_late_notice_keeps_its_clocks_and_is_not_refused(candor):
    found = candor(*ZED, "--notice", "2025-07-11", "--json").objects[0]
    assert (found["resolve_by"], found["autopay_block_by"], found["late_notice"]) == ("2025-10-09", None, True)
    assert "Do not refuse it by that alone" in candor(*ZED, "--notice", "2025-07-11").out


def test_a_step_before_a_closed_day_tells_both_days(candor):
    found = candor(*ZED, "--notice", "2025-07-11", "--json").objects[0]
    (acknowledge,) = [step for step in found["steps"] if step["rule"] == "12 CFR 1026.13(c)(1)"]
    assert (acknowledge["by"], acknowledge["deadline"]) == ("2025-08-08", "2025-08-10")
    assert "(the deadline, Sun 2025-08-10, is no business day)" in candor(*ZED, "--notice", "2025-07-11").out


def test_debit_cards_show_the_days_of_new_accounts_beside_the_ordinary_ones(candor):
    argv = ("dispute", "deadlines", "--sent", "2025-06-02", "--notice", "2025-06-30", "--regime", "reg-e", "--json")
    found = candor(*argv).objects[0]
    assert (found["provisional_credit_by"], found["resolve_by"]) == ("2025-07-15", "2025-08-14")
    assert found["acknowledge_by"] is None
    assert {"2025-07-29", "2025-09-26"} <= {step["by"] for step in found["steps"]}
    assert "2025-09-28" in {step["deadline"] for step in found["steps"]}
    new = candor(*argv, "--new-account").objects[0]
    assert (new["provisional_credit_by"], new["resolve_by"]) == ("2025-07-29", "2025-09-28")


@pytest.mark.parametrize(
    ("regime", "last", "resolve"), [("uk", None, "2025-08-25"), ("eu", "2026-07-02", "2025-07-01")]
)
def test_other_countries_have_their_own_days(candor, regime, last, resolve):
    argv = ("--sent", "2025-06-02", "--notice", "2025-06-30", "--regime", regime, "--json")
    found = candor("dispute", "deadlines", *argv).objects[0]
    assert (found["last_notice_day"], found["resolve_by"]) == (last, resolve)


def test_people_read_days_with_their_weekdays(candor):
    ran = candor(*ZED, "--notice", "2025-04-28", "--autopay", "2025-05-09")
    assert "resolve by                       Thu 2025-07-10" in ran.out
    assert "notice by this day stops autopay Tue 2025-05-06" in ran.out


@pytest.mark.parametrize(
    ("changed", "reason", "next_step"),
    [
        ({"--sent": "2025-02-29"}, "--sent is 2025-02-29, which there is not.", "month's length"),
        ({"--notice": "28.4.2025"}, "--notice is '28.4.2025', no day.", "2025-04-28"),
        ({"--notice": "20250428"}, "--notice is '20250428', no day.", "2025-04-28"),
        ({"--autopay": ""}, "--autopay is '', no day.", "2025-04-28"),
        ({"--sent": "9999-12-31"}, "--sent is 9999-12-31, too far away.", "1970 to 2199"),
        ({"--closes": "0"}, "--closes is 0, no day of a month.", "1 to 31"),
        ({"--closes": "32"}, "--closes is 32, no day of a month.", "1 to 31"),
        ({"--notice": "2024-04-28"}, "--notice 2024-04-28 is long before the bill", "in order"),
    ],
)
def test_bad_dates_end_with_2_the_reason_and_the_next_step(candor, changed, reason, next_step):
    options = {"--sent": "2025-04-12", "--closes": "10", "--notice": "2025-04-28", **changed}
    ran = candor("dispute", "deadlines", *(part for pair in options.items() for part in pair), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert reason in ran.err
    assert next_step in ran.err


def test_without_the_closing_day_the_cycles_are_not_known(candor):
    ran = candor("dispute", "deadlines", "--sent", "2025-04-12", "--notice", "2025-04-28")
    assert ran.code == 2
    assert "--closes is missing." in ran.err


def test_an_unknown_regime_ends_with_2(candor):
    assert candor(*ZED, "--notice", "2025-04-28", "--regime", "mars").code == 2


def of(sent, notice, *more):
    return ("dispute", "deadlines", "--sent", sent, "--notice", notice, *more, "--json")


# Worked out by hand from domain.md 2.2, with a wall calendar.
ODD = [
    (of("2024-02-29", "2024-02-29", "--closes", "31"), {"last_notice_day": "2024-04-29", "resolve_by": "2024-04-30"}),
    (of("2023-12-31", "2024-01-31", "--closes", "29"), {"acknowledge_by": "2024-03-01", "resolve_by": "2024-04-29"}),
    (of("2025-01-31", "2025-01-31", "--closes", "31"), {"resolve_by": "2025-03-31", "acknowledge_by": "2025-03-02"}),
    (of("2025-04-12", "2025-06-12", "--closes", "10"), {"late_notice": True, "resolve_by": "2025-09-10"}),
    (of("2025-04-12", "2025-04-28", "--closes", "10", "--autopay", "2025-04-01"), {"autopay_block_by": "2025-03-27"}),
    # July 4, 2027 is a Sunday, kept on Monday; June 19 is a holiday since 2021 only.
    (of("2027-06-20", "2027-07-01", "--closes", "1", "--autopay", "2027-07-06"), {"autopay_block_by": "2027-06-30"}),
    (of("2020-06-10", "2020-06-15", "--closes", "15", "--autopay", "2020-06-22"), {"autopay_block_by": "2020-06-17"}),
    (of("2025-12-01", "2025-12-24", "--regime", "reg-e"), {"provisional_credit_by": "2026-01-09"}),
    # Christmas of 2027 is a Saturday: Monday and Tuesday are closed in the United Kingdom.
    (of("2027-12-20", "2027-12-20", "--regime", "uk"), {"last_notice_day": None, "resolve_by": "2028-02-14"}),
    (of("2024-01-29", "2024-03-28", "--regime", "eu"), {"last_notice_day": "2025-02-28", "resolve_by": "2024-04-02"}),
]


@pytest.mark.parametrize(("argv", "days"), ODD)
def test_odd_days_are_those_of_a_calendar_on_the_wall(candor, argv, days):
    found = candor(*argv).objects[0]
    assert {name: found[name] for name in days} == days
