"""Each interest line and each bill of the sample bank as a picture, with the same facts in its writing and its text."""

from __future__ import annotations

from datetime import date

import pytest

from candor.billing.explanation import Detail
from candor.billing.records import Book, Line, LineType
from candor.conversation.wording import Wording
from candor.services.explain.compare_bills import picture_of_change, tell_difference
from candor.services.explain.pictures import illustrated, picture_of_line
from candor.services.explain.telling import tell_line
from candor.services.find.clues import Wanted
from tests import ours
from tests.billing.books import book, line
from tests.billing.pictures.reading import AMOUNT, assert_sound, overlaps, texts

TODAY = date(2026, 5, 12)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return ours.wording()


@pytest.fixture(scope="module")
def bank() -> list[Book]:
    return ours.bank(1, TODAY)


def newest_interest(its: Book) -> list[Line]:
    return [row for row in its.lines if row.type is LineType.INTEREST][-3:]


def test_the_picture_of_interest_has_the_facts_of_its_text(bank: list[Book], wording: Wording) -> None:
    seen = 0
    for its in bank:
        for row in newest_interest(its):
            drawn = picture_of_line(its, row.id, TODAY, wording)
            assert drawn is not None
            assert_sound(drawn)
            assert overlaps(drawn) == []
            days = [one for one in texts(drawn) if " × " in one]
            told = [line.split(": ", 1)[1].split(" = ") for line in drawn.text.splitlines() if line.startswith("•")]
            assert days == [owed for owed, *_ in told]
            # With several rates the text tells each stretch's interest too; the picture always does.
            assert {interest for _, *said in told for interest in said} <= set(texts(drawn))
            # Its last words stand in the picture too, wrapped.
            assert " ".join(texts(drawn)).endswith(drawn.text.splitlines()[-1])
            seen += 1
    assert seen > 10


def test_the_picture_of_a_bill_has_the_facts_of_its_text(bank: list[Book], wording: Wording) -> None:
    seen = 0
    for its in bank:
        drawn = picture_of_change(its, TODAY, wording)
        if drawn is None:
            continue
        assert_sound(drawn)
        assert overlaps(drawn) == []
        before, *changes, now = (one for one in texts(drawn) if AMOUNT.fullmatch(one))
        listed = [line for line in drawn.text.splitlines() if line.startswith("•")]
        assert [AMOUNT.findall(line)[-1] for line in listed] == changes
        assert before in drawn.text
        assert now in drawn.text
        seen += 1
    assert seen > 10


def test_a_line_that_stands_on_no_days_has_no_picture(wording: Wording) -> None:
    bought = line("t1", 1240, "SQ *BLUE HERON", "05-03")
    unknown = line("t2", 1240, "INTEREST", "05-03", type=LineType.INTEREST)
    its = book(lines=(bought, unknown))
    assert [picture_of_line(its, one, TODAY, wording) for one in ("t1", "t2")] == [None, None]
    assert picture_of_change(its, TODAY, wording) is None


def test_the_sum_of_interest_is_said_with_its_picture_and_the_short_answer_without(
    bank: list[Book], wording: Wording
) -> None:
    its = next(book for book in bank if book.customer.id == "c09")
    (*_, row) = newest_interest(its)
    full = illustrated(tell_line(its, row.id, TODAY, Detail.FULL), TODAY, wording)
    cards = {reply.response: wording.speak(reply).card for reply in full.replies}
    shown = [name for name, card in cards.items() if card and card["type"] == "picture"]
    assert shown == ["utter_explain_interest_full"]
    card = cards[shown[0]]
    drawn = picture_of_line(its, row.id, TODAY, wording)
    assert card is not None
    assert drawn is not None
    assert (card["svg"], card["text"], card["title"]) == (drawn.svg, drawn.text, drawn.title)
    short = illustrated(tell_line(its, row.id, TODAY, Detail.SHORT), TODAY, wording)
    assert all(reply.card is None for reply in short.replies)


def test_the_picture_of_an_older_bill_is_of_that_bill(bank: list[Book], wording: Wording) -> None:
    its = next(book for book in bank if book.customer.id == "c09")
    (reply, *_) = tell_difference(its, Wanted(text="why was my march bill higher"), TODAY, wording).replies
    assert reply.card is not None
    assert "Bill of March 28" in reply.card["svg"]
    assert "Bill of April 28" not in reply.card["svg"]
    assert wording.speak(reply).text in reply.card["text"]
