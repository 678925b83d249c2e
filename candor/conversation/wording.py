"""Turns a response's name and its facts into the words a customer reads. The words themselves stand in domain.yml.

The app renders, not Rasa: the same words are needed when Rasa is down.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from candor.conversation.replies import Choice, Reply
from candor.errors import WordsMissing

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
WORD_PREFIX = "utter_"

Variation = Mapping[str, Any]


@dataclass(frozen=True)
class Worded:
    """One bubble, ready to be shown."""

    text: str
    choices: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Wording:
    """All words of the assistant: the `responses` of domain.yml, each a list of variations."""

    responses: Mapping[str, Sequence[Variation]]

    def render(self, name: str, facts: Mapping[str, str], seed: str = "") -> Worded:
        """The words of a response with their own buttons.

        The same seed (a message's id) always picks the same variation, so a turn that is tried again says the same.
        Raises WordsMissing for an unknown name or a fact that the text needs and was not given.
        """
        variation = self._variation(name, seed)
        choices = tuple(
            Choice(_filled(button["title"], facts, name), button["payload"].removeprefix("/"))
            for button in variation.get("buttons", ())
        )
        return Worded(_filled(variation["text"], facts, name), choices)

    def speak(self, reply: Reply, seed: str = "") -> Worded:
        """A reply in words: its own choices first, then the buttons that stand with the response.

        A label of a choice or of its card is shown as it is, unless it names a response: then it is that one's text.
        """
        worded = self.render(reply.response, reply.facts, seed)
        own = tuple(Choice(self._label(c.label, reply.facts, seed), c.intent, c.payload) for c in reply.choices)
        card = self._card(reply.card, reply.facts, seed) if reply.card else None
        return Worded(worded.text, own + worded.choices, card)

    def placeholders(self, name: str) -> frozenset[str]:
        """The facts that a response needs, in whichever variation."""
        texts = [text for variation in self._variations(name) for text in _texts(variation)]
        return frozenset(fact for text in texts for fact in PLACEHOLDER.findall(text))

    def _label(self, label: str, facts: Mapping[str, str], seed: str) -> str:
        is_name = label.startswith(WORD_PREFIX) and label in self.responses
        return self.render(label, facts, seed).text if is_name else label

    def _card(self, card: Mapping[str, Any], facts: Mapping[str, str], seed: str) -> dict[str, Any]:
        """The charge card with its status and the labels of its rows in words."""
        worded = {**card, "rows": [[self._label(label, facts, seed), value] for label, value in card.get("rows", ())]}
        return {**worded, "status": self._label(card["status"], facts, seed)} if "status" in card else worded

    def _variation(self, name: str, seed: str) -> Variation:
        variations = self._variations(name)
        digest = hashlib.sha256(f"{name}:{seed}".encode()).digest()
        return variations[int.from_bytes(digest[:4], "big") % len(variations)]

    def _variations(self, name: str) -> Sequence[Variation]:
        variations = self.responses.get(name)
        if not variations:
            raise WordsMissing(f"domain.yml has no response {name}")
        return variations


def _texts(variation: Variation) -> list[str]:
    return [variation["text"], *(button["title"] for button in variation.get("buttons", ()))]


def _filled(text: str, facts: Mapping[str, str], name: str) -> str:
    """One pass over our own text only: braces inside a fact (a shop's name, say) are shown and never read."""

    def fact(match: re.Match[str]) -> str:
        if match[1] not in facts:
            raise WordsMissing(f"{name} needs the fact {match[1]}")
        return facts[match[1]]

    return PLACEHOLDER.sub(fact, text)
