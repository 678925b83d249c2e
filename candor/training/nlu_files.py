"""The folder data/nlu: which sentence stands where, and changes to it that lose nobody's work."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from candor.errors import CandorError
from candor.training.nlu_text import key_of, merged, sentences_in, with_sentence, without_sentence


class SentenceRefused(CandorError):
    """A sentence can not be taught as it is."""

    code, status = "sentence_refused", 422
    next_step = "Change the sentence or its intent, then accept it again."


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in a file, marks and all."""

    file: str
    intent: str
    sentence: str


@dataclass(frozen=True)
class Saved:
    """What writing came to: the sentences that are new, those that stood there already, the files that changed.

    `merged` are files in which somebody else had written since they were looked at.
    """

    new: tuple[Sentence, ...]
    known: tuple[Sentence, ...]
    merged: tuple[str, ...]


class NluFiles:
    """All reading sees whole files: a change replaces one at once. Changes of several processes take turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("*.yml"))

    def version(self, name: str) -> str:
        """SHA-256 of the file's content."""
        return hashlib.sha256((self.folder / name).read_bytes()).hexdigest()

    def versions(self) -> dict[str, str]:
        return {name: self.version(name) for name in self.names()}

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, file by file."""
        for name in self.names():
            for one in sentences_in(self._text(name)):
                yield Sentence(name, one.intent, one.sentence)

    def homes(self) -> dict[str, str]:
        """Each intent's file: the one with most of its sentences."""
        counts: dict[str, dict[str, int]] = {}
        for one in self.sentences():
            of_intent = counts.setdefault(one.intent, {})
            of_intent[one.file] = of_intent.get(one.file, 0) + 1
        return {intent: max(sorted(files), key=files.__getitem__) for intent, files in sorted(counts.items())}

    def known(self) -> dict[str, Sentence]:
        """Each sentence by the letters and digits in it."""
        return {key_of(one.sentence): one for one in self.sentences()}

    def add(self, wanted: Sequence[tuple[str, str]], seen: Mapping[str, str]) -> Saved:
        """Writes sentences (intent, words with marks). `seen`: the files' versions when the trainer began.

        Raises SentenceRefused when one stands under another intent, or when an intent has no file.
        """
        with self._changing():
            homes, known = self.homes(), self.known()
            new, there = [], []
            for intent, sentence in wanted:
                before = known.get(key_of(sentence))
                if before and before.intent != intent:
                    raise SentenceRefused(f"“{before.sentence}” is taught as {before.intent} in {before.file}")
                if intent not in homes:
                    raise SentenceRefused(f"no file has sentences of {intent}")
                if before:
                    there.append(before)
                else:
                    new.append(Sentence(homes[intent], intent, sentence))
                    known[key_of(sentence)] = new[-1]
            changed = {one.file for one in new}
            others = tuple(sorted(name for name in changed if name in seen and seen[name] != self.version(name)))
            for name in changed:
                text = self._text(name)
                for one in new:
                    if one.file == name:
                        text = with_sentence(text, one.intent, one.sentence)
                self._write(name, text)
        return Saved(tuple(new), tuple(there), others)

    def remove(self, gone: Sequence[Sentence]) -> int:
        """Takes sentences out again; how many were there. One that somebody reworded meanwhile is another's now."""
        count = 0
        with self._changing():
            for name in {one.file for one in gone} & set(self.names()):
                text = before = self._text(name)
                for one in gone:
                    if one.file == name:
                        text = without_sentence(text, one.intent, one.sentence)
                count += before.count("\n") - text.count("\n")
                if text != before:
                    self._write(name, text)
        return count

    def save(self, name: str, base: str, mine: str) -> str:
        """Writes a file that was edited as a whole, merged by sentence with what others wrote since; its new text."""
        if name not in self.names():
            raise SentenceRefused(f"there is no file {name}")
        with self._changing():
            theirs = self._text(name)
            text = mine if theirs == base else merged(base, mine, theirs)
            self._write(name, text)
        return text

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def _write(self, name: str, text: str) -> None:
        draft = self.folder / f".{name}.{os.getpid()}"
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(self.folder / name)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
