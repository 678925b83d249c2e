"""The text of a file in data/nlu: sentences go in and out of it, and everything else in it stays as it was.

Not read and written as YAML: that would lose comments and order, and a change of one sentence would be a change of the
whole file for whoever looks at it with git.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ENTITIES = ("merchant", "amount", "date", "card_ending", "ordinal")
LONGEST = 400
MARK = re.compile(r"\[([^\[\]]+)\]\(([a-z_]+)\)")
BLOCK = re.compile(r"^\s*- (intent|lookup|synonym|regex):\s*(\S+)\s*$")
EXAMPLES = re.compile(r"^(\s*)examples:\s*\|")
EXAMPLE = re.compile(r"^(\s*)- (.*)$")
# What YAML lets stand in no file, and what it or Rasa would take for the end of a line though it looks like none.
BREAKS = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What turns the direction of writing, or takes no room: whoever reads the file would see another sentence.
UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


@dataclass(frozen=True)
class Written:
    """A sentence in a file: its place (line, from 0), its intent, and the words with their marks."""

    place: int
    intent: str
    sentence: str


def sentences_in(text: str) -> Iterator[Written]:
    """All sentences of all intents, in their order. One may read like a key of the file: where it stands counts."""
    intent, depth = "", -1
    for place, line in enumerate(text.split("\n")):
        inside = 0 <= depth < len(line) - len(line.lstrip()) or not line.strip()
        example, block, examples = EXAMPLE.match(line), BLOCK.match(line), EXAMPLES.match(line)
        if inside:
            if intent and example:
                yield Written(place, intent, example[2].strip())
        elif examples:
            depth = len(examples[1])
        else:
            depth = -1
            intent = (block[2] if block[1] == "intent" else "") if block else intent


def with_sentence(text: str, intent: str, sentence: str) -> str:
    """The text with the sentence as the intent's last one. ValueError when the file has no such intent."""
    lines, last = text.split("\n"), None
    for one in sentences_in(text):
        if one.intent == intent:
            last = one.place
        elif last is not None:
            # The first block of that name: a second one further down has a reason of its own.
            break
    if last is None:
        raise ValueError(f"no sentence of {intent} here")
    indent = EXAMPLE.match(lines[last])
    assert indent
    lines.insert(last + 1, f"{indent[1]}- {sentence}")
    return "\n".join(lines)


def without_sentence(text: str, intent: str, sentence: str) -> str:
    """The text without that sentence of that intent; the same text when it is not there."""
    lines = text.split("\n")
    places = [one.place for one in sentences_in(text) if (one.intent, one.sentence) == (intent, sentence)]
    return "\n".join(line for place, line in enumerate(lines) if place not in places)


def merged(base: str, mine: str, theirs: str) -> str:
    """Three-way by sentence: what they have now, with what I put in and without what I took out since `base`.

    Two who write at once both find their sentences; only a sentence that one took out and the other did not touch goes.
    """
    before = [(one.intent, one.sentence) for one in sentences_in(base)]
    after = [(one.intent, one.sentence) for one in sentences_in(mine)]
    found = theirs
    for pair in before:
        if pair not in after:
            found = without_sentence(found, *pair)
    for pair in after:
        there = [(one.intent, one.sentence) for one in sentences_in(found)]
        if pair not in before and pair not in there:
            found = with_sentence(found, *pair)
    return found


def plain(sentence: str) -> str:
    """The words without marks."""
    return MARK.sub(r"\1", sentence)


def key_of(sentence: str) -> str:
    """The same for sentences that differ in case, marks, spaces and punctuation only."""
    return "".join(letter for letter in plain(sentence).casefold() if letter.isalnum())


def tidy(sentence: str) -> str:
    """On one line, with single spaces, without what nobody sees and without the dash that a list would give it."""
    found = " ".join(UNSEEN.sub("", BREAKS.sub(" ", sentence)).split())
    while found.startswith("- "):
        found = found[2:].lstrip()
    return found


def wrong_with(sentence: str, entities: Sequence[str] = ENTITIES) -> str | None:
    """Why a sentence can not stand in a file; None when it can."""
    words = MARK.sub(r"\1", sentence)
    if not any(letter.isalnum() for letter in words):
        return "there is no word in it"
    if len(words) > LONGEST:
        return f"it is longer than {LONGEST} letters"
    if sentence.startswith("/"):
        return "it begins like a command"
    unknown = [found[2] for found in MARK.finditer(sentence) if found[2] not in entities]
    if unknown:
        return f"{unknown[0]} is no entity: {', '.join(entities)}"
    if "](" in words or "]{" in words or words.count("[") != words.count("]"):
        return "a mark in it can not be read: [words](entity)"
    return None
