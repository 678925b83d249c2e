"""Sentences with the intent they should have, and what they were taken for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ELSEWHERE = "out_of_scope"
NOT_UNDERSTOOD = "nlu_fallback"
DEFAULT_MAP: Mapping[str, str] = {
    "ask_capabilities": ELSEWHERE,
    NOT_UNDERSTOOD: ELSEWHERE,
    "other_charge": "explain_charge",
    "ask_why": "explain_charge",
    "how_to_stop": "subscription_charge",
    "asked_already": ELSEWHERE,
    "take_back": ELSEWHERE,
}
"""Our intents that a file's targets do not know: what they come to for somebody who wrote one sentence only."""


class NotASentenceFile(ValueError):
    """The file has no columns `text` and `target`, or no rows; the message says which."""


@dataclass(frozen=True)
class Sentence:
    """`alt` is a second answer that is acceptable, `grade` a group of the file's own; both may be empty."""

    text: str
    target: str
    alt: str = ""
    grade: str = ""


@dataclass(frozen=True)
class Judged:
    """A sentence, the intent it was taken for in the file's own names, ours (`intent`), and how surely."""

    sentence: Sentence
    told: str
    intent: str
    confidence: float

    def right(self, lenient: bool = False) -> bool:
        """Strict: the target was told. Lenient: or the second acceptable answer."""
        return self.told == self.sentence.target or (lenient and bool(self.told) and self.told == self.sentence.alt)

    @property
    def claimed(self) -> bool:
        """Whether an intent was told at all, instead of asking back."""
        return self.intent != NOT_UNDERSTOOD


def judged(sentence: Sentence, intent: str, confidence: float, names: Mapping[str, str] = DEFAULT_MAP) -> Judged:
    """The sentence with our intent brought to the file's names. A name that is the sentence's own target stays."""
    told = intent if intent == sentence.target else names.get(intent, intent)
    return Judged(sentence, told, intent, confidence)


def read_sentences(path: Path) -> list[Sentence]:
    """The rows of a file with the columns text, target and perhaps alt and grade, separated by tabs.

    Raises NotASentenceFile. Bytes that are no UTF-8 are replaced.
    """
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in ("text", "target") if name not in (rows.fieldnames or ())]
        if missing:
            raise NotASentenceFile(f"{path.name} has no column {' and no column '.join(missing)}")
        found = [
            Sentence(row["text"], row["target"], row.get("alt") or "", row.get("grade") or "")
            for row in rows
            if row["text"] and row["target"]
        ]
    if not found:
        raise NotASentenceFile(f"{path.name} has no rows")
    return found
