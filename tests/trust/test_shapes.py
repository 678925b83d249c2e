"""A row's shape and its day are what it counts for, and rows that are alike in what is asked of them have one shape."""

from __future__ import annotations

import random
from collections import Counter

from candor.trust.counting import counts_of
from candor.trust.rows import Row
from candor.trust.shapes import Shapes, counts_from, counts_of_many, day_of, read, said, shape_of
from candor.trust.tally import added
from tests.trust.histories import history, segments_of

ROWS = 3000


def rows(seed: int) -> list[tuple[Row, tuple[str, ...]]]:
    rng = random.Random(seed)
    states = (row for number in range(ROWS) for row in history(rng, f"r{number}"))
    return [(row, segments_of(getattr(row, "customer_id", None))) for row in states]


def test_a_shape_on_its_day_is_what_the_row_counts_for() -> None:
    for row, segments in rows(1):
        text = said(shape_of(row, segments))
        assert counts_from(read(text), day_of(row)) == counts_of(row, segments)


def test_what_is_remembered_of_one_row_holds_for_every_other_that_is_like_it() -> None:
    shapes = Shapes()
    for row, segments in rows(2):
        assert shapes.said(row, segments) == said(shape_of(row, segments))


def test_many_rows_counted_by_their_shapes_are_the_sum_of_them_all() -> None:
    shapes, found = Shapes(), rows(3)
    by_shape = Counter((shapes.said(row, segments), day_of(row)) for row, segments in found)
    assert counts_of_many(by_shape) == added(
        part for row, segments in found for part in counts_of(row, segments).items()
    )


def test_what_counts_for_nothing_has_no_shape() -> None:
    assert said(()) == ""
    assert read("") == ()
