from __future__ import annotations

import email
import email.policy
import smtplib
from datetime import timedelta

import pytest

from candor.conversation.mail import MailState, address_on_file
from candor.services.clocks.run_due import run_due
from candor.services.desk.agents import Agent
from candor.services.desk.claim import take_over
from candor.services.desk.presence import customer_looks
from candor.services.desk.write_as_agent import write_as_agent
from candor.services.people.mail_answer import MAIL_ANSWER, mail_answer
from candor.services.people.post_mail import SENDING, FolderPost, letter_of, send_mails
from candor.services.talk.access import visitor_of
from candor.services.talk.read_conversation import mark_read
from candor.services.talk.sessions import Identity, open_session
from candor.services.talk.start_conversation import start_conversation
from tests.services.serving import tools_on

DANA = Agent("dana", "Dana")
FROM = "Northfield Bank <help@bank.example>"
MINUTES = timedelta(minutes=3)


@pytest.fixture
def tools(tmp_path, clock):
    return tools_on(tmp_path, clock)


@pytest.fixture
def session(tools, clock):
    with tools.store.read() as tx:
        customer = tx.ledger.customers()[0]
    return open_session(tools.store, clock, Identity(customer.id, "jti", clock.now() + timedelta(minutes=5)))


@pytest.fixture
def visitor(tools, session, clock):
    with tools.store.read() as tx:
        return visitor_of(tx, session.token, clock.now())


@pytest.fixture
def talk(tools, visitor):
    made = start_conversation(tools.store, tools.clock, tools.wording, visitor).id
    take_over(tools, DANA, made)
    return made


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mail"


def later(tools, clock, folder, by=MINUTES):
    clock.advance(by)
    run_due(tools, {MAIL_ANSWER: mail_answer})
    return send_mails(tools, FolderPost(folder), FROM)


def letters(folder):
    files = sorted(folder.glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def test_an_answer_to_a_customer_who_has_left_goes_out_by_mail_once(tools, clock, talk, folder):
    write_as_agent(tools, DANA, talk, "The fee comes off by May 14.", "1")
    write_as_agent(tools, DANA, talk, "You need not do anything.", "2")
    assert later(tools, clock, folder) == 1
    assert later(tools, clock, folder) == 0
    (letter,) = letters(folder)
    assert "@" in letter["to"]
    assert "The fee comes off by May 14.\n\nYou need not do anything." in letter.get_content()
    assert "Dana from our team has answered" in letter.get_content()


def test_who_reads_it_in_the_chat_gets_no_mail(tools, clock, visitor, talk, folder):
    said = write_as_agent(tools, DANA, talk, "The fee comes off by May 14.", "1")
    mark_read(tools.store, visitor, talk, said.seq)
    assert later(tools, clock, folder) == 0


def test_who_has_the_chat_open_is_mailed_only_after_leaving(tools, clock, session, talk, folder):
    write_as_agent(tools, DANA, talk, "The fee comes off by May 14.", "1")
    clock.advance(MINUTES - timedelta(seconds=10))
    customer_looks(tools, session.token, talk)
    assert later(tools, clock, folder, timedelta(seconds=10)) == 0
    assert later(tools, clock, folder) == 1


def test_a_later_answer_is_a_mail_of_its_own_without_the_first(tools, clock, talk, folder):
    write_as_agent(tools, DANA, talk, "One.", "1")
    later(tools, clock, folder)
    write_as_agent(tools, DANA, talk, "Two.", "2")
    later(tools, clock, folder)
    bodies = sorted(letter.get_content() for letter in letters(folder))
    assert ["One." in body for body in bodies].count(True) == 1
    assert ["Two." in body for body in bodies].count(True) == 1


def test_a_mail_that_could_not_be_sent_is_sent_later(tools, clock, talk, folder):
    class Broken:
        def send(self, name, letter):
            raise smtplib.SMTPServerDisconnected("gone")

    write_as_agent(tools, DANA, talk, "One.", "1")
    clock.advance(MINUTES)
    run_due(tools, {MAIL_ANSWER: mail_answer})
    assert send_mails(tools, Broken(), FROM) == 0
    assert send_mails(tools, FolderPost(folder), FROM) == 0, "not at once"
    assert later(tools, clock, folder) == 1


def test_a_process_that_dies_while_sending_leaves_one_file_and_one_message_id(tools, clock, talk, folder):
    class Dying:
        def send(self, name, letter):
            FolderPost(folder).send(name, letter)
            raise KeyboardInterrupt

    write_as_agent(tools, DANA, talk, "One.", "1")
    clock.advance(MINUTES)
    run_due(tools, {MAIL_ANSWER: mail_answer})
    with pytest.raises(KeyboardInterrupt):
        send_mails(tools, Dying(), FROM)
    (first,) = letters(folder)
    assert later(tools, clock, folder, SENDING) == 1
    (again,) = letters(folder)
    assert again["message-id"] == first["message-id"]
    with tools.store.read() as tx:
        (mail,) = tx.mails.of(talk)
    assert (mail.state, mail.attempts) == (MailState.SENT, 2)


def test_no_name_and_no_word_of_a_talk_can_add_a_header(tools, clock, talk, folder):
    write_as_agent(tools, DANA, talk, "One.\nBcc: thief@example.com", "1")
    later(tools, clock, folder)
    (letter,) = letters(folder)
    assert letter["bcc"] is None
    with tools.store.read() as tx:
        (mail,) = tx.mails.of(talk)
    assert "\n" not in letter_of(mail, FROM)["subject"]


@pytest.mark.parametrize("address", ["", "maya", "maya@bank", "a b@example.com", "a@example.com\nBcc: x@y.zz"])
def test_what_is_no_address_is_not_written_to(address):
    assert address_on_file(address, frozenset()) is None


def test_an_address_that_is_not_verified_is_not_written_to():
    assert address_on_file("maya@example.com", frozenset({"email_unverified"})) is None
    assert address_on_file("maya@example.com", frozenset()) == "maya@example.com"
