"""A turn becomes a taught sentence only vouched for and nameless; an erased customer's words leave again."""

from __future__ import annotations

import hashlib

import pytest

from candor.conversation.bad_turns import TurnState
from candor.services.studio.correct import Lesson, forget_sentences, proposal, set_aside, teach
from candor.services.studio.gather import gather
from candor.training.nlu_files import NluFiles, SentenceRefused
from tests.services.studio.turns import MINUTE, answered, customer, customer_talk, guest_talk
from tests.training.test_nlu_files import FEES


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "nlu"
    folder.mkdir()
    (folder / "fees.yml").write_text(FEES)
    return NluFiles(folder)


@pytest.fixture
def turn(tools):
    """A customer's message that was not understood; its id."""
    with tools.store.write() as tx:
        message = answered(tx, customer_talk(tx, "a", customer(tx)), "why the money thing", "nlu_fallback")
    gather(tools)
    return message


def taught(tools, files, turn, *lessons, vouched=True, **more):
    given = [Lesson("explain_fee", words) if isinstance(words, str) else words for words in lessons]
    return teach(tools, files, message_ids=[turn], lessons=given, vouched=vouched, by="staff:t", seen={}, **more)


def state(tools, turn):
    with tools.store.read() as tx:
        return tx.studio.turn(turn).state


def test_a_lesson_stands_in_the_file_and_its_turn_is_closed(tools, files, turn):
    saved = taught(tools, files, turn, "why the money thing")
    assert [one.file for one in saved.new] == ["fees.yml"]
    assert "      - why the money thing\n" in (files.folder / "fees.yml").read_text()
    assert state(tools, turn) is TurnState.TAUGHT
    with tools.store.read() as tx:
        assert [row["act"] for row in tx.trail.of(turn)] == ["sentences_taught"]


def test_several_requests_of_one_message_become_a_sentence_each(tools, files, turn):
    saved = taught(tools, files, turn, "why the money thing", Lesson("request_goodwill", "and give it back"))
    assert [(one.intent, one.sentence) for one in saved.new] == [
        ("explain_fee", "why the money thing"),
        ("request_goodwill", "and give it back"),
    ]


@pytest.mark.parametrize("words", ["[x](evil)", "call 1234567890123", "/affirm", ""])
def test_what_must_not_be_taught_leaves_file_and_turn_as_they_were(tools, files, turn, words):
    with pytest.raises(SentenceRefused):
        taught(tools, files, turn, "a good one", words)
    assert (files.folder / "fees.yml").read_text() == FEES
    assert state(tools, turn) is TurnState.OPEN


def test_without_a_word_on_privacy_nothing_is_taught(tools, files, turn):
    with pytest.raises(SentenceRefused, match="vouched"):
        taught(tools, files, turn, "why the money thing", vouched=False)
    assert (files.folder / "fees.yml").read_text() == FEES


def test_the_customer_s_name_is_proposed_away_and_refused_where_it_stays(tools, files):
    with tools.store.write() as tx:
        who = customer(tx)
        name = tx.ledger.customer(who).name
        message = answered(tx, customer_talk(tx, "a", who), f"{name} here, mumble", "nlu_fallback")
    gather(tools)
    with tools.store.read() as tx:
        assert name not in proposal(tx, tx.studio.turn(message))
    with pytest.raises(SentenceRefused, match="the customer's name"):
        taught(tools, files, message, f"{name} here, mumble")


def test_a_sentence_that_we_measure_with_is_not_taught(tools, files, turn, tmp_path):
    held = tmp_path / "held_out.sha256"
    held.write_text(hashlib.sha256(b"whythemoneything").hexdigest())
    with pytest.raises(SentenceRefused, match="measure with"):
        taught(tools, files, turn, "Why the money thing?", held_out=held)


def test_an_erased_customer_s_words_leave_the_files_and_others_stay(tools, files, turn, clock):
    with tools.store.write() as tx:
        guest = answered(tx, guest_talk(tx, "b"), "fee thing please", "nlu_fallback", at=clock.now() + MINUTE)
    gather(tools)
    taught(tools, files, turn, "why the money thing")
    taught(tools, files, guest, "fee thing please")
    with tools.store.read() as tx:
        who = tx.studio.turn(turn).customer_id
    assert forget_sentences(tools, files, who) == 1
    sentences = [one.sentence for one in files.sentences()]
    assert "why the money thing" not in sentences
    assert "fee thing please" in sentences
    with tools.store.read() as tx:
        assert tx.studio.taught_of(who) == []
    assert forget_sentences(tools, files, who) == 0


def test_turns_set_aside_are_done_and_teach_nothing(tools, files, turn):
    assert set_aside(tools, [turn], "staff:t") == 1
    assert set_aside(tools, [turn], "staff:t") == 0
    assert state(tools, turn) is TurnState.ASIDE
    assert (files.folder / "fees.yml").read_text() == FEES
