"""Interest in books gone wrong: told in words, with no sum that does not come to the line, never with a stack trace."""

from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail
from candor.billing.lines import explain
from candor.billing.records import Book, LineType
from tests import ours
from tests.billing.books import TODAY
from tests.billing.lines.mutations import broken
from tests.billing.lines.sums import assert_adds_up


@cache
def books() -> list[Book]:
    return [book for book in ours.bank(1, TODAY) if book.interest]


@given(its=broken(books))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_interest_of_a_broken_book_is_told_or_said_to_be_unknown(its: Any) -> None:
    for line in its.lines:
        if line.type is not LineType.INTEREST:
            continue
        told = explain(its, line.id, TODAY, Detail.FULL)
        assert all(ours.wording().render(name, told.all_facts).text for name in told.responses)
        assert_adds_up(its, told, TODAY)
        if told.confidence is Confidence.UNKNOWN:
            assert (told.steps, told.spans, told.mistake) == ((), (), None)
