"""Erasing a customer: no word of theirs is left anywhere, money and counts are, and what the law holds goes later."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from candor.billing.invariants import check
from candor.clock import FixedClock
from candor.conversation.context import TurnContext
from candor.conversation.labels import LabelKind
from candor.conversation.mail import Mail, MailState
from candor.conversation.messages import Message, Sender, ShownChoice
from candor.disputes.reasons import Reason
from candor.errors import LeaseLost, NotYours
from candor.services.clocks.run_due import run_due
from candor.services.disputes.cabinet import Cabinet
from candor.services.disputes.clock_work import send_letter
from candor.services.disputes.letters import AFTER_THE_TALK, SEND
from candor.services.people.erase_customer import ERASE, Places, erase_customer, erase_rest
from candor.services.people.hand_off import hand_off
from candor.services.studio.correct import Lesson, note_test, teach
from candor.services.studio.gather import gather
from candor.services.studio.label_turn import label_turn
from candor.services.tools import Tools
from candor.store.dispute_files import DisputeFile
from candor.training.nlu_files import NluFiles
from tests.services.disputes.cases import begun, filed
from tests.services.serving import BOOK, NOW, talk_of, tools_on
from tests.services.studio.turns import answered, guest_talk
from tests.training.test_nlu_files import FEES

SECRET = "zebrafinch"
HOUR = timedelta(hours=1)
TWO_YEARS = timedelta(days=731)


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock):
    made = tools_on(data_folder, clock)
    yield made
    made.store.close()


@pytest.fixture
def places(tmp_path: Path, data_folder: Path) -> Places:
    project = tmp_path / "project"
    (project / "data" / "nlu").mkdir(parents=True)
    (project / "data" / "nlu" / "fees.yml").write_text(FEES)
    (project / "tests" / "conversations").mkdir(parents=True)
    (data_folder / "mail").mkdir()
    return Places(project, data_folder, data_folder / "files")


@pytest.fixture
def talk(tools: Tools, clock: FixedClock, places: Places) -> TurnContext:
    """A talk of Ada Hill's with a trace in everything that keeps words."""
    begun = talk_of(tools, clock, "c01")
    context = begun.says(f"{SECRET} is what Ada said")
    with tools.store.write() as tx:
        message = answered(tx, "talk", f"{SECRET} fee", "nlu_fallback", at=NOW)
        tx.messages.rewrite(f"{message}-r", f"Ada, your {SECRET}")
        seq = tx.conversations.next_seq("talk", NOW)
        choice = ShownChoice("choice", "talk", "asked", 0, SECRET, "explain_charge", {"x": SECRET})
        tx.messages.add(Message("asked", "talk", seq, Sender.BOT, SECRET, NOW), [choice])
        tx.conversations.keep_tracker("talk", f'[{{"event": "{SECRET}"}}]', 0)
        wish = {"conversation_id": "talk", "message_id": message, "trigger": "person", "context": {"said": SECRET}}
        hand_off(tx, tools.handoff_policy, NOW, **wish)
        tx.desk.add_note("talk", "note-1", "dana", "Dana", f"{SECRET} again", NOW)
        label_turn(tx, NOW, message_id=message, kind=LabelKind.MISROUTED, by="staff:d", reason=SECRET)
        mail = Mail("mail-1", "talk", 1, "ada@example.com", SECRET, SECRET, NOW, MailState.SENT, NOW)
        tx.mails.add(mail)
        note_test(tx, "staff:t", NOW, conversation_id="talk", file="tests/conversations/hers.yml")
    (places.data / "mail" / "mail-1.eml").write_text(SECRET)
    (places.project / "tests" / "conversations" / "hers.yml").write_text(SECRET)
    gather(tools)
    files = NluFiles(places.project / "data" / "nlu")
    lesson = [Lesson("explain_fee", f"{SECRET} fee")]
    teach(tools, files, message_ids=[message], lessons=lesson, vouched=True, by="staff:t", seen={})
    return context


def left(tools: Tools, places: Places, word: str) -> list[str]:
    """Where a word still stands, in rows and files."""
    with closing(sqlite3.connect(tools.store.url.removeprefix("sqlite:///"))) as database:
        rows = [line for line in database.iterdump() if word in line]
    folders = [places.project, places.data / "mail"]
    files = [path for at in folders for path in at.rglob("*") if path.is_file() and word in path.read_text()]
    return rows + [str(path) for path in files]


def test_no_word_name_or_address_is_left_in_any_row_or_file(tools, places, talk):
    assert len(left(tools, places, SECRET)) > 10
    erased = erase_customer(tools, places, "c01")
    for word in (SECRET, "Ada", "ada@example.com", "'c01'", '"c01"', "4471"):
        assert left(tools, places, word) == [], word
    assert erased.files == {"taught sentences": 2, "mails": 1, "papers": 0}
    assert erased.retrain
    assert (places.project / "data" / "nlu" / "fees.yml").read_text() == FEES


def test_the_words_are_not_in_the_bytes_of_the_database_either(tools, places, talk):
    erase_customer(tools, places, "c01")
    assert tools.store.compact()
    for path in places.data.glob("candor.db*"):
        assert SECRET.encode() not in path.read_bytes(), path.name


def test_the_money_stays_to_the_cent_under_a_number_that_leads_to_nobody(tools, places, talk):
    erased = erase_customer(tools, places, "c01")
    assert erased.number.startswith("erased-")
    with tools.store.read() as tx:
        book = tx.ledger.book(erased.number)
        with pytest.raises(NotYours):
            tx.ledger.customer("c01")
    assert {(line.id, line.amount) for line in book.lines} == {(line.id, line.amount) for line in BOOK.lines}
    assert check(book) == check(BOOK)
    assert (book.customer.name, book.customer.email, book.cards[0].holder) == ("", "", "")


def test_what_was_counted_stays_and_the_trail_says_who_erased(tools, places, talk):
    erased = erase_customer(tools, places, "c01", by="console")
    with tools.store.read() as tx:
        assert len(tx.handoffs.of_customer(erased.number)) == 1
        acts = [(row["actor"], row["act"]) for row in tx.trail.of(erased.number)]
    assert ("console", "customer_erased") in acts


def test_another_s_words_stay_and_take_the_lead_of_the_group(tools, places, talk, clock):
    with tools.store.write() as tx:
        other = answered(tx, guest_talk(tx, "other"), f"{SECRET} of another", "nlu_fallback", at=NOW + HOUR)
        third = answered(tx, guest_talk(tx, "third"), "third", "nlu_fallback", at=NOW + 2 * HOUR)
    clock.advance(3 * HOUR)
    gather(tools)
    with tools.store.write() as tx:
        mine = next(one for one, _ in tx.studio.ungrouped(10) if one.startswith("talk-"))
        tx.studio.group({mine: mine, other: mine, third: mine})
    erase_customer(tools, places, "c01")
    with tools.store.read() as tx:
        assert [(group.id, group.open) for group in tx.studio.open_groups(10)] == [(other, 2)]
        assert {turn.message_id for turn in tx.studio.turns_in(other)} == {other, third}
        assert tx.messages.get(other).text == f"{SECRET} of another"


def test_a_person_who_was_owed_is_no_longer_and_nobody_waits_in_the_queue(tools, places, talk):
    with tools.store.read() as tx:
        before = tx.desk.number()
    erased = erase_customer(tools, places, "c01")
    with tools.store.read() as tx:
        assert tx.handoffs.queue(NOW, None, 10, 0) == []
        assert tx.promises.open_of(erased.number) == []
        assert tx.desk.number() > before


def test_a_turn_under_way_can_no_longer_write_into_the_talk(tools, places, talk):
    with tools.store.read() as tx:
        lease = tx.leases.current("talk")
    erase_customer(tools, places, "c01")
    with pytest.raises(LeaseLost), tools.store.write() as tx:
        tx.leases.extend(lease, NOW + HOUR)


def test_erasing_twice_changes_nothing_more_and_a_stranger_can_not_be_erased(tools, places, talk):
    number = erase_customer(tools, places, "c01").number
    assert erase_customer(tools, places, number).number == number
    with pytest.raises(NotYours):
        erase_customer(tools, places, "nobody")


def test_while_a_case_is_open_its_papers_and_the_name_on_its_letters_stay_and_all_else_goes(tools, places, talk, clock):
    case = filed(tools, reason=Reason.NOT_RECEIVED)
    erased = erase_customer(tools, places, "c01")
    assert erased.held == (case.id,)
    assert erased.number == "c01"
    assert left(tools, places, SECRET) == []
    clock.advance(AFTER_THE_TALK)
    run_due(tools, {SEND: send_letter})
    with tools.store.read() as tx:
        assert tx.ledger.customer("c01").name == "Ada Hill"
        assert tx.disputes.letters(case.id)[0].facts["customer"] == "Ada Hill"


def test_what_the_law_holds_goes_by_itself_when_its_time_has_come(tools, places, talk, clock):
    filed(tools, reason=Reason.NOT_RECEIVED)
    erase_customer(tools, places, "c01")
    clock.advance(AFTER_THE_TALK)
    run_due(tools, {SEND: send_letter})
    with tools.store.write() as tx:
        tx._connection.exec_driver_sql("update disputes set state = 'withdrawn'")
    take = {ERASE: erase_rest(places)}
    clock.advance(timedelta(days=31))
    run_due(tools, take)
    assert left(tools, places, "ada@example.com") == []
    assert left(tools, places, "Ada Hill") != [], "the letters are evidence"
    clock.advance(TWO_YEARS)
    run_due(tools, take)
    assert left(tools, places, "Ada") == []
    with tools.store.read() as tx:
        assert not tx.due_work.is_due((ERASE,), clock.now() + TWO_YEARS)


def test_the_written_notice_of_a_dispute_is_kept_with_its_case(tools, places, talk, clock):
    case = filed(tools, reason=Reason.NOT_RECEIVED)
    with tools.store.write() as tx:
        message = answered(tx, "talk", "the jacket never came", "dispute_charge", at=NOW)
        tx.disputes.note(message, "talk", "c01", NOW, case.case.line_id)
    erase_customer(tools, places, "c01")
    with tools.store.read() as tx:
        assert tx.messages.get(message).text == "the jacket never came"
        assert tx.messages.get(talk.message).text == ""


def a_file(tools: Tools, places: Places, case_id: str, message: str) -> Path:
    """Where a file lies that the customer sent for this case."""
    cabinet = Cabinet(places.files)
    coming = cabinet.make_room()
    coming.write_bytes(b"a receipt")
    row = DisputeFile(coming.name, case_id, message, "receipt.txt", "text/plain", 9, "0" * 64, False, NOW)
    with tools.store.write() as tx:
        tx.dispute_files.add(row)
    cabinet.keep(coming, coming.name)
    return cabinet.place_of(coming.name)


def test_a_file_for_a_case_that_was_never_filed_goes_at_once(tools, places, talk):
    paper = a_file(tools, places, begun(tools).id, talk.message)
    assert erase_customer(tools, places, "c01").files["papers"] == 1
    assert not paper.exists()
    with tools.store.read() as tx:
        assert tx.dispute_files.ids() == set()


def test_a_file_for_a_filed_case_goes_when_the_law_lets_go(tools, places, talk, clock):
    case = filed(tools, reason=Reason.NOT_RECEIVED)
    paper = a_file(tools, places, case.id, talk.message)
    assert erase_customer(tools, places, "c01").files["papers"] == 0
    assert paper.exists()
    with tools.store.write() as tx:
        tx._connection.exec_driver_sql("update disputes set state = 'withdrawn'")
    clock.advance(timedelta(days=31) + TWO_YEARS)
    run_due(tools, {ERASE: erase_rest(places)})
    assert not paper.exists()
