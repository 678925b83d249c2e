import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.importing.amounts import cents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.40", 1240),
        ("-1,204.50", -120450),
        ("(3.00)", -300),
        ("$12", 1200),
        ("USD 7.5", 750),
        ("\u2212 5.00", -500),
        (".5", 50),
        ("1,23,456.00", 12345600),
    ],
)
def test_amounts_are_read_to_the_cent(text, expected):
    assert cents(text) == expected


@pytest.mark.parametrize(
    "text", ["", "twelve", "1.005", "1e400", "NaN", "--3", "12.40.1", "1e5", "12,40", "1,2,3", ".", "$"]
)
def test_what_is_no_amount_in_whole_cents_is_refused(text):
    with pytest.raises(ValueError, match="is not an amount"):
        cents(text)


@given(st.integers(-(10**9), 10**9))
def test_every_amount_comes_back_as_it_was_written(amount):
    sign = "-" if amount < 0 else ""
    assert cents(f"{sign}{abs(amount) // 100:,}.{abs(amount) % 100:02d}") == amount


@pytest.mark.parametrize(("text", "expected"), [("1.204,50", 120450), ("12,40", 1240), ("1.204", 120400), ("7", 700)])
def test_a_decimal_comma_turns_both_marks_around(text, expected):
    assert cents(text, ",") == expected


def test_a_decimal_point_is_no_amount_where_the_mark_is_a_comma():
    with pytest.raises(ValueError, match="is not an amount"):
        cents("12.40", ",")
