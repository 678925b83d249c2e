"""Runs a model's graph: the same components in the same order as Rasa's runner, without planning it anew each time."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class PlannedRunner(DaskGraphRunner):
    """Rasa's runner cuts the graph, hands it to dask and words a debug line with the whole tracker, at every call.

    A serving bot asks for the same few targets each time: what they need is worked out once.
    """

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """What each target gives. Errors of components come out as they are raised."""
        wanted = tuple(targets or self._graph_schema.target_names)
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._order(wanted):
            needs = self._graph_schema.nodes[name].needs.values()
            results[name] = self._instantiated_nodes[name](*(results[need] for need in needs))
        return dict(results[name] for name in wanted)

    @cached_property
    def _orders(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def _order(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The nodes to run, each after those it needs."""
        if wanted not in self._orders:
            order: dict[str, None] = {}
            for name in wanted:
                self._add(name, order)
            self._orders[wanted] = tuple(order)
        return self._orders[wanted]

    def _add(self, name: str, order: dict[str, None]) -> None:
        node = self._graph_schema.nodes.get(name)
        if node is None or name in order:
            return  # an input, or seen already
        for need in node.needs.values():
            self._add(need, order)
        order[name] = None
