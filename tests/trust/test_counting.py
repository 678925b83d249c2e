"""The counts beside a slow computation of the same figures, straight from the rows by the words of domain part 5."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from candor.trust.counting import counts_of
from candor.trust.rows import CameOf, Case, HandOver, Issue, Kind, Path, Promise, Row, Survey, Talk, Wanted
from candor.trust.tally import NO_STEP, Counts, Tally, added, change, tallied
from candor.trust.waits import LONGEST, STEPS, quantile_of, step_of
from tests.trust.histories import BEGIN, history, segments_of

DAY = timedelta(days=1)


def counted(rows: list[Row], metric: str, today: date, path: str | None = None) -> Tally:
    parts = [part for row in rows for part in counts_of(row).items()]
    return tallied(
        tally
        for key, tally in parts
        if key.metric == metric and key.step == NO_STEP and key.ripe <= today and path in (None, key.path)
    )


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(20))
def test_counts_are_those_of_a_slow_look_at_all_rows(seed: int) -> None:
    rng = random.Random(seed)
    rows = [list(history(rng, str(number)))[-1] for number in range(300)]
    today = date(2026, 1, 1) + timedelta(days=rng.randrange(300))
    now = midnight(today)
    issues = [row for row in rows if isinstance(row, Issue) and row.repeat_of is None]
    ripe = [row for row in issues if midnight((row.last_at + 7 * DAY).date()) + DAY <= now]
    back = [row for row in ripe if row.repeated_at and row.repeated_at - row.last_at <= 7 * DAY]
    known = [row for row in ripe if row in back or row.resolved is not None]
    good = [row for row in known if row not in back and row.resolved]
    assert counted(rows, "repeat_contact", today) == Tally(len(ripe), len(back))
    assert counted(rows, "true_resolution", today) == Tally(len(known), len(good), unknown=len(ripe) - len(known))
    at_first = [row for row in good if not row.transferred]
    told = [row for row in ripe if row.transferred or row in known]
    first = counted(rows, "first_contact_resolution", today)
    assert first == Tally(len(told), len(at_first), unknown=len(ripe) - len(told))
    talks = [row for row in rows if isinstance(row, Talk) and midnight((row.last_at + DAY).date()) + DAY <= now]
    ours = [row for row in talks if not row.mandatory]
    alone = [row for row in ours if row.answered and not row.human]
    assert counted(rows, "containment", today) == Tally(len(ours), len(alone), excluded=len(talks) - len(ours))
    due = [row for row in rows if isinstance(row, Promise) and midnight(row.due_at.date()) + DAY <= now]
    stood = [row for row in due if not row.withdrawn_at]
    kept = [row for row in stood if row.kept_at and row.kept_at <= row.due_at]
    assert counted(rows, "promise_kept", today) == Tally(len(stood), len(kept), excluded=len(due) - len(stood))
    scores = [row.score for row in rows if isinstance(row, Survey) and row.kind is Kind.NPS]
    plus, minus = sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
    assert counted(rows, "nps", date(2030, 1, 1)) == Tally(len(scores), plus, minus)


@pytest.mark.parametrize("batch", range(10))
def test_changes_folded_one_by_one_are_the_counts_of_what_is_there_at_the_end(batch: int) -> None:
    """10,000 histories in all, whose events are told in a random order: late ones before early ones of others."""
    rng = random.Random(batch)
    events: list[Counts] = []
    at_end: list[Counts] = []
    for number in range(1000):
        before: Counts = {}
        for row in history(rng, str(number)):
            after = counts_of(row, segments_of(getattr(row, "customer_id", None)))
            events.append(change(before, after))
            before = after
        at_end.append(before)
    rng.shuffle(events)
    assert added(part for event in events for part in event.items()) == added(
        part for counts in at_end for part in counts.items()
    )


def issue(**given: object) -> Issue:
    row = Issue("i", "c01", "t1", "k", BEGIN, BEGIN, Path.BOT, Wanted.EXPLANATION, CameOf.EXPLAINED)
    return replace(row, **given)  # type: ignore[arg-type]


def test_a_late_repeat_contact_turns_a_resolved_issue_into_one_that_was_not() -> None:
    good, late = issue(resolved=True), issue(resolved=True, repeated_at=BEGIN + 7 * DAY)
    when = date(2026, 2, 1)
    assert counted([good], "true_resolution", when) == Tally(1, 1)
    assert counted([late], "true_resolution", when) == Tally(1, 0)
    too_late = issue(resolved=True, repeated_at=BEGIN + 7 * DAY + timedelta(seconds=1))
    assert counted([too_late], "true_resolution", when) == Tally(1, 1)


def test_an_unripe_window_is_left_out_and_not_counted_as_zero() -> None:
    row = issue(resolved=True)
    assert counted([row], "true_resolution", date(2026, 1, 8)) == Tally()
    assert counted([row], "true_resolution", date(2026, 1, 9)) == Tally(1, 1)


def test_silence_is_unknown_and_no_resolution() -> None:
    assert counted([issue()], "true_resolution", date(2026, 2, 1)) == Tally(unknown=1)


def test_harm_is_what_was_explained_away_and_later_found_to_be_wrong() -> None:
    when = date(2026, 12, 1)
    fine, open_ = issue(explained=True), issue(explained=True, disputed_at=BEGIN)
    harmed = issue(explained=True, disputed_at=BEGIN, upheld=True)
    assert counted([fine, open_, harmed], "deflection_harm", when) == Tally(2, 1, unknown=1)


def test_who_gave_up_waiting_counts_as_a_miss_and_has_no_waiting_time() -> None:
    row = HandOver("h", BEGIN, BEGIN + DAY)
    assert counted([row], "handoff_wait", date(2026, 2, 1)) == Tally(1, 0)
    assert not [key for key in counts_of(row) if key.step != NO_STEP]


def test_an_open_case_past_its_deadline_missed_its_clock() -> None:
    case = Case("d", BEGIN, BEGIN + 30 * DAY, BEGIN + 90 * DAY, acknowledged_at=BEGIN + DAY)
    assert counted([case], "dispute_clocks", date(2026, 5, 1)) == Tally(1, 0)


def test_segments_are_counted_apart_and_only_where_fairness_is_looked_at() -> None:
    found = counts_of(issue(resolved=True), ("language:es",))
    apart = [key for key in found if key.segment]
    assert {key.metric for key in apart} == {"true_resolution"}
    assert {key.segment for key in apart} == {"language:es"}


@pytest.mark.parametrize(
    "seconds", [0, 0.2, 5, 5.01, 60, 61, 299.9, 600, 601, 3600, 3601, 20_000, 90_000, 200_000, 9e9]
)
def test_a_wait_is_counted_at_the_upper_end_of_its_step(seconds: float) -> None:
    step = step_of(timedelta(seconds=min(seconds, 9e8)))
    assert step <= LONGEST
    assert step >= min(seconds, LONGEST)
    widest = next((width for upper, width in STEPS if seconds <= upper), 86400)
    assert step - seconds < widest


def test_medians_of_steps_are_those_of_the_sorted_waits() -> None:
    rng = random.Random(3)
    for _ in range(200):
        waits = [rng.randrange(0, 4000) for _ in range(rng.randint(1, 60))]
        steps = sorted(step_of(timedelta(seconds=wait)) for wait in waits)
        counts: dict[int, int] = {}
        for step in steps:
            counts[step] = counts.get(step, 0) + 1
        assert quantile_of(counts, 0.5) == steps[(len(steps) + 1) // 2 - 1]
        assert quantile_of(counts, 0.9) == steps[-(-9 * len(steps) // 10) - 1]
    assert quantile_of({}, 0.5) is None
