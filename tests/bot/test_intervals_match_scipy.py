"""The intervals of the trust board beside scipy's. It is here because scipy lives in the bot's environment."""

import numpy as np
import pytest
from scipy import stats

from candor.trust.intervals import student, wilson
from candor.trust.student import distribution, quantile


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 9, 29, 99, 399, 4999, 100_000])
def test_quantiles_of_students_t_are_scipys(freedom: int) -> None:
    for chance in np.linspace(0.0005, 0.9995, 199):
        ours, theirs = quantile(float(chance), freedom), stats.t.ppf(chance, freedom)
        # scipy's own is off by 1e-9 in the far tail of one degree, where the closed form is known (tests/trust).
        assert ours == pytest.approx(theirs, rel=1e-7, abs=1e-9)
        assert distribution(ours, freedom) == pytest.approx(stats.t.cdf(ours, freedom), abs=1e-9)


def test_wilsons_intervals_are_scipys() -> None:
    rng = np.random.default_rng(8)
    for n in [1, 2, 10, 880, *rng.integers(1, 100_000, 100)]:
        for hits in {0, int(n), int(rng.integers(0, n + 1))}:
            theirs = stats.binomtest(hits, int(n)).proportion_ci(0.95, method="wilson")
            ours = wilson(hits, int(n))
            assert (ours.low, ours.high) == (
                pytest.approx(theirs.low, abs=1e-10),
                pytest.approx(theirs.high, abs=1e-10),
            )


def test_intervals_of_means_are_scipys() -> None:
    rng = np.random.default_rng(9)
    for n in (2, 3, 10, 100, 1000):
        values = [int(value) for value in rng.integers(1, 8, n)]
        ours = student(n, sum(values), sum(value * value for value in values))
        if len(set(values)) == 1:
            continue
        theirs = stats.t.interval(0.95, n - 1, loc=np.mean(values), scale=stats.sem(values))
        assert ours is not None
        assert (ours.low, ours.high) == (pytest.approx(theirs[0], rel=1e-9), pytest.approx(theirs[1], rel=1e-9))
