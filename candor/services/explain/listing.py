"""Lists inside of a bubble: one line for each thing, each in the words of domain.yml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from candor.conversation.wording import Wording

Item = tuple[str, Mapping[str, str]]
"""A response's name and its facts."""


def listed(wording: Wording, items: Iterable[Item]) -> str:
    """The items, each on a line of its own."""
    return "\n".join(wording.render(name, facts).text for name, facts in items)
