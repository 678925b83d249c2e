"""`candor interest` says the sum with its steps, and refuses what it can not read with exit code 2."""

import json

import pytest

APRIL = {"cycle": {"open": "2025-04-01", "close": "2025-04-30"}, "apr": {"purchase": "24.99", "cash": "29.99"}}


@pytest.fixture
def case(tmp_path):
    def write(**fields):
        file = tmp_path / "case.json"
        file.write_text(json.dumps({**APRIL, **fields}))
        return str(file)

    return write


def test_the_steps_of_the_json_add_up_to_what_the_bill_charges(candor, case):
    entries = [{"day": "2025-04-11", "charge": 20000}, {"day": "2025-04-21", "payment": 30000}]
    ran = candor("interest", case(opening={"purchase": 100000}, entries=entries), "--json")
    (found,) = ran.objects
    purchase = found["balances"][0]
    assert (ran.code, ran.err) == (0, "")
    assert (found["interest"], found["lines"]) == (2122, {"purchase": 2122})
    assert [(step["days"], step["balance"], step["cents"]) for step in purchase["steps"]] == [
        (10, 100000, 685),
        (10, 120000, 821),
        (10, 90000, 616),
    ]
    assert (purchase["balance_days"], purchase["exact"]) == (3100000, "2122.438356")
    assert found["payments"] == [
        {
            "day": "2025-04-21",
            "payment": 30000,
            "parts": [{"balance": "purchase", "cents": 30000, "why": "highest_rate"}],
        }
    ]


def test_the_minimum_is_told_with_both_numbers(candor, case):
    ran = candor("interest", case(opening={"purchase": 2000}, minimum_interest=150))
    assert "$0.41 is below the minimum: $1.09 more" in ran.out
    assert "The bill charges $1.50" in ran.out
    found = candor("interest", case(opening={"purchase": 2000}, minimum_interest=150), "--json").objects[0]
    assert (found["computed"], found["minimum_adds"], found["interest"]) == (41, 109, 150)
    assert found["lines"] == {"minimum": 150}


@pytest.mark.parametrize(
    ("due", "row", "said"),
    [("2025-04-25", "kept", "no interest"), ("2025-04-25", "trailing", "interest until the payment")],
)
def test_the_row_of_the_grace_table_is_told(candor, case, due, row, said):
    grace = {"previous_in_full": row == "kept", "this_in_full": True, "due": due}
    file = case(opening={"purchase": 100000}, grace=grace)
    assert candor("interest", file, "--json").objects[0]["balances"][0]["grace"] == row
    assert said in candor("interest", file).out


@pytest.mark.parametrize(
    ("ends", "paid", "charged", "said"),
    [
        ("2025-04-30", 0, 29988, "$1,200.00 was left, so all of it is charged"),
        ("2025-04-30", 120000, 0, "all was paid, so nothing is charged"),
        ("2025-05-31", 0, 0, "its time runs still, so nothing is charged"),
    ],
)
def test_interest_on_hold_is_told_with_its_fate(candor, case, ends, paid, charged, said):
    offer = {"starts": "2024-05-01", "ends": ends, "amount": 120000, "apr": "24.99"}
    offer["entries"] = [{"day": "2025-04-30", "payment": paid}]
    file = case(deferred=offer)
    assert said in candor("interest", file).out
    found = candor("interest", file, "--json").objects[0]
    assert (found["deferred"]["charged"], found["interest"]) == (charged, charged)


def test_a_case_may_come_by_standard_input(candor):
    ran = candor("interest", "-", "--json", stdin=json.dumps({**APRIL, "opening": {"cash": 16000}}))
    assert ran.objects[0]["lines"] == {"cash": 394}


def test_a_bad_field_ends_with_2_its_name_and_the_next_step(candor, case):
    ran = candor("interest", case(opening={"purchase": 12.5}), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "opening.purchase is 12.5, no whole number of cents." in ran.err
    assert "Write $12.50 as 1250. See docs/reference/interest.md." in ran.err


def test_a_file_that_is_not_there_or_no_text_ends_with_2(candor, tmp_path):
    assert candor("interest", str(tmp_path / "none.json")).code == 2
    assert candor("interest", str(tmp_path)).code == 2
    (tmp_path / "photo").write_bytes(b"\xff\xd8\xff")
    ran = candor("interest", str(tmp_path / "photo"))
    assert ran.code == 2
    assert "is not text in UTF-8" in ran.err


def test_a_file_without_end_is_not_read_to_its_end(candor):
    ran = candor("interest", "-", stdin=" " * 5_000_001)
    assert ran.code == 2
    assert "longer than 5,000,000 characters" in ran.err
