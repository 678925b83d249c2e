"""Sends what stands in the outbox: to a mail server, or into a folder of .eml files.

A mail is taken in one transaction, sent outside of any, and marked as sent in another. A process that dies between
the two leaves a mail that is sent again under the same Message-ID, by which mail servers know a twin; in a folder it
is the same file.
"""

from __future__ import annotations

import asyncio
import logging
import os
import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from candor.conversation.mail import Mail
from candor.services.tools import Tools

log = logging.getLogger("candor.mail")

LOOKS_EVERY = 2.0
SENDING = timedelta(minutes=2)
"""How long a process may take to send one mail, before another takes it for dead."""
PATIENCE = 20.0
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


class Post(Protocol):
    """Takes a letter to where it goes. Raises OSError or smtplib.SMTPException when it could not."""

    def send(self, name: str, letter: EmailMessage) -> None: ...


@dataclass(frozen=True)
class FolderPost:
    """One .eml file for each mail, named by its id: sent twice is one file."""

    folder: Path

    def send(self, name: str, letter: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f".{name}.part"
        part.write_bytes(bytes(letter))
        os.replace(part, self.folder / f"{name}.eml")


@dataclass(frozen=True)
class ServerPost:
    """A mail server: `smtps://user:password@host:465`, or `smtp://host:587` with STARTTLS where the server offers it.

    A password never goes over a line that is not encrypted.
    """

    url: str

    def send(self, name: str, letter: EmailMessage) -> None:
        at, tls = urlsplit(self.url), ssl.create_default_context()
        host = at.hostname or "localhost"
        if at.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, at.port or 465, timeout=PATIENCE, context=tls)
        else:
            server = smtplib.SMTP(host, at.port or 25, timeout=PATIENCE)
        with server:
            server.ehlo()
            is_safe = at.scheme == "smtps"
            if not is_safe and server.has_extn("starttls"):
                server.starttls(context=tls)
                is_safe = True
            if at.username and at.password:
                if not is_safe:
                    raise smtplib.SMTPNotSupportedError("no password over a line that is not encrypted")
                server.login(unquote(at.username), unquote(at.password))
            server.send_message(letter)


def send_mails(tools: Tools, post: Post, sender: str, most: int = 50) -> int:
    """Sends what waits, at most so many; how many went out."""
    sent = 0
    for _ in range(most):
        mail = _take(tools)
        if mail is None:
            break
        sent += _send(tools, post, sender, mail)
    return sent


def letter_of(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it travels: plain text, a Message-ID that stays the same however often it is sent."""
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, mail.address
    letter["Subject"] = " ".join(mail.subject.split())
    letter["Date"] = format_datetime(mail.made_at)
    letter["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2].strip('>') or 'candor'}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(mail.body)
    return letter


def _take(tools: Tools) -> Mail | None:
    now = tools.clock.now()
    with tools.store.read() as tx:
        if not tx.mails.is_due(now):
            return None
    with tools.store.write() as tx:
        return tx.mails.take(now, now + SENDING)


def _send(tools: Tools, post: Post, sender: str, mail: Mail) -> bool:
    try:
        post.send(mail.id, letter_of(mail, sender))
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail not sent", extra={"facts": {"mail": mail.id, "because": type(error).__name__}})
        pause: timedelta = min(FIRST_PAUSE * 2 ** min(mail.attempts, 10), LONGEST_PAUSE)
        with tools.store.write() as tx:
            tx.mails.try_again(mail, tools.clock.now() + pause)
        return False
    with tools.store.write() as tx:
        tx.mails.sent(mail, tools.clock.now())
        tx.trail.add(tools.clock.now(), actor="desk", act="mail_sent", subject=mail.conversation_id, mail=mail.id)
    return True


@dataclass(frozen=True)
class MailWorker:
    """Looks every two seconds for what waits. Several may run, in several processes."""

    tools: Tools
    post: Post
    sender: str

    async def run(self) -> None:
        while True:
            try:
                await asyncio.to_thread(send_mails, self.tools, self.post, self.sender)
            except Exception:
                # A locked or restarting database must not end the worker: what waits is still there.
                log.exception("could not look into the outbox")
            await asyncio.sleep(LOOKS_EVERY)
