"""What models make of sentences. Each reads a sentence once: what it made of it is kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from candor.cli.bot_lines import READER, read_texts
from candor.cli.telling import Bar, Telling
from candor.training.compared import Read
from candor.training.findings import Findings
from candor.training.manifest import Model
from candor.training.trained import reading_version


@dataclass(frozen=True)
class Readings:
    """In the order of the sentences; `milliseconds` of processor time is the middle one's, however busy the machine."""

    reads: tuple[Read, ...]
    milliseconds: float


def readings(folder: Path, models: Sequence[Model], texts: Sequence[str], telling: Telling) -> list[Readings]:
    """What each of the models in the folder makes of the sentences. Those that must be asked are asked side by side.

    Raises Trouble for a model that can not be read.
    """
    shelves = [_Shelf.of(folder, model) for model in models]
    missing = [shelf.missing(texts) for shelf in shelves]
    count = sum(map(len, missing))
    if count:
        with telling.bar(f"Reading {len(texts):,} sentences", count) as bar, ThreadPoolExecutor(len(shelves)) as side:
            asked = [side.submit(shelf.ask, new, bar) for shelf, new in zip(shelves, missing, strict=True) if new]
            for one in asked:
                one.result()
    return [shelf.readings(texts) for shelf in shelves]


@dataclass
class _Shelf:
    """All that a model is known to make of sentences: intent, sureness, milliseconds by sentence."""

    model: Path
    findings: Findings
    name: str
    known: dict[str, tuple[str, float, float]]

    @classmethod
    def of(cls, folder: Path, model: Model) -> _Shelf:
        findings = Findings(folder)
        name = findings.name("read", (model.sha256, reading_version()))
        return cls(folder / model.name, findings, name, dict(findings.read(name) or {}))

    def missing(self, texts: Sequence[str]) -> list[str]:
        return [text for text in dict.fromkeys(texts) if text not in self.known]

    def ask(self, texts: Sequence[str], bar: Bar) -> None:
        """Has the bot's reader read them and keeps what it says, if it comes to the end."""
        lines = read_texts((*READER, "--timed"), texts, {"CANDOR_MODEL": str(self.model)})
        for text, line in zip(texts, lines, strict=True):
            self.known[text] = (line["intent"], line["confidence"], line["milliseconds"])
            bar.advance()
        self.findings.write(self.name, self.known)

    def readings(self, texts: Sequence[str]) -> Readings:
        found = [self.known[text] for text in texts]
        reads = tuple(Read(text, intent, sure) for text, (intent, sure, _) in zip(texts, found, strict=True))
        return Readings(reads, round(median([spent for _, _, spent in found] or [0.0]), 2))
