"""Letters: what the law asks them to tell, in plain words, as a page and as a PDF that can be read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.conversation.desk import CUSTOMER, Present
from candor.disputes import commands as do
from candor.disputes.policy import Says
from candor.disputes.reasons import Reason
from candor.services.clocks.run_due import run_due
from candor.services.disputes.begin_case import begin_case
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.dispute_policy import load_dispute_policy
from candor.services.disputes.move_case import file_case, move_case
from candor.services.disputes.render_letter import letter_page, letter_pdf, word_letter
from candor.services.tools import Tools
from tests.services.disputes.cases import filed, tick
from tests.services.disputes.test_move_case import DENIED
from tests.services.serving import BOOK, JACKET, NOW, talk_of, tools_on

POLICY = load_dispute_policy()


@pytest.fixture
def tools(data_folder, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


def letters(tools: Tools, command=None) -> dict[str, object]:
    kept = filed(tools)
    if command:
        with tools.store.write() as tx:
            move_case(tx, tools, "s01", kept.id, command)
    tick(tools)
    with tools.store.read() as tx:
        return {letter.kind: letter for letter in tx.disputes.letters(kept.id)}


def told(tools: Tools, letter) -> str:
    return " ".join(word_letter(tools, letter).paragraphs)


def test_the_acknowledgement_tells_what_the_law_asks_for(tools):
    words = told(tools, letters(tools)["acknowledgement"])
    for part in ("D-", "$89.00", "May 12", "do not have to pay", "rest of your bill is due", "August 10"):
        assert part in words


def test_a_refusal_tells_why_what_is_owed_until_when_and_that_papers_are_free(tools):
    words = told(tools, letters(tools, DENIED)["explanation"])
    for part in ("The parcel was signed for.", "the shop's slip", "at no cost", "You owe $89.00", "by July 5"):
        assert part in words
    assert words.startswith("We looked into it, and the charge of $89.00 stands."), "bad news comes first"
    assert "take the temporary credit of $89.00 back" in words


def test_a_correction_tells_what_was_given_and_the_interest_in_it(tools):
    words = told(tools, letters(tools, do.DecideError(41))["correction"])
    assert "$89.41 for good" in words
    assert "$0.41 of interest" in words
    assert "You owe" not in words


@pytest.mark.parametrize("kind", POLICY.letters)
def test_every_kind_of_the_policy_has_its_words(tools, kind):
    from dataclasses import replace

    letter = replace(letters(tools)["acknowledgement"], kind=kind)
    there = dict.fromkeys(("has_credit", "has_related", "is_owed", "takes_back", "is_refused"), "yes")
    worded = word_letter(tools, replace(letter, facts={**letter.facts, **there, "pay_by": "July 5"}))
    under_reg_z = [part for part in POLICY.letters[kind].says if part is not Says.RIGHTS]
    assert len(worded.paragraphs) == len(under_reg_z)


def test_the_page_shows_what_a_customer_wrote_as_text_and_holds_no_script(tools):
    from dataclasses import replace

    letter = letters(tools)["acknowledgement"]
    page = letter_page(tools, replace(letter, facts={**letter.facts, "name": "<script>alert(1)</script>"}))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert '<html lang="en">' in page
    assert "style=" not in page


def test_the_pdf_is_tagged_and_the_same_each_time(tools):
    letter = letters(tools)["acknowledgement"]
    first = letter_pdf(tools, letter)
    assert first == letter_pdf(tools, letter)
    assert first.startswith(b"%PDF-")
    assert b"/MarkInfo" in first
    assert b"/StructTreeRoot" in first
    assert b"pdfuaid:part" in first


def test_a_letter_stands_in_the_talk_that_the_dispute_began_in(tools, clock):
    talk_of(tools, clock, "c01")
    with tools.store.write() as tx:
        draft = begin_case(tx, tools, BOOK, JACKET, notice_at=NOW, conversation_id="talk")
        file_case(tx, tools, draft, do.Submit(Reason.NOT_RECEIVED, 8900, True), actor="customer", key="said")
    tick(tools)
    with tools.store.read() as tx:
        said = [view.message for view in tx.messages.after("talk", 0)]
    assert [message.response for message in said] == ["utter_dispute_letter", "utter_dispute_letter"]
    assert f"We have your dispute {draft.id}" in said[0].text
    assert "August 10" in said[0].text


def mails(tools: Tools):
    with tools.store.read() as tx:
        return tx.mails.of("talk")


def filed_in_talk(tools: Tools, clock) -> None:
    talk_of(tools, clock, "c01")
    with tools.store.write() as tx:
        draft = begin_case(tx, tools, BOOK, JACKET, notice_at=NOW, conversation_id="talk")
        file_case(tx, tools, draft, do.Submit(Reason.NOT_RECEIVED, 8900, True), actor="customer", key="said")


def test_each_letter_goes_by_mail_once(tools, clock):
    filed_in_talk(tools, clock)
    tick(tools)
    tick(tools)
    assert [(mail.address, mail.subject) for mail in mails(tools)] == [
        ("ada@example.com", "A letter about your dispute")
    ] * 2
    assert "We have your dispute D-" in mails(tools)[0].body + mails(tools)[1].body
    with tools.store.read() as tx:
        assert tx.mails.mailed_up_to("talk") <= 0, "an agent's words before it are not mailed by that"


def test_who_has_the_chat_open_gets_each_letter_by_mail_too(tools, clock):
    filed_in_talk(tools, clock)
    clock.advance(timedelta(minutes=2))
    with tools.store.write() as tx:
        tx.desk.look(Present("talk", CUSTOMER, None, clock.now() + timedelta(minutes=1), None))
    run_due(tools, HANDLERS)
    assert len(mails(tools)) == 2


def test_a_letter_names_its_sender_and_keeps_a_case_number_in_one_piece(tools):
    letter = letters(tools)["acknowledgement"]
    bank = replace(tools, bank=("Hill & Dale Bank", "200 State Street", "Albany, NY 12207"))
    page = letter_page(bank, letter)
    assert page.startswith("<!doctype html>")
    assert "<strong>Hill &amp; Dale Bank</strong><br>200 State Street<br>Albany, NY 12207" in page
    assert page.count(f'<span class="case">{letter.case_id}</span>') == page.partition("<body>")[2].count(
        letter.case_id
    )
    assert letter_pdf(bank, letter) != letter_pdf(tools, letter)
    assert 'class="from"' not in letter_page(tools, letter)
