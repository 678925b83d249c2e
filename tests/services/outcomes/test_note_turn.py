"""What a turn comes to: rows written in the transaction that answers it, corrected by what comes later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from candor.clock import FixedClock
from candor.conversation.handing_over import HandOff
from candor.conversation.messages import Conversation, Owner
from candor.conversation.replies import Reply
from candor.services.outcomes.keep_counts import fold_all
from candor.services.outcomes.note_turn import ABOUT_LINE, CAME_OF, Ended, note_turn
from candor.services.outcomes.note_word import note_answer, note_asked, note_closed, note_decided, note_disputed
from candor.services.tools import Tools
from candor.store import Store, Transaction
from candor.trust.rows import CameOf, Issue, Path, Wanted
from tests import ours
from tests.services.house import FakeBot, guest, say, serve, talk_of, worker

EXPLAINED = (Reply("utter_explain_purchase", cites=("t1", "k1")),)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.write() as opened:
        yield opened


def turn(clock: FixedClock, talk: str = "talk", replies: tuple[Reply, ...] = EXPLAINED, **given: object) -> Ended:
    now = clock.now()
    head = Conversation(talk, "c01", None, Owner.BOT, now, now, 0, 0, None, 0)
    return replace(Ended(head, replies, "explain_charge", None, now, now), **given)  # type: ignore[arg-type]


def handed(clock: FixedClock, trigger: str, charge: str | None = "t1") -> HandOff:
    now = clock.now()
    return HandOff("h1", "talk", "m1", "c01", trigger, "soon", now, now + DAY, {"charge": charge})


def only(tx: Transaction, talk: str = "talk") -> Issue:
    (issue,) = tx.trust.issues_of(talk)
    return issue


def test_an_explained_charge_is_one_issue_however_often_it_comes_up_in_the_talk(
    tx: Transaction, clock: FixedClock
) -> None:
    note_turn(tx, turn(clock))
    clock.advance(MINUTE)
    note_turn(tx, turn(clock))
    issue, talk = only(tx), tx.trust.talk("talk")
    assert talk
    assert (issue.line_id, issue.wanted, issue.result, issue.explained) == (
        "t1",
        Wanted.EXPLANATION,
        CameOf.EXPLAINED,
        True,
    )
    assert (issue.resolved, talk.resolved) == (None, None)
    assert issue.last_at - issue.first_at == MINUTE
    assert (talk.path, talk.human, talk.answered) == (Path.BOT, False, True)


def statements(tx: Transaction, ended: Ended) -> list[str]:
    """What a turn's outcome asks the database, by the first word."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement.split(maxsplit=1)[0].lower())

    listens = (tx.trust._connection, "before_cursor_execute", hear)
    event.listen(*listens)
    note_turn(tx, ended)
    event.remove(*listens)
    return said


def test_a_turn_asks_once_and_writes_only_what_counts_otherwise_than_before(tx: Transaction, clock: FixedClock) -> None:
    assert statements(tx, turn(clock)) == ["select", "insert", "insert", "insert"]
    clock.advance(MINUTE)
    assert statements(tx, turn(clock)) == ["select", "update"]
    thanks = turn(clock, replies=(Reply("utter_thanks"),), intent="thanks")
    assert statements(tx, thanks) == ["select"]
    clock.advance(DAY)
    next_day = turn(clock, replies=(Reply("utter_thanks"),), intent="thanks")
    assert statements(tx, next_day) == ["select", "update", "insert"]


def test_small_talk_is_no_issue_and_keeps_what_came_of_the_talk(tx: Transaction, clock: FixedClock) -> None:
    note_turn(tx, turn(clock))
    note_turn(tx, turn(clock, replies=(Reply("utter_thanks"),), intent="thanks"))
    talk = tx.trust.talk("talk")
    assert talk
    assert (talk.wanted, talk.result) == (Wanted.EXPLANATION, CameOf.EXPLAINED)
    assert len(tx.trust.issues_of("talk")) == 1


@pytest.mark.parametrize(("after", "repeats"), [(2 * DAY, True), (7 * DAY, True), (7 * DAY + MINUTE, False)])
def test_the_same_charge_in_another_talk_within_a_week_corrects_what_came_of_the_first(
    after: timedelta, repeats: bool, tx: Transaction, clock: FixedClock
) -> None:
    note_turn(tx, turn(clock))
    note_answer(tx, "talk", "t1", understood=True, at=clock.now())
    clock.advance(after)
    note_turn(tx, turn(clock, "later"))
    first, second = only(tx), only(tx, "later")
    assert first.resolved is True
    assert (first.repeated_at is not None, second.repeat_of == first.id) == (repeats, repeats)


def test_a_third_contact_repeats_the_first_one(tx: Transaction, clock: FixedClock) -> None:
    for talk in ("talk", "second", "third"):
        note_turn(tx, turn(clock, talk))
        clock.advance(2 * DAY)
    assert only(tx, "second").repeat_of == only(tx, "third").repeat_of == only(tx).id


def test_another_charge_or_a_reply_we_asked_for_is_no_repeat(tx: Transaction, clock: FixedClock) -> None:
    note_turn(tx, turn(clock))
    note_asked(tx, "talk", "t1", clock.now() + 3 * DAY)
    clock.advance(DAY)
    note_turn(tx, turn(clock, "other", (Reply("utter_explain_fee", cites=("t2",)),)))
    note_turn(tx, turn(clock, "asked"))
    assert only(tx).repeated_at is None
    assert only(tx, "asked").repeat_of is None


def test_silence_of_hours_in_one_talk_and_the_charge_again_is_a_new_contact(tx: Transaction, clock: FixedClock) -> None:
    note_turn(tx, turn(clock))
    clock.advance(timedelta(hours=5))
    note_turn(tx, turn(clock))
    again, first = tx.trust.issues_of("talk")
    assert (again.repeat_of, first.repeated_at) == (first.id, again.first_at)


def test_the_answer_to_did_that_make_sense_settles_the_issue_and_the_talk(tx: Transaction, clock: FixedClock) -> None:
    note_turn(tx, turn(clock))
    clock.advance(MINUTE)
    note_answer(tx, "talk", "t1", understood=False, at=clock.now())
    assert only(tx).resolved is False
    note_answer(tx, "talk", "t1", understood=True, at=clock.now())
    talk = tx.trust.talk("talk")
    assert talk
    assert (only(tx).resolved, only(tx).assessed_at, talk.resolved) == (True, clock.now(), True)


def test_a_dispute_after_an_explanation_is_written_on_the_issue_and_so_is_how_it_ended(
    tx: Transaction, clock: FixedClock
) -> None:
    note_turn(tx, turn(clock))
    clock.advance(MINUTE)
    note_turn(tx, turn(clock, handoff=handed(clock, "dispute"), intent="dispute_charge"))
    issue = only(tx)
    assert (issue.result, issue.transferred, issue.disputed_at) == (CameOf.DISPUTED, True, clock.now())
    assert issue.assessed_at == clock.now()
    note_decided(tx, "c01", "t1", upheld=True)
    assert only(tx).upheld is True


def test_a_dispute_filed_weeks_later_is_found_on_the_first_contact(tx: Transaction, clock: FixedClock) -> None:
    note_turn(tx, turn(clock))
    clock.advance(20 * DAY)
    note_disputed(tx, "c01", "t1", clock.now())
    note_decided(tx, "c01", "t1", upheld=False)
    issue = only(tx)
    assert (issue.disputed_at, issue.upheld) == (clock.now(), False)
    note_disputed(tx, "c01", "unknown", clock.now())


@pytest.mark.parametrize(
    ("said", "came_of"),
    [
        ("utter_goodwill_terms", CameOf.CREDITED),
        ("utter_goodwill_terms_correction", CameOf.CORRECTED),
        ("utter_goodwill_person_may", CameOf.REFUSED),
        ("utter_dispute_filed", CameOf.DISPUTED),
    ],
)
def test_a_credit_a_no_and_a_dispute_are_what_came_of_their_charge(
    said: str, came_of: CameOf, tx: Transaction, clock: FixedClock
) -> None:
    note_turn(tx, turn(clock, replies=(Reply("utter_goodwill_fee"), Reply(said, cites=("t1", "d1"))), intent="affirm"))
    issue, talk = only(tx), tx.trust.talk("talk")
    assert talk
    assert (issue.line_id, issue.result, talk.result) == ("t1", came_of, came_of)


def test_every_word_that_tells_what_came_of_a_turn_is_one_that_we_say() -> None:
    said = ours.wording()
    for name in {*CAME_OF, *ABOUT_LINE}:
        assert said.placeholders(name) is not None


def test_our_own_mistake_was_not_explained_away(tx: Transaction, clock: FixedClock) -> None:
    replies = (Reply("utter_explain_late_fee", cites=("t1",)), Reply("utter_correction_opened", cites=("t1", "x")))
    note_turn(tx, turn(clock, replies=replies))
    issue = only(tx)
    assert (issue.explained, issue.result, issue.cause) == (False, CameOf.CORRECTED, "our_mistake")


def test_fraud_is_for_a_person_by_policy_and_a_failing_bot_left_the_message_unanswered(
    tx: Transaction, clock: FixedClock
) -> None:
    note_turn(tx, turn(clock, "fraud", (), handoff=handed(clock, "fraud")))
    note_turn(tx, turn(clock, "down", (), handoff=handed(clock, "bot_down", None)))
    fraud, down = tx.trust.talk("fraud"), tx.trust.talk("down")
    assert fraud
    assert down
    assert (fraud.mandatory, fraud.human, fraud.wanted) == (True, True, Wanted.FRAUD)
    assert (down.answered, down.human, down.mandatory) == (False, True, False)
    assert tx.trust.issues_of("down") == []


def test_a_person_who_took_over_makes_the_path_both_and_closes_with_an_outcome(
    tx: Transaction, clock: FixedClock
) -> None:
    note_turn(tx, turn(clock))
    with_person = turn(clock)
    head = replace(with_person.conversation, owner=Owner.PERSON)
    note_turn(tx, replace(with_person, conversation=head))
    note_closed(tx, "talk", resolved=True, cause="policy")
    talk = tx.trust.talk("talk")
    assert talk
    assert (talk.path, talk.human, talk.resolved, talk.result) == (Path.BOTH, True, True, CameOf.CLOSED)
    assert (only(tx).path, only(tx).resolved, only(tx).cause) == (Path.BOTH, True, "policy")


def test_a_guest_has_a_talk_and_no_issue(tx: Transaction, clock: FixedClock) -> None:
    made = turn(clock)
    head = replace(made.conversation, customer_id=None, guest_session_id="g")
    note_turn(tx, replace(made, conversation=head))
    assert tx.trust.talk("talk")
    assert tx.trust.issues_of("talk") == []


async def test_the_turn_that_answers_writes_the_outcome(tools: Tools, clock: FixedClock) -> None:
    visitor = guest(tools)
    talk = talk_of(tools, visitor)
    say(tools, visitor, talk, "hello")
    await serve(worker(tools, FakeBot()))
    with tools.store.read() as tx:
        row = tx.trust.talk(talk)
    assert row
    assert (row.first_at, row.path, row.answered) == (clock.now(), Path.BOT, True)
    assert fold_all(tools.store, clock) == 1
