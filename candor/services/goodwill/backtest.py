"""Replays past requests under two goodwill policies, on as many cores as are wanted."""

from __future__ import annotations

import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from candor.billing.records import Book
from candor.errors import FactsRefused
from candor.goodwill.comparison import GOODWILL, Comparison
from candor.goodwill.decision import Decision, decide
from candor.goodwill.facts import facts_from
from candor.goodwill.history import Given, Request, after_grants, requests_of
from candor.goodwill.policy import Policy
from candor.goodwill.reading import read_policy

CHUNK = 10_000
# What a line of a history may say beside the facts. It is never given to the decision.
BESIDE = ("id", "day", "segment")
NO_SEGMENT = "all"

Counted = Callable[[int], None]


class HistoryRefused(FactsRefused):
    """A line of a history can not be read."""


@dataclass(frozen=True)
class Pair:
    """The plain values of the policy in force and of the other one: what travels to another process."""

    before: Any
    after: Any

    def read(self) -> tuple[Policy, Policy]:
        before, _ = read_policy(self.before)
        after = before if self.after == self.before else read_policy(self.after)[0]
        if before is None or after is None:
            raise ValueError("a policy that was not checked")
        return before, after


def replay_lines(lines: Iterable[str], pair: Pair, cores: int = 1, counted: Counted = lambda _: None) -> Comparison:
    """The comparison over a history: one JSON object a line, facts with `segment`, `id` and `day` beside them.

    `counted` is told how many lines each step did. Raises HistoryRefused with the number of a line that is no request.
    """
    total = Comparison()
    if cores <= 1:
        policies = pair.read()
        for first, chunk in _chunks(lines):
            total.merge(_compared(first, chunk, *policies))
            counted(len(chunk))
        return total
    for found in _in_processes(_chunks(lines), pair, cores, counted):
        total.merge(found)
    return total


def replay_books(
    books: Iterable[tuple[Book, str]], since: date, until: date, before: Policy, after: Policy
) -> Comparison:
    """The comparison over every fee and interest line of these books; each comes with its segment.

    Each policy lives through the time by itself: what it granted counts when the same customer asks again.
    """
    total = Comparison()
    for book, segment in books:
        first, second = Life(before), Life(after)
        for request in requests_of(book, since, until, before):
            total.count(request.facts["kind"], segment, first.decided(request), second.decided(request))
    return total


@dataclass
class Life:
    """One customer's time under one policy, with the grants that it made."""

    policy: Policy
    grants: list[Given] = field(default_factory=list)

    def decided(self, request: Request) -> Decision:
        """The decision on the next request; a grant, also one that waits for a payment, counts from then on."""
        found = decide(facts_from(after_grants(request, self.grants, self.policy)), self.policy)
        if found.decision in GOODWILL:
            self.grants.append(Given(request.day, request.facts["kind"], found.amount))
        return found


def request_of(text: str) -> tuple[Mapping[str, Any], str]:
    """The facts and the segment of one line. Raises ValueError when it is no JSON object without repeated keys."""
    given = _decoder.decode(text)
    if not isinstance(given, dict):
        raise ValueError("it is no object")
    segment = given.pop("segment", None)
    for name in BESIDE:
        given.pop(name, None)
    return given, NO_SEGMENT if segment is None else str(segment)


def unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For a decoder: an object in which a key stands twice says two things, and is refused with ValueError."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def why_no_json(error: ValueError | RecursionError) -> str:
    """Why a text could not be read, in words for who wrote it."""
    match error:
        case json.JSONDecodeError():
            return f"{error.msg}, in line {error.lineno} at character {error.colno}"
        case RecursionError():
            return "it is nested too deep"
    return "a number in it is too long" if "digits" in str(error) else str(error)


# One for all lines: making one costs as much as reading a line.
_decoder = json.JSONDecoder(object_pairs_hook=unrepeated)


def _chunks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    rest, first = iter(lines), 1
    while chunk := list(islice(rest, CHUNK)):
        yield first, chunk
        first += len(chunk)


def _compared(first: int, chunk: list[str], before: Policy, after: Policy) -> Comparison:
    found = Comparison()
    for number, text in enumerate(chunk, start=first):
        if not text.strip():
            continue
        try:
            given, segment = request_of(text)
            found.add(facts_from(given), segment, before, after)
        except (ValueError, RecursionError) as error:
            raise HistoryRefused(f"line {number}: {why_no_json(error)}") from None
        except FactsRefused as error:
            raise HistoryRefused(f"line {number}: {error}") from None
    return found


def _in_processes(
    chunks: Iterator[tuple[int, list[str]]], pair: Pair, cores: int, counted: Counted
) -> Iterator[Comparison]:
    """A few chunks at a time, so that a long history never stands in memory as a whole."""
    # Spawned, not forked: whoever calls may have threads, and a fork copies their locks as they are.
    context = multiprocessing.get_context("spawn")
    waiting: deque[tuple[int, Future[Comparison]]] = deque()
    with ProcessPoolExecutor(cores, context, _begin, (pair,)) as pool:
        try:
            for first, chunk in chunks:
                waiting.append((len(chunk), pool.submit(_work, first, chunk)))
                if len(waiting) > 2 * cores:
                    yield _next(waiting, counted)
            while waiting:
                yield _next(waiting, counted)
        finally:
            for _, future in waiting:
                future.cancel()


def _next(waiting: deque[tuple[int, Future[Comparison]]], counted: Counted) -> Comparison:
    size, future = waiting.popleft()
    found = future.result()
    counted(size)
    return found


_policies: list[tuple[Policy, Policy]] = []  # of a working process: read once, used for all of its chunks


def _begin(pair: Pair) -> None:
    _policies[:] = [pair.read()]


def _work(first: int, chunk: list[str]) -> Comparison:
    return _compared(first, chunk, *_policies[0])
