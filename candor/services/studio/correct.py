"""Makes taught sentences of turns that went badly, or sets them aside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from candor.conversation.bad_turns import TurnState
from candor.conversation.nameless import nameless, trace_in
from candor.errors import NotYours
from candor.ids import new_id
from candor.services.tools import Tools
from candor.settings import ROOT
from candor.store import Transaction
from candor.store.studio import BadTurn, Taught
from candor.training.nlu_files import NluFiles, Saved, Sentence, SentenceRefused
from candor.training.nlu_text import key_of, tidy, wrong_with

HELD_OUT = ROOT / "tests" / "training" / "held_out.sha256"


@dataclass(frozen=True)
class Lesson:
    """One request of a message: what it should be taken for, and the words that are taught, with their marks."""

    intent: str
    sentence: str


def proposal(tx: Transaction, turn: BadTurn) -> str:
    """The turn's words as they might be taught: nobody's name, address or number in them."""
    return nameless(turn.text, _names(tx, turn))


def teach(
    tools: Tools,
    files: NluFiles,
    *,
    message_ids: Sequence[str],
    lessons: Sequence[Lesson],
    vouched: bool,
    by: str,
    seen: Mapping[str, str],
    held_out: Path = HELD_OUT,
) -> Saved:
    """Writes the lessons into data/nlu because of these turns, the first of them above all, and closes the turns.

    `vouched`: somebody read the words and says that they tell nothing of whoever wrote them. Raises SentenceRefused,
    saying which sentence and why; then nothing is written. The row that lets an erased customer's words leave again
    is there before the words are.
    """
    wanted, now = [(one.intent, tidy(one.sentence)) for one in lessons], tools.clock.now()
    if not wanted:
        raise SentenceRefused("there is no sentence to teach")
    if not vouched:
        raise SentenceRefused("nobody has vouched that the words tell nothing of the customer")
    with tools.store.write() as tx:
        turns = [turn for turn in map(tx.studio.turn, message_ids) if turn is not None]
        if not turns:
            raise NotYours
        names = [name for turn in turns for name in _names(tx, turn)]
        for _, sentence in wanted:
            _check(sentence, names, held_out)
        _note_where_from(tx, turns, [pair for pair in wanted if key_of(pair[1]) not in files.known()], files, by, now)
    saved = files.add(wanted, seen)
    with tools.store.write() as tx:
        tx.studio.finish(message_ids, TurnState.TAUGHT, by, now)
        tx.trail.add(now, actor=by, act="sentences_taught", subject=turns[0].message_id, count=len(saved.new))
    return saved


def _note_where_from(
    tx: Transaction, turns: Sequence[BadTurn], wanted: Sequence[tuple[str, str]], files: NluFiles, by: str, at: datetime
) -> None:
    """A row for each customer whose turn was chosen: whose words exactly it became, nobody can tell afterwards."""
    homes = files.homes()
    sources = {turn.customer_id: turn for turn in reversed(turns)}
    for intent, sentence in wanted:
        for customer_id, turn in sources.items():
            if intent in homes:
                row = Taught(new_id(), turn.message_id, customer_id, intent, sentence, homes[intent], by, at)
                tx.studio.add_taught(row)


def set_aside(tools: Tools, message_ids: Sequence[str], by: str) -> int:
    """These turns belong to nothing that could be taught; how many were open."""
    with tools.store.write() as tx:
        closed = tx.studio.finish(message_ids, TurnState.ASIDE, by, tools.clock.now())
        if closed:
            tx.trail.add(tools.clock.now(), actor=by, act="turns_set_aside", subject=message_ids[0], count=closed)
    return closed


def note_test(tx: Transaction, by: str, at: datetime, *, conversation_id: str, file: str) -> None:
    """A row that says of whose talk a test was made, so that it can leave with them. Nothing for a guest's talk."""
    turns = tx.studio.answered_in(conversation_id)
    if turns and turns[0].customer_id:
        tx.studio.add_taught(Taught(new_id(), turns[0].message_id, turns[0].customer_id, "", "", file, by, at))


def forget_sentences(tools: Tools, files: NluFiles, customer_id: str, project: Path | None = None) -> int:
    """Takes out of data/nlu what a customer's words became, and out of the studio too: they asked to be erased.

    With the project's folder the tests that were made of their talks go as well. A model that was trained with the
    sentences keeps no text, but should be trained anew. How many sentences and tests left the files.
    """
    with tools.store.read() as tx:
        rows = tx.studio.taught_of(customer_id)
    gone = files.remove([Sentence(row.file, row.intent, row.sentence) for row in rows if row.intent])
    for row in rows:
        path = (project / row.file) if project and not row.intent else None
        if path and path.is_file():
            path.unlink()
            gone += 1
    with tools.store.write() as tx:
        tx.studio.withdraw([row.id for row in rows], tools.clock.now())
    return gone


def _check(sentence: str, names: Sequence[str], held_out: Path) -> None:
    wrong = wrong_with(sentence)
    trace = trace_in(sentence, names)
    if wrong:
        raise SentenceRefused(f"“{sentence}”: {wrong}")
    if trace:
        raise SentenceRefused(f"“{sentence}” holds {trace}")
    if hashlib.sha256(key_of(sentence).encode()).hexdigest() in _held(held_out):
        raise SentenceRefused(f"“{sentence}” is one of the sentences that we measure with: say it in other words")


def _held(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="ascii").split()) if path.is_file() else frozenset()


def _names(tx: Transaction, turn: BadTurn) -> tuple[str, ...]:
    return (tx.ledger.customer(turn.customer_id).name,) if turn.customer_id else ()
