"""Mail by a real server on loopback: the letter as it arrives, servers that are away, and passwords that stay home."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta

import pytest

from candor.services.clocks.run_due import run_due
from candor.services.desk.write_as_agent import write_as_agent
from candor.services.people.mail_answer import MAIL_ANSWER, mail_answer
from candor.services.people.post_mail import ServerPost, send_mails
from tests.services.people.mail_server import MailServer, certificate, serving
from tests.services.people.test_mail import DANA, FROM, session, talk, tools, visitor

__all__ = ["session", "talk", "tools", "visitor"]
SAID = ".the first line begins with a dot\n…and this one is in Português: não"


@pytest.fixture
def waits(tools, clock, talk):
    """A mail that waits to be sent."""
    write_as_agent(tools, DANA, talk, SAID, "1")
    clock.advance(timedelta(minutes=3))
    run_due(tools, {MAIL_ANSWER: mail_answer})


def sent(tools, server: MailServer, secret: str = "") -> int:
    return send_mails(tools, ServerPost(f"smtp://{secret}127.0.0.1:{server.port}"), FROM)


def test_a_letter_arrives_as_it_was_written(waits, tools):
    with serving(MailServer()) as server:
        assert (sent(tools, server), sent(tools, server)) == (1, 0)
    ((raw, _),) = server.letters
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert SAID in letter.get_content().replace("\r\n", "\n")
    assert letter["from"] == FROM
    assert letter["message-id"].endswith("@bank.example>")
    assert {"MAIL", "RCPT", "DATA", "QUIT"} <= set(server.said)


@pytest.mark.parametrize("trouble", [{"refuses": {"RCPT": 1}}, {"refuses": {"DATA": 1}}, {"drops": 1}])
def test_a_server_that_is_in_trouble_gets_the_letter_later_and_once(trouble, waits, tools, clock):
    with serving(MailServer(**trouble)) as server:
        assert sent(tools, server) == 0
        assert sent(tools, server) == 0, "not again at once"
        clock.advance(timedelta(minutes=1))
        assert sent(tools, server) == 1
        clock.advance(timedelta(hours=2))
        assert sent(tools, server) == 0
    assert len(server.letters) == 1


def test_a_server_that_is_away_loses_nothing(waits, tools, clock):
    with serving(MailServer()) as server:
        pass
    assert sent(tools, server) == 0
    clock.advance(timedelta(minutes=1))
    with serving(MailServer()) as back:
        assert sent(tools, back) == 1


def test_the_password_goes_over_an_encrypted_line_only(waits, tools, clock, tmp_path, monkeypatch):
    file, context = certificate(tmp_path)
    with serving(MailServer()) as plain:
        assert sent(tools, plain, "help:s%40cret@") == 0
    assert (plain.passwords, plain.letters) == ([], [])
    clock.advance(timedelta(minutes=1))
    with serving(MailServer(tls=context)) as stranger:
        assert sent(tools, stranger, "help:s%40cret@") == 0, "nobody vouches for this server"
    assert (stranger.passwords, stranger.letters) == ([], [])
    clock.advance(timedelta(hours=1))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with serving(MailServer(tls=context)) as ours:
        assert sent(tools, ours, "help:s%40cret@") == 1
    assert ours.passwords == [("s@cret", True)]
    assert [safe for _, safe in ours.letters] == [True]
