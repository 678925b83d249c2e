"""What customers of the sample bank read about their bill: it can be said, and it is plain (domain.md part 4)."""

from datetime import date
from pathlib import Path

import pytest

from candor.billing.explanation import Detail
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.services.explain.check_refund import check_refund
from candor.services.explain.explain_charge import explain_charge
from candor.services.explain.explain_fee import explain_fee, explain_interest
from candor.services.explain.list_pending import list_pending
from candor.services.explain.summarise_bill import summarise_bill
from candor.services.explain.tell_whole import tell_whole
from candor.services.explain.telling import tell_line
from candor.services.find.clues import Wanted
from candor.services.talk.words import load_wording
from candor.trust.readability import HIGHEST_GRADE, LONGEST_MEAN, LONGEST_SENTENCE, grade, jargon, sentence_lengths
from tests import ours
from tests.billing.books import TODAY
from tests.services.odd_books import odd_books

DOMAIN = Path(__file__).parents[3] / "domain.yml"
MOST_SENTENCES = 3
WHOLE = (
    ("why is my bill higher", "bill_summary"),
    ("what did I pay in fees this year", "explain_fee"),
    ("all fees in 2025", "explain_fee"),
    ("how do I stop the interest", "explain_interest"),
    ("which subscriptions do I pay", "subscription_charge"),
    ("did anybody charge me twice", "dispute_charge"),
)
DAYS = (TODAY, date(2026, 5, 29))
WORDING = load_wording(DOMAIN)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording(DOMAIN)


@pytest.fixture(scope="module")
def said() -> list[Reply]:
    """One reply of each response to each customer, about every line and every question."""
    replies: dict[tuple[str, str], Reply] = {}
    for book in (*ours.bank(1, TODAY), *odd_books()):
        for reply in _all_of(book):
            replies[book.customer.id, reply.response] = reply
    return list(replies.values())


def _all_of(book: Book) -> list[Reply]:
    ids = [row.id for row in book.lines] + [hold.id for hold in book.authorisations] + [r.id for r in book.refunds]
    told = [tell_line(book, line_id, TODAY, detail) for detail in Detail for line_id in ids]
    told += [summarise_bill(book, day) for day in (TODAY, date(2026, 5, 29), book.account.opened)]
    told += [
        explain_charge(book, Wanted(text=text), TODAY) for text in ("what is this charge", "harbor", "harbor 1.11")
    ]
    told += [explain_charge(book, Wanted(text="zorbo 0.07"), TODAY, asked_before=before) for before in (False, True)]
    for text in ("", "late fee", "foreign fee", "cash", "99.99"):
        told += [answer(book, Wanted(text=text), TODAY) for answer in (explain_fee, explain_interest, check_refund)]
    told.append(list_pending(book, Wanted(text="pending"), TODAY))
    told += [tell_whole(book, Wanted(text=text), intent, day, WORDING) for text, intent in WHOLE for day in DAYS]
    return [reply for each in told if each for reply in each.replies]


def test_every_reply_has_words_for_its_text_its_buttons_and_its_card(wording: Wording, said: list[Reply]) -> None:
    assert len({reply.response for reply in said}) > 140
    for reply in said:
        worded = wording.speak(reply)
        assert worded.text
        assert all(choice.label and not choice.label.startswith("utter_") for choice in worded.choices), reply.response
        if reply.card and reply.card["type"] == "charge":
            labels = [reply.card["status"], *(label for label, _ in reply.card["rows"])]
            assert all(wording.render(label, {}).text for label in labels)


def test_every_reply_is_short_and_plain(wording: Wording, said: list[Reply]) -> None:
    for reply in said:
        text = "\n".join(line for line in wording.speak(_with_plain_names(reply)).text.splitlines() if line[0] != "•")
        lengths = sentence_lengths(text)
        assert len(lengths) <= MOST_SENTENCES, text
        assert sum(lengths) / len(lengths) <= LONGEST_MEAN, text
        assert max(lengths) <= LONGEST_SENTENCE, text
        assert grade(text) <= HIGHEST_GRADE, (round(grade(text), 1), text)
        assert jargon(text) == [], text


def _with_plain_names(reply: Reply) -> Reply:
    """The names of shops and people are what they are: only our own words are read for plainness."""
    names = dict.fromkeys(("name", "shop", "descriptor", "for_name", "holder", "printed"), "Blue Shop")
    facts = {fact: names.get(fact, value) for fact, value in reply.facts.items()}
    return Reply(reply.response, facts, reply.cites, reply.choices, reply.card)


def test_every_reply_cites_rows_or_holds_no_number(said: list[Reply]) -> None:
    for reply in said:
        has_number = any(char.isdigit() for value in reply.facts.values() for char in value)
        assert reply.cites or not has_number, reply.response
