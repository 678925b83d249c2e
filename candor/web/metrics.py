"""/metrics for Prometheus: turns and how long they wait, failures, the queue, what waits to be counted.

Read from the database when it is scraped, so that several processes tell the same and none counts twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sanic import HTTPResponse, Request, Sanic
from sanic.response import raw

from candor.bootstrap import Candor


class Live:
    """A collector: one look at the database for all figures."""

    def __init__(self, candor: Candor) -> None:
        self._candor = candor

    def collect(self) -> Iterator[Metric]:
        now = self._candor.clock.now()
        with self._candor.store.read() as tx:
            live = tx.live.now(now)
            waits = tx.handoffs.load(now)
        yield CounterMetricFamily("candor_turns", "Messages that were answered.", value=live.answered)
        yield CounterMetricFamily("candor_tries_failed", "Tries of turns that gave no answer.", value=live.failed)
        yield CounterMetricFamily(
            "candor_bot_down", "Talks given to a person because the bot did not answer.", value=live.bot_down
        )
        yield GaugeMetricFamily("candor_inbox_waiting", "Messages that wait for an answer.", value=live.waiting)
        yield GaugeMetricFamily("candor_inbox_oldest_seconds", "How long the oldest of them waits.", value=live.oldest)
        yield GaugeMetricFamily(
            "candor_promises_open", "Promises that are neither kept nor withdrawn.", value=live.open_promises
        )
        yield GaugeMetricFamily(
            "candor_promises_broken", "Open promises whose time has passed.", value=live.broken_promises
        )
        yield GaugeMetricFamily(
            "candor_counts_waiting", "Changes that the trust board has not counted yet.", value=live.uncounted
        )
        queue = GaugeMetricFamily("candor_queue_talks", "Talks that wait for a person.", labels=["urgency"])
        late = GaugeMetricFamily("candor_queue_late", "Of them, those past their promise.", labels=["urgency"])
        for urgency, talks, _, overdue in waits:
            queue.add_metric([urgency], talks)
            late.add_metric([urgency], overdue)
        yield queue
        yield late


def add_metrics(app: Sanic[Any, Any], candor: Candor) -> None:
    """Adds /metrics. It tells counts only, nothing of anybody; keep it inside all the same (SECURITY.md)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Live(candor))

    async def metrics(request: Request) -> HTTPResponse:
        return raw(await asyncio.to_thread(generate_latest, registry), content_type=CONTENT_TYPE_LATEST)

    app.add_route(metrics, "/metrics", name="metrics")
