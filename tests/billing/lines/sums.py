"""What must be true of every sum that is shown: its steps come to its result, and the result is what was billed."""

from __future__ import annotations

from datetime import date

from candor.billing.bill import summarise
from candor.billing.explanation import Explanation, Role
from candor.billing.records import Book, Line

SIGN = {Role.ADDED: 1, Role.TAKEN: -1}


def assert_adds_up(book: Book, told: Explanation, today: date) -> None:
    """Also that no mistake is below nothing, or above what was billed."""
    results = [step.amount.cents for step in told.steps if step.role is Role.RESULT]
    terms = [SIGN[step.role] * step.amount.cents for step in told.steps if step.role in SIGN]
    assert len(results) <= 1, told
    if terms:
        assert [sum(terms)] == results, told
    if results:
        assert results == [comes_to(book, told, today)], told
    if told.mistake and told.mistake.name != "credited_late":
        assert 0 < told.mistake.amount.cents <= _billed(book, told), told


def comes_to(book: Book, told: Explanation, today: date) -> int:
    """What a sum has to come to: the billed cents, save for the kinds that docs/reference/explanations.md names."""
    line = next((row for row in book.lines if row.id == told.line_id), None)
    if line is None:
        return _without_a_line(book, told, today)
    if told.kind == "split":
        return sum(row.amount for row in book.lines if row.id in told.cites)
    if told.kind == "instalment" and not told.mistake and told.sum_as != "fee":
        return line.amount + _fee_on_each(book, line)
    return abs(line.amount)


def _without_a_line(book: Book, told: Explanation, today: date) -> int:
    """A hold comes to what is free to spend, to nothing, or to its parts; a refund to what was promised."""
    promised = [refund.amount for refund in book.refunds if refund.id == told.line_id]
    if promised:
        return promised[0]
    if told.variant == "gone":
        return 0
    if told.variant == "parts":
        return sum(row.amount for row in book.lines if row.authorisation_id == told.line_id)
    free = summarise(book, today).available
    assert free is not None
    return free.cents


def _fee_on_each(book: Book, line: Line) -> int:
    plan = next(row for row in book.plans if row.id == line.order_ref)
    return (plan.amount * plan.fee_bp + 5_000) // 10_000


def _billed(book: Book, told: Explanation) -> int:
    return next(abs(row.amount) for row in book.lines if row.id == told.line_id)
