"""Outcome rows, their outbox and the counts: folding as it comes is the same as counting anew."""

import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from candor.clock import FixedClock
from candor.conversation.handing_over import HandOff
from candor.conversation.outcomes import Outcome, Result, WantedOutcome
from candor.errors import CountingElsewhere
from candor.services.outcomes.keep_counts import fold, fold_all, rebuild
from candor.store import Store, Transaction
from candor.store.trust.folding import by_month
from candor.store.trust.outbox import Counted
from candor.trust.counting import counts_of
from candor.trust.rows import Issue, Path, Reaction, Row, Shop, Survey, Talk
from candor.trust.tally import Counts, Key, Tally, added
from tests.store.talks import NOON, ask, begin
from tests.trust.histories import history, segments_of

KEPT = (Issue, Talk, Survey, Reaction, Shop)
# Ten thousand by hand, now and then: CANDOR_HISTORIES=10000. Few in every run, since each is some writes on two stores.
HISTORIES = int(os.environ.get("CANDOR_HISTORIES") or 400)


def put(tx: Transaction, row: Row, before: Row | None) -> None:
    match row:
        case Issue():
            tx.trust.put_issue(row, before)  # type: ignore[arg-type]
        case Talk():
            tx.trust.put_talk(row, before)  # type: ignore[arg-type]
        case Survey() if before is None:
            tx.trust.add_survey(row, conversation_id=f"k-{row.id}")
        case Shop() if before is None:
            tx.trust.add_shop(row, "run", "shopper", 1)
        case Reaction() if before is None:
            tx.trust.add_reaction(replace(row, first_code=None, second_code=None), "complaint", None)
        case Reaction():
            for code, by in ((row.first_code, "ann"), (row.second_code, "bob")):
                if code:
                    tx.trust.code_reaction(row.id, code, by)


def in_store(store: Store) -> Counts:
    with store.read() as tx:
        counts = tx.folding.everything()
        assert tx.folding.months() == by_month(counts)
        return counts


def test_folding_late_changes_is_the_same_as_counting_anew_and_as_the_rows_themselves(
    store: Store, clock: FixedClock
) -> None:
    rng = random.Random(4)
    events: list[tuple[float, str, Row]] = []
    with store.write() as tx:
        for number in range(20):
            for segment in segments_of(f"c{number:02}"):
                tx.trust.put_segment(f"c{number:02}", *segment.split(":"))
    for number in range(HISTORIES):
        states = [row for row in history(rng, f"r{number}") if isinstance(row, KEPT)]
        places = sorted(rng.random() for _ in states)
        events += [(place, row.id, row) for place, row in zip(places, states, strict=True)]
    newest: dict[str, Row] = {}
    events.sort(key=lambda event: event[0])
    while events:
        # Several in one transaction, then some are folded and some wait: a late change may come before or after.
        with store.write() as tx:
            for _, row_id, row in [events.pop(0) for _ in range(min(len(events), rng.randint(1, 20)))]:
                put(tx, row, newest.get(row_id))
                newest[row_id] = row
        if rng.random() < 0.5:
            fold(store, clock, limit=rng.randint(1, 50))
    fold_all(store, clock)
    folded = in_store(store)
    plain = [row for row in newest.values() if not isinstance(row, Reaction)]
    by_hand = added(p for row in plain for p in counts_of(row, segments_of(getattr(row, "customer_id", None))).items())
    assert {key: tally for key, tally in folded.items() if key.metric != "not_right_first_time"} == by_hand
    told: list[tuple[int, int]] = []
    assert rebuild(store, clock, lambda done, of: told.append((done, of))) == len(newest)
    assert told[-1] == (len(newest), len(newest))
    assert in_store(store) == folded
    assert fold_all(store, clock) == 0


def issue(**given: object) -> Issue:
    row = next(r for n in range(99) for r in history(random.Random(n), "i1") if isinstance(r, Issue))
    return replace(row, repeat_of=None, resolved=None, repeated_at=None, **given)  # type: ignore[arg-type]


def test_a_change_told_twice_counts_once(store: Store, clock: FixedClock) -> None:
    with store.write() as tx:
        tx.trust.put_issue(issue(), None)
    fold_all(store, clock)
    once = in_store(store)
    with store.write() as tx:
        tx.counted.changed(Counted.ISSUE, "i1")
        tx.counted.changed(Counted.ISSUE, "i1")
    assert fold_all(store, clock) == 2
    assert in_store(store) == once


def test_a_change_while_the_counts_are_made_anew_waits_and_is_folded_upon_them(store: Store, clock: FixedClock) -> None:
    with store.write() as tx:
        tx.trust.put_issue(issue(), None)
    fold_all(store, clock)

    def meanwhile(done: int, of: int) -> None:
        with store.write() as tx:
            before = tx.trust.issue("i1")
            assert before
            tx.trust.put_issue(replace(before, resolved=True), before)
        assert fold(store, clock) == 0

    rebuild(store, clock, meanwhile)
    with store.read() as tx:
        now = tx.trust.issue("i1")
    assert now
    assert in_store(store) == counts_of(now, ())


def test_only_one_counts_anew_and_one_that_died_gives_way(store: Store, clock: FixedClock) -> None:
    with store.write() as tx:
        tx.trust.put_issue(issue(), None)
        tx.folding.begin_rebuild("another", clock.now(), clock.now() + timedelta(minutes=5))
    with pytest.raises(CountingElsewhere):
        rebuild(store, clock)
    clock.advance(timedelta(minutes=6))
    assert rebuild(store, clock) == 1


def test_hand_overs_promises_and_answers_count_from_the_transaction_that_writes_them(
    store: Store, clock: FixedClock
) -> None:
    with store.write() as tx:
        begin(tx)
        message = ask(tx, "talk")
        context = {"assurance": "guest", "charge": None, "story": []}
        due = NOON + timedelta(hours=2)
        handoff = HandOff("h1", "talk", message.id, None, "person", "soon", NOON, due, context)
        tx.handoffs.add(handoff, "p1", "a person answers")
        tx.outcomes.add(Outcome("o1", "talk", message.id, None, WantedOutcome.EXPLANATION, Result.UNDERSTOOD, NOON))
    fold_all(store, clock)
    kept = Key(NOON.date(), NOON.date() + timedelta(days=1), "promise_kept", "bot")
    assert in_store(store)[kept] == Tally(1, 0)
    assert in_store(store)[Key(NOON.date(), NOON.date(), "explanation_understood", "bot")] == Tally(1, 1)
    with store.write() as tx:
        promise = tx.promises.of_handoff("h1")
        assert promise
        assert promise.is_broken(due + timedelta(seconds=1))
        assert tx.promises.keep("p1", due)
        assert not tx.promises.keep("p1", due)
        assert not tx.promises.withdraw("p1", due)
    fold_all(store, clock)
    assert in_store(store)[kept] == Tally(1, 1)


def test_what_two_coders_say_counts_only_when_they_agree_and_neither_codes_twice(
    store: Store, clock: FixedClock
) -> None:
    with store.write() as tx:
        tx.trust.add_reaction(Reaction("r1", NOON, Path.BOT), "complaint", None)
        assert tx.trust.code_reaction("r1", "poor_first_service", "ann")
        assert not tx.trust.code_reaction("r1", "poor_first_service", "ann")
        assert tx.trust.uncoded("ann") == []
        (seen,) = tx.trust.uncoded("bob")
        assert "first_code" not in seen
        assert tx.trust.code_reaction("r1", "poor_first_service", "bob")
        assert not tx.trust.code_reaction("r1", "policy", "eve")
    fold_all(store, clock)
    assert list(in_store(store).values()) == [Tally(1, 1)]


def test_looks_give_what_is_ripe_by_day_by_segment_and_by_wait(store: Store, clock: FixedClock) -> None:
    at = datetime(2026, 5, 1, 10, tzinfo=UTC)
    row = issue(first_at=at, last_at=at, customer_id="c1", assessed_at=at + timedelta(seconds=61))
    with store.write() as tx:
        tx.trust.put_segment("c1", "language", "es")
        tx.trust.put_issue(replace(row, resolved=True), None)
        tx.counts.put_figure(date(2026, 5, 1), "goodwill_budget", "budget", cents=1)
        tx.counts.put_figure(date(2026, 5, 1), "goodwill_budget", "budget", cents=1_500_000)
    fold_all(store, clock)
    since, until = date(2026, 5, 1), date(2026, 6, 1)
    with store.read() as tx:
        early = {metric for metric, *_ in tx.counts.by_month(since, until, date(2026, 5, 8))}
        ripe = {metric: tally for metric, _, _, tally in tx.counts.by_month(since, until, date(2026, 5, 9))}
        assert "true_resolution" not in early
        assert ripe["true_resolution"] == Tally(1, 1)
        assert tx.counts.unripe(since, until, date(2026, 5, 8))["true_resolution"] == 1
        assert tx.counts.unripe(since, until, date(2026, 4, 30))["true_resolution"] == 1
        later = [tally for metric, *_, tally in tx.counts.by_month(since, until, date(2026, 7, 1)) if metric == "csat"]
        assert later == []
        assert tx.counts.waits(since, until) == {"time_to_assessment": {75: 1}}
        assert tx.counts.by_segment(since, until, date(2026, 6, 1))["true_resolution"] == {"language:es": Tally(1, 1)}
        assert tx.counts.figures(since, until) == [(since, "goodwill_budget", "budget", 0, 0, 1_500_000)]
        assert tx.counts.first_day() == since
