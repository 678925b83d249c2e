"""Which lines a question after a sum is about."""

import pytest

from candor.billing.records import Book, Card
from candor.importing.sample.bank import make_bank
from candor.services.find.clues import Wanted
from candor.services.find.whose import Whose, whose
from tests.billing.books import CARD, TODAY, book, line

HERS = Card("k2", "acc", "Elena Moreno", "3366", "visa", authorised_user=True)


@pytest.fixture(scope="module")
def bank() -> dict[str, Book]:
    return {its.customer.id: its for its in make_bank(7, TODAY)}


def of(its: Book, text: str) -> Whose:
    return whose(its, Wanted(text=text), TODAY)


@pytest.mark.parametrize(
    ("customer", "text", "shop"),
    [
        ("c01", "how much did I spend at Harvest Lane Market", "Harvest Lane Market"),
        ("c01", "spent at harvst lane", "Harvest Lane Market"),
        ("c02", "how much have i spent at bazara", "Bazara Marketplace"),
        ("c02", "what did I spend at kettle and home", "Kettle & Home"),
        ("c02", "how much did I spend at Northfield", "NRTHFLD OUTDR 0231"),
        ("c08", "how much did i spend at wrenfeild", "Wrenfield Pharmacy"),
    ],
)
def test_a_shop_is_known_by_its_name_and_told_as_far_as_it_is_certain(
    bank: dict[str, Book], customer: str, text: str, shop: str
) -> None:
    found = of(bank[customer], text)
    assert (found.shops, found.is_kind, found.unknown) == ((shop,), False, False)
    assert found.ids


@pytest.mark.parametrize(
    ("customer", "text"),
    [
        ("c01", "how much did I spend on groceries"),
        ("c01", "how much on coffee last month"),
        ("c01", "what do I spend on gas"),
        ("c04", "how much did we spend at the gym"),
    ],
)
def test_a_word_for_a_kind_of_shop_means_the_kind_and_no_shop_that_has_it_in_its_name(
    bank: dict[str, Book], customer: str, text: str
) -> None:
    found = of(bank[customer], text)
    assert (found.is_kind, found.shops) == (True, ())


@pytest.mark.parametrize(
    "text",
    ["how much did I spend", "how much did I spend this month", "what have I spent on my card in total", "my spending"],
)
def test_with_nothing_named_all_is_meant(bank: dict[str, Book], text: str) -> None:
    assert of(bank["c01"], text) == Whose()


@pytest.mark.parametrize(
    "text",
    [
        "how much did I spend at Zorbo's",
        "how much did I spend on Amazon this year",
        "and how much did I spend at Zorbo's Diner?",
    ],
)
def test_a_name_that_no_row_has_is_said_to_be_unknown_and_not_taken_for_all(bank: dict[str, Book], text: str) -> None:
    assert of(bank["c01"], text).unknown


def test_a_card_is_known_by_its_digits_or_by_who_holds_it() -> None:
    lines = (line("a", 500, "SQ *BLUE HERON", "05-02"), line("b", 700, "SQ *BLUE HERON", "05-03", card_id="k2"))
    its = book(lines=lines, cards=(CARD, HERS))
    for text in ("what did Elena spend", "how much did I spend with the card ending 3366"):
        assert (of(its, text).ids, of(its, text).card) == ({"b"}, "3366")
    assert of(its, "what did Elena spend at blue heron").ids == {"b"}


def test_abroad_means_shops_in_other_countries(bank: dict[str, Book]) -> None:
    found = of(bank["c05"], "how much did I spend abroad")
    assert found.abroad
    assert found.ids
    countries = {
        bank["c05"].merchants[row.merchant_id or ""].country for row in bank["c05"].lines if row.id in found.ids
    }
    assert countries == {"PT", "IT", "AT", "GB"}
