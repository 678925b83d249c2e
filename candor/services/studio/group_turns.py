"""Puts turns that are alike into one group, so that ten of a kind are one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from candor.services.tools import Tools

Texts = Sequence[tuple[str, str]]
Alike = Callable[[Texts, Texts], dict[str, str]]
"""Given turns and the groups' first ones (id, words): the group of each turn, as the encoder sees it."""
AT_ONCE = 10_000
LEADERS = 20_000


def group_turns(tools: Tools, alike: Alike) -> int:
    """How many turns were grouped. What the grouping takes long for is done outside of any transaction."""
    with tools.store.read() as tx:
        turns, leaders = tx.studio.ungrouped(AT_ONCE), tx.studio.leaders(LEADERS)
    if not turns:
        return 0
    groups = alike(turns, leaders)
    with tools.store.write() as tx:
        tx.studio.group(groups)
    return len(groups)
