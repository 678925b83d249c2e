"""From a row to what it counts for. A row that changes later gives other counts: the difference corrects the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from candor.trust.rows import Answer, Case, HandOver, Issue, Kind, Path, Promise, Reaction, Row, Shop, Survey, Talk
from candor.trust.tally import Counts, Key, Tally, added
from candor.trust.waits import first_of_month, step_of

REPEAT_WITHIN = timedelta(days=7)
TALK_RESTS_AFTER = timedelta(hours=24)
ASSESSED_WITHIN = timedelta(minutes=5)
# 60 days to say that a charge is wrong, 90 to decide it (12 CFR 1026.13(b), (c)).
HARM_SHOWS_WITHIN = timedelta(days=150)
POOR_SERVICE = "poor_first_service"
FULL = 10_000
"""A mystery shop's share of points is counted in basis points."""

FAIR = ("containment", "true_resolution", "explanation_understood", "csat")
"""What is looked at for fairness gaps."""

Part = tuple[Key, Tally]


def counts_of(row: Row, segments: Sequence[str] = ()) -> Counts:
    """What the row counts for. `segments` are the fairness segments of its customer, from their own table."""
    parts = list(_parts(row))
    own = [part for part in parts if part[0].metric in FAIR]
    apart = [(key._replace(segment=name, path="all"), tally) for key, tally in own for name in segments]
    return added([*parts, *apart])


def _parts(row: Row) -> Iterator[Part]:
    match row:
        case Talk():
            yield from _of_talk(row)
        case Issue():
            yield from _of_issue(row)
        case Answer():
            yield _key("explanation_understood", row.at, row.at, Path.BOT), _share(row.understood)
        case Survey():
            yield from _of_survey(row)
        case Promise():
            yield from _of_promise(row)
        case HandOver():
            yield from _of_hand_over(row)
        case Reaction():
            yield _key("not_right_first_time", row.at, row.at, row.path), _coded(row)
        case Case():
            yield from _of_case(row)
        case Shop():
            points = FULL * row.points // row.possible
            yield _key("mystery_shopping", row.at, row.at, Path.BOT), Tally(1, total=points, squares=points**2)


def _of_talk(talk: Talk) -> Iterator[Part]:
    counted = Tally(excluded=1) if talk.mandatory else _share(talk.answered and not talk.human)
    yield _key("containment", talk.first_at, talk.last_at + TALK_RESTS_AFTER, talk.path), counted


def _of_issue(issue: Issue) -> Iterator[Part]:
    if issue.repeat_of is not None:
        # A contact that repeats an issue is told by that issue's own row: one matter counts once.
        return
    ripe = issue.last_at + REPEAT_WITHIN
    repeated = issue.repeated_at is not None and issue.repeated_at <= ripe
    resolved = False if repeated else issue.resolved
    yield _key("true_resolution", issue.first_at, ripe, issue.path), _share(resolved)
    at_first = False if issue.transferred else resolved
    yield _key("first_contact_resolution", issue.first_at, ripe, issue.path), _share(at_first)
    yield _key("repeat_contact", issue.first_at, ripe, issue.path), _share(repeated)
    yield from _of_assessment(issue)
    if issue.explained and not issue.transferred:
        upheld = issue.upheld if issue.disputed_at else False
        ripe = issue.first_at + HARM_SHOWS_WITHIN
        yield _key("deflection_harm", issue.first_at, ripe, issue.path), _share(upheld)


def _of_assessment(issue: Issue) -> Iterator[Part]:
    if issue.assessed_at is None:
        yield _key("time_to_assessment", issue.first_at, issue.first_at, issue.path), Tally(unknown=1)
        return
    took = issue.assessed_at - issue.first_at
    counted = _share(took <= ASSESSED_WITHIN)
    yield from _waited("time_to_assessment", issue.first_at, issue.first_at, issue.path, took, counted)


def _of_survey(survey: Survey) -> Iterator[Part]:
    score = survey.score
    match survey.kind:
        case Kind.CSAT:
            yield _key("csat", survey.at, survey.at, survey.path), _share(score >= 4)
        case Kind.EFFORT:
            yield _key("effort", survey.at, survey.at, survey.path), Tally(1, total=score, squares=score * score)
        case Kind.NPS:
            counted = Tally(1, hits=int(score >= 9), against=int(score <= 6))
            yield _key("nps", survey.at, survey.at, survey.path), counted


def _of_promise(promise: Promise) -> Iterator[Part]:
    kept = promise.kept_at is not None and promise.kept_at <= promise.due_at
    counted = Tally(excluded=1) if promise.withdrawn_at else _share(kept)
    yield _key("promise_kept", promise.made_at, promise.due_at, promise.path), counted


def _of_hand_over(row: HandOver) -> Iterator[Part]:
    in_time = _share(row.joined_at is not None and row.joined_at <= row.due_at)
    asked, due = row.requested_at, row.due_at
    if row.joined_at is None:
        yield _key("handoff_wait", asked, due, Path.BOTH), in_time
    else:
        yield from _waited("handoff_wait", asked, due, Path.BOTH, row.joined_at - asked, in_time)
    whole = None if row.complete is None else row.complete and not row.asked_again
    yield _key("context_completeness", asked, due, Path.BOTH), _share(whole)


def _of_case(case: Case) -> Iterator[Part]:
    acknowledged = case.acknowledged_at is not None and case.acknowledged_at <= case.ack_due
    resolved = case.resolved_at is not None and case.resolved_at <= case.resolve_due
    margin = 0 if case.resolved_at is None else (case.resolve_due - case.resolved_at).days
    counted = Tally(1, hits=int(acknowledged and resolved), total=margin, squares=margin * margin)
    yield _key("dispute_clocks", case.notice_at, case.resolve_due, Path.BOTH), counted


def _coded(row: Reaction) -> Tally:
    """Known only where both coders say the same."""
    agreed = row.first_code if row.first_code == row.second_code else None
    return _share(None if agreed is None else agreed == POOR_SERVICE)


def _waited(metric: str, at: datetime, ripe: datetime, path: Path, took: timedelta, counted: Tally) -> Iterator[Part]:
    """The share in time, and the wait itself under its step of the month, for median and p90."""
    yield _key(metric, at, ripe, path), counted
    month = first_of_month(_day(at))
    yield Key(month, month, metric, path.value, step=step_of(took)), Tally(1)


def _key(metric: str, at: datetime, ripe: datetime, path: Path) -> Key:
    """A count is published from the first full day after it is ripe: never a moment too early."""
    instant = ripe <= at
    return Key(_day(at), _day(at) if instant else _day(ripe) + timedelta(days=1), metric, path.value)


def _share(yes: bool | None) -> Tally:
    return Tally(unknown=1) if yes is None else Tally(1, hits=int(yes))


def _day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()
