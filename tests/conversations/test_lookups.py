"""Look-ups read rows as a customer would, without the code that the talks test."""

from dataclasses import replace
from datetime import date

import pytest

from tests.conversations.lookups import Lookups, NoSuchFact
from tests.services.serving import BOOK, COFFEE

LOOKUPS = Lookups(BOOK, date(2026, 5, 12))


def test_an_amount_and_a_day_are_written_as_on_the_bill():
    assert LOOKUPS.fill("{{line.BLUE HERON.amount}} on {{ line.blue heron.txn_date }}") == "$12.40 on May 3"


def test_a_day_of_another_year_says_its_year():
    assert Lookups(BOOK, date(2027, 1, 2)).value("line.BLUE HERON.txn_date") == "May 3, 2026"


def test_of_several_lines_the_newest_is_meant():
    older = replace(COFFEE, id="t-old", amount=99, post_date=date(2026, 1, 1))
    book = replace(BOOK, lines=(*BOOK.lines, older))
    assert Lookups(book, date(2026, 5, 12)).value("line.BLUE HERON.amount") == "$12.40"


@pytest.mark.parametrize(
    "path", ["line.NOBODY.amount", "line.BLUE HERON.colour", "moon.x.y", "fee.late.amount", "bill"]
)
def test_what_is_nowhere_on_the_book_is_an_error(path):
    with pytest.raises(NoSuchFact, match="c01"):
        LOOKUPS.value(path)


def test_every_id_of_the_book_has_its_kind_and_no_other_id_has_one():
    assert LOOKUPS.kind_of("t-coffee") == "line"
    assert LOOKUPS.kind_of("k01") == "card"
    assert LOOKUPS.kind_of("t-of-somebody-else") is None
