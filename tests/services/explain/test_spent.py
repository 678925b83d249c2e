""" "How much did I spend": the sum of the time and the shops that are named, with each part of it."""

import re

import pytest

from candor.billing.records import Book
from candor.importing.sample.bank import make_bank
from candor.services.explain.tell_spent import tell_spent
from candor.services.explain.telling import WHICH_CHARGE, Told
from candor.services.find.clues import Wanted
from candor.services.talk.words import load_wording
from candor.settings import ROOT
from tests.billing.books import TODAY, bill, book, hold, line

WORDING = load_wording(ROOT / "domain.yml")
AMOUNT = re.compile(r"\$([\d,]+)\.(\d\d)")


@pytest.fixture(scope="module")
def bank() -> dict[str, Book]:
    return {its.customer.id: its for its in make_bank(7, TODAY)}


def asked(its: Book, text: str) -> Told:
    return tell_spent(its, Wanted(text=text), TODAY, WORDING)


def texts(told: Told) -> str:
    return "\n".join(WORDING.speak(reply).text for reply in told.replies)


def names(told: Told) -> list[str]:
    return [reply.response for reply in told.replies]


def coffees() -> Book:
    lines = (
        line("a", 500, "SQ *BLUE HERON", "04-02"),
        line("b", 700, "SQ *BLUE HERON", "05-04"),
        line("c", 5237, "RIDGE FUEL 0042", "05-05"),
    )
    return book(lines=lines, statements=(bill("s5", "05-03", "05-28"),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("how much did I spend at blue heron", "$12.00 at Blue Heron Coffee in the past 12 months"),
        ("how much did I spend at blue heron this month", "$7.00 at Blue Heron Coffee from May 1 to May 12"),
        ("how much did I spend at blue heron in april", "$5.00 at Blue Heron Coffee from April 1 to April 30"),
        ("how much did i spend at blue heron this year", "$12.00 at Blue Heron Coffee so far this year"),
        ("how much did I spend", "You spent $59.37 from May 1 to May 12"),
        ("what did I spend on May 4", "You spent $7.00 on May 4"),
        ("what did I spend on my last bill", "You spent $5.00 on your bill of May 3"),
        ("what have I spent since my last statement", "You spent $59.37 since your bill of May 3"),
        ("how much did I spend on my may bill", "You spent $5.00 on your bill of May 3"),
        ("how much did I spend in total", "You spent $64.37 from April 2 to May 12"),
        ("how much did I spend on gas", "You spent $52.37 at shops of that kind"),
        ("how much did I spend at blue heron in february", "nothing bought at Blue Heron Coffee from February 1"),
        ("what did I spend on coffee with the card ending 4471", "with the card ending 4471"),
    ],
)
def test_the_time_and_the_shop_that_are_named_are_what_is_summed(text: str, said: str) -> None:
    assert said in texts(asked(coffees(), text))


def test_an_unknown_name_gets_no_sum() -> None:
    told = asked(coffees(), "how much did I spend at Zorbo's")
    assert names(told) == ["utter_spent_unknown"]
    assert not AMOUNT.search(texts(told))


def test_the_newest_are_offered_and_a_hold_is_said_not_to_be_in_it() -> None:
    its = book(lines=coffees().lines, authorisations=(hold("h1", 2180, "SQ *BLUE HERON", "05-11"),))
    told = asked(its, "how much did I spend at blue heron")
    assert names(told) == ["utter_spent_at", "utter_spent_pending", "utter_fees_seen_from"]
    assert "$21.80 more is pending" in texts(told)
    assert (told.shown, told.asked) == (("b", "a"), WHICH_CHARGE)


@pytest.mark.parametrize(
    "text", ["how much did I spend in total", "how much did I spend on my last bill", "what did i spend on food"]
)
def test_the_parts_that_a_customer_reads_add_up_to_the_sum(bank: dict[str, Book], text: str) -> None:
    for its in bank.values():
        (first, *_) = asked(its, text).replies
        total, *parts = map(cents_of, AMOUNT.findall(WORDING.speak(first).text))
        assert total == sum(parts)
        assert first.cites
        assert set(first.cites) <= {row.id for row in its.lines} | {its.account.id}


def cents_of(said: tuple[str, str]) -> int:
    dollars, cents = said
    return int(dollars.replace(",", "")) * 100 + int(cents)
