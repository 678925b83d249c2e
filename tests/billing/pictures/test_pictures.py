"""Pictures are exact, stand alone, can be read by everybody, and nothing in them lies on anything else."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.billing.explanation import Span
from candor.billing.money import Money
from candor.billing.pictures import Bar, Picture, Strip, strip, waterfall
from candor.billing.pictures.drawing import DARK, EDGE, INNER, LIGHT
from tests.billing.pictures.reading import AMOUNT, assert_sound, boxes, overlaps, texts

TODAY = date(2026, 5, 12)
APR = Fraction(2499, 10_000)
CENTS = st.integers(-20_000_000, 20_000_000)


def span(first: int, last: int, owed: int, interest: int, apr: Fraction = APR) -> Span:
    days = date(2026, 4, first), date(2026, 4, last)
    return Span(*days, Money(owed), apr, apr / 365, Money(interest))


ORDINARY = (span(1, 10, 100_000, 685), span(11, 20, 120_000, 821), span(21, 30, 90_000, 616))


def drawn(*spans: Span) -> Picture:
    return strip(Strip("Interest of $21.22, added on April 30", spans, "That comes to $21.22.", "The sum.", TODAY))


def fall(first: int, *changes: int) -> Picture:
    bars = [Bar(f"Shop {place}", Money(by)) for place, by in enumerate(changes)]
    last = Bar("Bill of April 30", Money(first + sum(changes)))
    return waterfall("What changed", "It is higher.", Bar("Bill of March 31", Money(first)), bars, last)


def test_a_strip_has_a_box_for_each_run_as_wide_as_its_days_and_as_high_as_what_was_owed() -> None:
    first, second, third = boxes(drawn(*ORDINARY), "less")
    assert first["width"] == second["width"] == third["width"]
    assert (first["x"], round(second["x"] - first["x"])) == (EDGE, round(INNER / 3))
    assert first["height"] / second["height"] == pytest.approx(100 / 120, abs=0.001)
    assert third["height"] / second["height"] == pytest.approx(90 / 120, abs=0.001)


def test_a_strip_says_each_run_with_its_days_its_balance_and_its_interest() -> None:
    said = texts(drawn(*ORDINARY))
    for when, owed, interest in (
        ("Apr 1–10", "10 days × $1,000.00", "$6.85"),
        ("Apr 11–20", "10 days × $1,200.00", "$8.21"),
        ("Apr 21–30", "10 days × $900.00", "$6.16"),
    ):
        place = said.index(when)
        assert said[place : place + 3] == [when, owed, interest]
    assert said[-1] == "That comes to $21.22."


def test_days_on_which_nothing_was_owed_are_a_gap() -> None:
    one, other = boxes(drawn(span(1, 10, 100_000, 685), span(21, 30, 100_000, 685)), "less")
    assert other["x"] - one["x"] == pytest.approx(INNER * 20 / 30, abs=0.01)


def test_two_balances_are_two_strips_and_each_row_says_its_rate() -> None:
    its = drawn(span(1, 30, 2_000, 41), span(11, 30, 1_000, 16, Fraction(2999, 10_000)))
    one, other = boxes(its, "less")
    assert one["x"] == other["x"] == EDGE
    assert other["y"] > one["y"] + one["height"]
    assert {"30 days × $20.00 at 24.99%", "20 days × $10.00 at 29.99%"} <= set(texts(its))


def test_a_waterfall_begins_each_bar_where_the_one_before_ended() -> None:
    its = fall(47_852, 5_237, -1_367, 42_000)
    first, *changes, last = boxes(its, "level", "more", "less")
    edges = [(box["x"], box["x"] + box["width"]) for box in changes]
    assert edges[0][0] == pytest.approx(first["x"] + first["width"], abs=0.02)
    for one, other in pairwise(edges):
        assert any(abs(a - b) < 0.02 for a in one for b in other)
    assert edges[-1][1] == pytest.approx(last["x"] + last["width"], abs=0.02)


def test_a_waterfall_says_each_change_with_its_sign_so_that_no_colour_has_to_be_told_apart() -> None:
    said = texts(fall(47_852, 5_237, -1_367))
    assert [one for one in said if AMOUNT.fullmatch(one)] == ["$478.52", "+$52.37", "-$13.67", "$517.22"]


def test_changes_that_do_not_lead_to_the_last_sum_are_refused() -> None:
    with pytest.raises(ValueError, match="150 is not 140"):
        waterfall("a", "b", Bar("x", Money(100)), [Bar("y", Money(50))], Bar("z", Money(140)))


def test_a_strip_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="no days"):
        drawn()


def test_names_of_shops_are_writing_and_nothing_else() -> None:
    evil = Bar('<script>alert(1)</script> & "Sons"', Money(5))
    its = waterfall("<b>", "a & <i>", Bar("x", Money(1)), [evil], Bar("z", Money(6)))
    assert_sound(its)
    assert any(one.startswith("<script>") for one in texts(its))


@given(first=CENTS, changes=st.lists(CENTS, min_size=1, max_size=7))
@settings(max_examples=60, deadline=None)
def test_any_waterfall_is_sound(first: int, changes: list[int]) -> None:
    its = fall(first, *changes)
    assert_sound(its)
    assert overlaps(its) == []


@st.composite
def runs(draw: st.DrawFn) -> list[Span]:
    """Days in a row of one balance, over up to two years."""
    day, found = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 800))), []
    for _ in range(draw(st.integers(1, 31))):
        day += timedelta(days=draw(st.integers(0, 3)))
        last = day + timedelta(days=draw(st.integers(0, 30)))
        owed = Money(draw(st.integers(1, 20_000_000)))
        found.append(Span(day, last, owed, APR, APR / 365, Money(draw(st.integers(0, 500_000)))))
        day = last + timedelta(days=1)
    return found


@given(spans=runs())
@settings(max_examples=60, deadline=None)
def test_any_strip_is_sound(spans: list[Span]) -> None:
    its = drawn(*spans)
    assert_sound(its)
    assert overlaps(its) == []
    assert len(boxes(its, "less")) == len(spans)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "least"),
    [("ink", 4.5), ("soft", 4.5), ("more", 4.5), ("less", 4.5), ("level", 3), ("line", 3)],
)
def test_colours_stand_out_from_the_ground(colours: dict[str, str], name: str, least: float) -> None:
    """WCAG 2.2, 1.4.3 for writing and 1.4.11 for shapes."""
    high, low = sorted((luminance(colours[name]), luminance(colours["ground"])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least
