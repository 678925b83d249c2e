"""The conversation standards of domain part 4 that a program can check in what a bot said. Each is kept, or why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from candor.trust.readability import HIGHEST_GRADE, LONGEST_MEAN, LONGEST_SENTENCE, grade, jargon, sentence_lengths

BLAME = re.compile(
    r"\b(your (?:own )?fault|you should have|as i (?:already )?(?:said|told)|obviously|calm down)\b", re.I
)
THREAT = re.compile(r"\b(or else|if you (?:do not|don't) pay|we will (?:close|report)|hurt your credit)\b", re.I)
SELLING = re.compile(r"\b(upgrade|apply (?:now|for)|sign up|new card offer|premium)\b", re.I)
ACCUSING = re.compile(r"\b(are you sure you did(?: not|n't)|did you forget|prove (?:it|that)|are you lying)\b", re.I)
A_TIME = re.compile(r"\b(?:a\.m\.|p\.m\.|today|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d)")
MONEY = re.compile(r"\$\d")
IS_A_BOT = re.compile(r"\bbot\b", re.I)
NOT_UNDERSTOOD = "utter_not_understood"
FEW_WORDS = 8
"""Fewer than these say nothing of how hard a text is to read: one long word would decide."""


@dataclass(frozen=True)
class Bubble:
    """One bubble of ours: in which turn (0 is the welcome), its words, its response's name, the rows it cites."""

    turn: int
    text: str
    response: str | None
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """A standard, and what broke it ("" when it was kept)."""

    id: str
    broken_by: str

    @property
    def is_kept(self) -> bool:
        return not self.broken_by


Check = Callable[[Sequence[Bubble]], str]


def checked(said: Sequence[Bubble], *, promised: bool) -> list[Kept]:
    """All standards on one talk. `promised`: a hand-over of this talk wrote a promise down."""
    found = [Kept(name, check(said)) for name, check in CHECKS.items()]
    return [*found, Kept("V4", _first_reply(said, promised=promised))]


def _words(pattern: re.Pattern[str]) -> Check:
    """Broken by the first bubble that has such words."""

    def check(said: Sequence[Bubble]) -> str:
        return next((f"{match[0]!r}" for one in said if (match := pattern.search(one.text))), "")

    return check


def _plain(said: Sequence[Bubble]) -> str:
    """V3, over all that was said in one turn: single words weigh too much in a single sentence."""
    for turn in sorted({one.turn for one in said}):
        text = "\n".join(one.text for one in said if one.turn == turn)
        lengths = sentence_lengths(text)
        if not lengths:
            continue
        if max(lengths) > LONGEST_SENTENCE:
            return f"a sentence of {max(lengths)} words"
        if sum(lengths) / len(lengths) > LONGEST_MEAN:
            return f"{sum(lengths) / len(lengths):.1f} words a sentence"
        if sum(lengths) >= FEW_WORDS and grade(text) > HIGHEST_GRADE:
            return f"grade {grade(text):.1f}"
        if found := jargon(text):
            return f"the word {found[0]!r}"
    return ""


def _first_reply(said: Sequence[Bubble], *, promised: bool) -> str:
    """V4: a hand-over names a time, and the promise is a row."""
    handed = [one for one in said if (one.response or "").startswith("utter_handed_over_")]
    if handed and not any(A_TIME.search(one.text) for one in handed):
        return "a hand-over without a time"
    return "a hand-over without a promise in the database" if handed and not promised else ""


def _asked_again(said: Sequence[Bubble]) -> str:
    """V11: the same question in two turns that follow each other."""
    questions = {(one.turn, one.text) for one in said if one.text.rstrip().endswith("?")}
    return next((f"asked again: {text!r}" for turn, text in sorted(questions) if (turn + 1, text) in questions), "")


def _cited(said: Sequence[Bubble]) -> str:
    """V17: an amount stands with the rows it comes from."""
    return next((f"no row behind {one.text[:60]!r}" for one in said if MONEY.search(one.text) and not one.cites), "")


def _honest(said: Sequence[Bubble]) -> str:
    """V21: it says that it is a bot, at the beginning."""
    return "" if any(IS_A_BOT.search(one.text) for one in said if one.turn == 0) else "it did not say that it is a bot"


def _no_dead_end(said: Sequence[Bubble]) -> str:
    """V23: not understood three times in a row, with nobody offered."""
    run = 0
    for turn in sorted({one.turn for one in said}):
        lost = any((one.response or "").startswith(NOT_UNDERSTOOD) for one in said if one.turn == turn)
        run = run + 1 if lost else 0
        if run == 3:
            return "not understood three times in a row"
    return ""


CHECKS: Mapping[str, Check] = {
    "V1": _words(BLAME),
    "V2": _words(THREAT),
    "V3": _plain,
    "V10": _words(SELLING),
    "V11": _asked_again,
    "V12": _words(ACCUSING),
    "V17": _cited,
    "V21": _honest,
    "V23": _no_dead_end,
}
