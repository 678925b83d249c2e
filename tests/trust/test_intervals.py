import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.trust.intervals import Z, newcombe, promoters, student, wilson
from candor.trust.student import distribution, quantile

# Tables of Student's t, 0.975: every printed digit (NIST/SEMATECH e-Handbook 1.3.6.7.2).
TABLE = {1: 12.706, 2: 4.303, 3: 3.182, 5: 2.571, 9: 2.262, 10: 2.228, 30: 2.042, 60: 2.000, 99: 1.984, 100: 1.984}


@pytest.mark.parametrize(("freedom", "printed"), TABLE.items())
def test_the_quantiles_of_students_t_are_those_of_the_printed_table(freedom: int, printed: float) -> None:
    assert round(quantile(0.975, freedom), 3) == printed


@pytest.mark.parametrize("chance", [0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999])
def test_one_and_two_degrees_are_as_their_closed_forms_say(chance: float) -> None:
    assert quantile(chance, 1) == pytest.approx(math.tan(math.pi * (chance - 0.5)), rel=1e-11, abs=1e-12)
    a = 4 * chance * (1 - chance)
    assert quantile(chance, 2) == pytest.approx(2 * (chance - 0.5) * math.sqrt(2 / a), rel=1e-11, abs=1e-12)


@given(st.floats(0.001, 0.999), st.integers(1, 5000))
def test_the_distribution_undoes_the_quantile(chance: float, freedom: int) -> None:
    assert distribution(quantile(chance, freedom), freedom) == pytest.approx(chance, abs=1e-11)


def test_with_many_degrees_students_t_is_the_normal_distribution() -> None:
    assert quantile(0.975, 10_000_000) == pytest.approx(Z, abs=1e-6)


@given(st.integers(1, 5000), st.data())
def test_wilsons_ends_are_the_shares_that_a_score_test_just_accepts(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    found = wilson(hits, n)
    for end in (found.low, found.high):
        if 0 < end < 1:
            assert abs(hits / n - end) / math.sqrt(end * (1 - end) / n) == pytest.approx(Z, rel=1e-6)
    assert found.holds(hits / n)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_newcombes_interval_turns_round_with_its_groups(n: int, m: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    one, other = newcombe(a, n, b, m), newcombe(b, m, a, n)
    assert (one.low, one.high) == (pytest.approx(-other.high), pytest.approx(-other.low))
    assert one.holds(a / n - b / m)


@given(st.lists(st.integers(1, 7), min_size=2, max_size=60))
def test_a_means_interval_is_that_of_its_values(values: list[int]) -> None:
    n, mean = len(values), Fraction(sum(values), len(values))
    s = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    found = student(n, sum(values), sum(value * value for value in values))
    assert found is not None
    assert found.high - float(mean) == pytest.approx(quantile(0.975, n - 1) * s / math.sqrt(n), abs=1e-9)


def test_one_value_has_a_mean_and_no_interval() -> None:
    assert student(1, 5, 25) is None


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_error_of_a_promoter_score_is_that_of_its_single_votes(plus: int, minus: int, none: int) -> None:
    votes = [100] * plus + [-100] * minus + [0] * none
    if not votes:
        return
    score, error, _ = promoters(plus, minus, len(votes))
    mean = sum(votes) / len(votes)
    assert score == pytest.approx(mean)
    assert error == pytest.approx(math.sqrt(sum((v - mean) ** 2 for v in votes)) / len(votes), abs=1e-6)


# R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (Wilson's score).
@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_intervals_are_those_that_were_published(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


# The same, 873-890, table II, method 10 (the difference of two shares).
@pytest.mark.parametrize(
    ("a", "n", "b", "m", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_newcombes_intervals_are_those_that_were_published(
    a: int, n: int, b: int, m: int, low: float, high: float
) -> None:
    found = newcombe(a, n, b, m)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, n)
