"""The outbox of e-mails."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from candor.conversation.mail import Mail, MailState
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.desk import mails as t


class Mails:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, mail: Mail) -> None:
        self._connection.execute(insert(t), row_of(mail))

    def mailed_up_to(self, conversation_id: str) -> int:
        """The number of the newest bubble of this talk that stands in a mail; 0 when none does."""
        return int(
            self._connection.scalar(select(func.max(t.c.up_to)).where(t.c.conversation_id == conversation_id)) or 0
        )

    def take(self, now: datetime, until: datetime) -> Mail | None:
        """The longest waiting mail, now ours to send until then; None when there is none. Also takes one that somebody
        was sending and did not end."""
        is_due = (t.c.state != MailState.SENT.value) & (t.c.try_at <= now)
        query = columns(t, Mail).where(is_due).order_by(t.c.try_at).limit(1).with_for_update(skip_locked=True)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        mail = record_of(Mail, row)
        taken = update(t).where(t.c.id == mail.id).values(state=MailState.SENDING.value, try_at=until)
        self._connection.execute(taken.values(attempts=t.c.attempts + 1))
        return mail

    def is_due(self, now: datetime) -> bool:
        """A look that takes no lock."""
        query = select(t.c.id).where(t.c.state != MailState.SENT.value, t.c.try_at <= now).limit(1)
        return self._connection.execute(query).first() is not None

    def sent(self, mail: Mail, at: datetime) -> None:
        self._connection.execute(update(t).where(t.c.id == mail.id).values(state=MailState.SENT.value, sent_at=at))

    def try_again(self, mail: Mail, at: datetime) -> None:
        self._connection.execute(update(t).where(t.c.id == mail.id).values(state=MailState.WAITING.value, try_at=at))

    def of(self, conversation_id: str) -> list[Mail]:
        """The mails about a talk, oldest first."""
        query = columns(t, Mail).where(t.c.conversation_id == conversation_id).order_by(t.c.made_at, t.c.id)
        return [record_of(Mail, row) for row in self._connection.execute(query)]
