"""Cuts a message into the parts that are read one by one: its sentences, and the clauses of long sentences.

An opening such as "Hi, my name is Ana." is left out where something longer follows: it tells nothing and would only
blur what comes after. A plain sentence is one part, so it costs one run of the encoder. Where words such as "and" may
join two requests, `halves` has the cut that is tried; what comes of it decides (reading.py).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.understanding.asking import SHORTEST_HALF, count_words, names_nothing, points_back

# A sentence of more words is cut where clauses meet; each side then keeps at least so many words.
LONGEST_SENTENCE = 16
SHORTEST_CLAUSE = 4
# What stands beyond is read with the last part, so that a text of commas costs no seconds.
PARTS_AT_MOST = 12

# A full stop that shortens a word ends no sentence: behind a company's kind where no capital follows ("has Pine & Co.
# paid me back"), behind a title or an initial ("Dr. Pollen", "J. Marsh"), and in "no. 5".
_SHORTENS = (
    r"(?i:(?<=\bco)|(?<=\binc)|(?<=\bltd)|(?<=\bllc)|(?<=\bplc)|(?<=\bcorp)|(?<=\bbros))\.\s+[^\sA-Z]"
    r"|(?i:(?<=\bmr)|(?<=\bms)|(?<=\bmrs)|(?<=\bdr)|(?<=\bst)|(?<=\bvs))\.\s"
    r"|(?<=\b[A-HJ-Z])\.\s|(?i:(?<=\bno))\.\s*\d"
)
_END = re.compile(rf"(?=[.?!;…])(?!{_SHORTENS})[.?!;…]+(?=[\"')\]]*\s)|\.{{2,}}|\n+|\s[-–—]+\s")
_CLAUSE = re.compile(
    r"[,:]\s+|\s+(?=(?:and|but|so|because|then|also|plus|anyway|now|when|while|which|what|why|how|where|who|can|could"
    r"|please)\b)",
    re.IGNORECASE,
)
_SECOND_REQUEST = re.compile(
    r"[,\s]+(?=(?:and\s+also|and\s+then|also|and\s+(?:why|what|whats|how|where|when|who|can|could)|then\s+i)\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\s*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|dear|thanks|thank you|thx|sorry"
    r"|excuse me|pardon|ok|okay|well|so|quick question|my name is|my name's|i am|i'm|this is|it's)\b"
    r"[^,.!?;:]{0,40}[,.!;:]+\s+",
    re.IGNORECASE,
)
# What may stand between two requests of one sentence, and what the second one begins with beyond it.
_JOINT = re.compile(
    r"\s*[,;:/]\s*(?:and|also|plus|then|oh|or|but)?\b\s*|\s+(?:and|also|plus|then|oh)\s+|\s*(?:&|\+)\s*", re.IGNORECASE
)
HALVES_AT_MOST = 3
_LONGEST_OPENING = 7
_SHORTEST_REST = 4


class Part(NamedTuple):
    """A stretch of the message, in letters, `end` not included."""

    start: int
    end: int


def parts(text: str) -> list[Part]:
    """The parts of the text in their order; at least one, which is all of the text when nothing can be cut."""
    found = [part for sentence in _sentences(text, _opened(text)) for part in _clauses(text, sentence)]
    if len(found) > PARTS_AT_MOST:
        found[PARTS_AT_MOST - 1 :] = [Part(found[PARTS_AT_MOST - 1].start, found[-1].end)]
    return found or [Part(0, len(text))]


def halves(text: str, part: Part) -> list[tuple[Part, Part]]:
    """The ways in which the part may be two requests, the likeliest joint first; none for most sentences."""
    found = []
    for joint in _JOINT.finditer(text, *part):
        cut = (Part(part.start, joint.start()), Part(joint.end(), part.end))
        second = text[joint.end() : part.end]
        goes_on = points_back(second) or names_nothing(second)
        if min(count_words(text, *half) for half in cut) >= SHORTEST_HALF and not goes_on:
            found.append(cut)
    # Where the two are most alike in length, each is most likely to be a request of its own.
    return sorted(found, key=lambda cut: abs(cut[0].end - cut[0].start - cut[1].end + cut[1].start))[:HALVES_AT_MOST]


def _opened(text: str) -> int:
    """Where the message begins after its openings."""
    start = 0
    while found := _OPENING.match(text, start):
        if count_words(text, found.end()) < _SHORTEST_REST or count_words(text, start, found.end()) > _LONGEST_OPENING:
            break
        start = found.end()
    return start


def _sentences(text: str, start: int) -> Iterator[Part]:
    for part in _cut(start, len(text), [found.end() for found in _END.finditer(text, start)]):
        if count_words(text, *part):
            yield part


def _clauses(text: str, sentence: Part) -> Iterator[Part]:
    long = count_words(text, *sentence) > LONGEST_SENTENCE
    places, start = [], sentence.start
    for found in (_CLAUSE if long else _SECOND_REQUEST).finditer(text, *sentence):
        if (
            min(count_words(text, start, found.start()), count_words(text, found.end(), sentence.end))
            >= SHORTEST_CLAUSE
        ):
            start = found.end()
            places.append(start)
    return _cut(*sentence, places)


def _cut(start: int, end: int, places: Sequence[int]) -> Iterator[Part]:
    for place in (*places, end):
        if place > start:
            yield Part(start, place)
        start = place
