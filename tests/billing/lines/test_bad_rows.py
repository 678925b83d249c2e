"""Whatever the rows are like, a line is told: with words, with no sum that is wrong, and never with a stack trace."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, NextStep
from candor.billing.lines import explain
from candor.billing.records import Book, Fee, LineType, Refund
from tests import ours
from tests.billing.books import TODAY, book, hold, line, local, payment, payment_line
from tests.billing.lines.mutations import broken, telling
from tests.billing.lines.sums import assert_adds_up
from tests.billing.lines.test_every_line import ids_of


@cache
def books() -> list[Book]:
    return [telling(each, TODAY) for each in ours.bank(1, TODAY)]


@given(its=broken(books), detail=st.sampled_from(list(Detail)))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_line_of_a_broken_book_is_told_in_words_and_no_sum_is_wrong(its: Any, detail: Detail) -> None:
    for line_id in ids_of(its):
        told = explain(its, line_id, TODAY, detail)
        assert all(told.all_facts.values()), told
        assert told.cites[0] in (line_id, told.line_id)
        assert all(ours.wording().render(name, told.all_facts).text for name in told.responses)
        if told.kind not in ("interest",) and not told.kind.startswith("interest_"):
            assert_adds_up(its, told, TODAY)


@pytest.mark.parametrize(
    ("wrong", "variant", "amount"),
    [
        ({"currency": "EUR"}, "currency", "€12.40"),
        ({"post_date": TODAY + timedelta(days=1)}, "future", "$12.40"),
        ({"amount": 0}, "zero", "$0.00"),
        ({"amount": -1240}, "unlike", "$12.40"),
        ({"txn_date": date(2026, 5, 11), "post_date": date(2026, 5, 10)}, "unlike", "$12.40"),
    ],
)
@pytest.mark.parametrize("kind", [LineType.PURCHASE, LineType.FEE, LineType.INTEREST, LineType.CASH_ADVANCE])
def test_a_line_that_makes_no_sense_is_told_as_far_as_it_can_be_seen(
    wrong: dict[str, Any], variant: str, amount: str, kind: LineType
) -> None:
    row = replace(line("t1", 1240, "STREAMLY.COM", "05-03", type=kind), **wrong)
    for detail in Detail:
        told = explain(book(lines=(row,)), "t1", TODAY, detail)
        assert told.responses == (
            "utter_explain_odd_line" if detail is Detail.ONE_LINE else f"utter_explain_odd_{variant}",
        )
        assert (told.facts["amount"], told.facts["descriptor"]) == (amount, "STREAMLY.COM")
        assert (told.confidence, told.next_step, told.steps) == (Confidence.UNKNOWN, NextStep.ASK_PERSON, ())


@pytest.mark.parametrize(
    ("wrong", "variant"),
    [({"currency": "EUR"}, "currency"), ({"amount": -500}, "unlike"), ({"at": "later"}, "future")],
)
def test_a_hold_that_makes_no_sense_is_told_as_that(wrong: dict[str, Any], variant: str) -> None:
    on = "05-14" if wrong.pop("at", "") else "05-11"
    told = explain(book(authorisations=(replace(hold("a1", 500, "STREAMLY.COM", on), **wrong),)), "a1", TODAY)
    assert told.responses == (f"utter_explain_odd_{variant}",)


def test_a_line_and_the_row_behind_it_that_differ_are_not_explained_away() -> None:
    fee = line("t1", 3000, "LATE FEE", "05-03", type=LineType.FEE)
    rows = {
        "t1": book(lines=(fee,), fees=(Fee("f1", "acc", "t1", "late", 2500, None, "1"),)),
        "line-p1": book(
            lines=(payment_line("p1", 5000, "05-03"),),
            payments=(payment("p1", 4000, local("05-03")),),
        ),
        "t2": book(
            lines=(line("t2", -900, "STREAMLY.COM", "05-03", type=LineType.REFUND),),
            refunds=(Refund("r1", "acc", "t0", 800, date(2026, 5, 1), line_id="t2"),),
        ),
    }
    for line_id, its in rows.items():
        assert explain(its, line_id, TODAY).responses == ("utter_explain_odd_unlike",)
