"""The worked examples of domain part 5, to the printed digit. A figure is printed half up, as people round."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from candor.trust.counting import counts_of
from candor.trust.fairness import Verdict, gap_between
from candor.trust.measuring import difference, if_unknown_were_known, mean, net_promoters, part_of_budget, retained
from candor.trust.metrics import METRICS
from candor.trust.rows import Case, Shop
from candor.trust.tally import Tally, tallied

SHARES = [
    ("containment", 704, 880, 80.0, 77.2, 82.5),
    ("true_resolution", 608, 800, 76.0, 72.9, 78.8),
    ("first_contact_resolution", 540, 750, 72.0, 68.7, 75.1),
    ("repeat_contact", 120, 800, 15.0, 12.7, 17.6),
    ("time_to_assessment", 450, 500, 90.0, 87.1, 92.3),
    ("explanation_understood", 270, 300, 90.0, 86.1, 92.9),
    ("csat", 232, 290, 80.0, 75.0, 84.2),
    ("promise_kept", 475, 500, 95.0, 92.7, 96.6),
    ("handoff_wait", 171, 190, 90.0, 84.9, 93.5),
    ("context_completeness", 152, 190, 80.0, 73.7, 85.1),
    ("not_right_first_time", 36, 90, 40.0, 30.5, 50.3),
    ("dispute_clocks", 200, 200, 100.0, 98.1, 100.0),
]


def printed(value: float) -> float:
    return float(Decimal(repr(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize(("metric", "hits", "n", "value", "low", "high"), SHARES)
def test_shares_are_as_printed(metric: str, hits: int, n: int, value: float, low: float, high: float) -> None:
    figure = METRICS[metric].figure(Tally(n, hits))
    assert figure.value is not None
    assert figure.interval is not None
    assert (printed(figure.value), printed(figure.interval.low), printed(figure.interval.high)) == (value, low, high)


def test_the_promoter_score_is_as_printed() -> None:
    figure = net_promoters(Tally(400, hits=200, against=80))
    assert figure.value is not None
    assert figure.interval is not None
    assert printed(figure.value) == 30.0
    assert printed((figure.interval.high - figure.value) / 1.96) == 3.9
    assert (printed(figure.interval.low), printed(figure.interval.high)) == (22.3, 37.7)


def of_scores(scores: Sequence[int]) -> Tally:
    return Tally(len(scores), total=sum(scores), squares=sum(score * score for score in scores))


def test_the_effort_score_is_as_printed() -> None:
    # A hundred answers with a mean of 5.84 and a standard deviation of 1.36.
    figure = mean(of_scores([7] * 38 + [6] * 32 + [5] * 19 + [4] * 5 + [3] * 2 + [2] * 1 + [1] * 3))
    assert figure.value == 5.84
    assert figure.interval is not None
    assert round(figure.interval.high - figure.value, 2) == 0.27


def test_churn_is_as_printed() -> None:
    churn = METRICS["csat"].figure(Tally(1200, 24))
    assert churn.value == 2.0
    assert churn.interval is not None
    assert (printed(churn.interval.low), printed(churn.interval.high)) == (1.3, 3.0)
    beside = difference(Tally(1200, 24), Tally(1500, 45))
    assert beside.value == pytest.approx(-1.0)
    assert beside.interval is not None
    assert (printed(beside.interval.low), printed(beside.interval.high)) == (-2.2, 0.2)


def test_goodwill_against_its_budget_is_as_printed_and_has_no_interval() -> None:
    figure = part_of_budget(1_240_000, 1_500_000)
    assert figure.value is not None
    assert (printed(figure.value), figure.interval) == (82.7, None)


def test_goodwill_against_revenue_kept_is_as_printed() -> None:
    stayed, control = Tally(400, 392), Tally(400, 372)
    uplift = difference(stayed, control)
    assert uplift.value == pytest.approx(5.0)
    assert uplift.interval is not None
    assert (printed(uplift.interval.low), printed(uplift.interval.high)) == (2.2, 8.1)
    kept = retained(stayed, control, 60_000, 1_160_000)
    assert kept.value == pytest.approx(1_200_000 / 1_160_000)
    assert round(kept.value or 0, 2) == 1.03


def test_the_fairness_gap_is_as_printed_and_is_watched() -> None:
    found = gap_between("language:en", Tally(240, 180), "language:es", Tally(200, 138))
    assert found.gap.value == pytest.approx(6.0)
    assert found.gap.interval is not None
    assert (printed(found.gap.interval.low), printed(found.gap.interval.high)) == (-2.4, 14.4)
    assert round(found.ratio or 0, 2) == 0.92
    assert found.verdict is Verdict.WATCH


def test_a_sure_gap_of_five_points_and_four_fifths_are_alerts() -> None:
    assert gap_between("a:1", Tally(20_000, 18_000), "a:2", Tally(20_000, 17_000)).verdict is Verdict.ALERT
    assert gap_between("a:1", Tally(20_000, 18_000), "a:2", Tally(20_000, 17_001)).verdict is Verdict.FINE
    assert gap_between("a:1", Tally(10, 10), "a:2", Tally(10, 7)).verdict is Verdict.ALERT
    assert gap_between("a:1", Tally(10, 10), "a:2", Tally(0, 0)).verdict is Verdict.UNKNOWN


def test_the_days_left_of_a_clock_are_as_printed() -> None:
    notice = datetime(2025, 4, 28, 12, tzinfo=UTC)
    days = timedelta(days=1)
    case = Case("d", notice, notice + 30 * days, notice + 73 * days, notice + 3 * days, notice + 31 * days)
    (counted,) = counts_of(case).values()
    assert (counted.n, counted.hits, counted.total) == (1, 1, 42)


def test_mystery_shopping_is_as_printed() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    points = [78, 80, 83, 84, 87, 88, 89, 91, 94, 96]
    counted = tallied(t for n, p in enumerate(points) for t in counts_of(Shop(str(n), at, p, 100)).values())
    figure = METRICS["mystery_shopping"].figure(counted)
    assert figure.value == 87.0
    assert figure.interval is not None
    assert printed(figure.interval.high - 87.0) == 4.2


def test_what_is_unknown_is_beside_the_figure_and_not_in_it() -> None:
    tally = Tally(80, 60, unknown=20)
    assert METRICS["true_resolution"].figure(tally).value == 75.0
    hidden = if_unknown_were_known(tally)
    assert hidden is not None
    assert (hidden.low, hidden.high) == (60.0, 80.0)


@pytest.mark.parametrize("metric", [one for one in METRICS.values() if one.counted])
def test_a_month_without_rows_has_no_figure(metric: object) -> None:
    figure = METRICS[metric.id].figure(Tally(unknown=7))  # type: ignore[attr-defined]
    assert (figure.value, figure.interval, figure.n) == (None, None, 0)


def test_there_are_the_twenty_metrics_of_the_specification_and_the_harm_of_deflection() -> None:
    assert len(METRICS) == 21
    assert {name for name, *_ in SHARES} < METRICS.keys()
    assert all(len(one.numerator) > 5 and one.denominator and one.exclusions and one.ripe for one in METRICS.values())
