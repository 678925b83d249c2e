"""Cross-validation on data/nlu: `python -m bot.understanding.measure`, the bot's half of `candor evaluate`.

Each example is judged by a model that has not seen it. Standard output has a JSON object a line: {"text", "target",
"intent", "confidence"} for each example, and {"done", "of"} each time a part is through. Not understood, by the
thresholds of config.yml, is the intent nlu_fallback.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from bot.understanding.calibration import folds
from bot.understanding.encoder import shared_encoder
from bot.understanding.examples import LabelledText, read_examples
from bot.understanding.intent_model import Encodes, IntentModel, Understood
from bot.understanding.places import PROJECT
from bot.understanding.reading import NOT_UNDERSTOOD
from bot.understanding.text import readable

FOLDS = 5


@dataclass
class Remembering:
    """An encoder that encodes each text once: the parts share most of their texts."""

    encoder: Encodes
    known: dict[str, Any] = field(default_factory=dict)

    def encode(self, texts: Sequence[str]) -> Any:
        """The vectors of the texts."""
        new = list(dict.fromkeys(text for text in texts if text not in self.known))
        self.known.update(zip(new, self.encoder.encode(new), strict=True))
        return np.array([self.known[text] for text in texts])

    def letters_a_piece(self, text: str) -> float:
        """As the encoder says."""
        return self.encoder.letters_a_piece(text)


@dataclass(frozen=True)
class Limits:
    """Below `threshold`, or closer than `ambiguity` to the second, an intent is not understood."""

    threshold: float
    ambiguity: float

    @classmethod
    def of_config(cls) -> "Limits":
        """Those of the FallbackClassifier in config.yml."""
        pipeline = YAML(typ="safe").load(PROJECT / "config.yml")["pipeline"]
        fallback = next(part for part in pipeline if part["name"] == "FallbackClassifier")
        return cls(fallback["threshold"], fallback["ambiguity_threshold"])

    def told(self, understood: Understood) -> tuple[str, float]:
        """The intent and its confidence, by the same rule as FallbackClassifier."""
        first, *others = understood.ranking
        second = others[0]["confidence"] if others else 0.0
        sure = first["confidence"] >= self.threshold and first["confidence"] - second >= self.ambiguity
        return (first["name"] if sure else NOT_UNDERSTOOD), first["confidence"]


def cross_validated(examples: Sequence[LabelledText], encoder: Encodes, limits: Limits) -> Iterator[dict[str, Any]]:
    """The lines to print; the parts are the same every time."""
    texts, intents = [readable(one.text) for one in examples], [one.intent for one in examples]
    for number, held in enumerate(folds(intents, FOLDS), 1):
        out = set(held)
        kept = [place for place in range(len(texts)) if place not in out]
        model = IntentModel.fit([texts[place] for place in kept], [intents[place] for place in kept], encoder)
        for place in held:
            intent, confidence = limits.told(model.understand(texts[place], encoder))
            yield {"text": texts[place], "target": intents[place], "intent": intent, "confidence": round(confidence, 4)}
        yield {"done": number, "of": FOLDS}


def main() -> int:
    """Measures and prints."""
    for line in cross_validated(read_examples(), Remembering(shared_encoder()), Limits.of_config()):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
