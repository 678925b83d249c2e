"""Signed links to a talk's one question: nobody can make one up, each ends, and each is good for one answer."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime

from candor.clock import Clock
from candor.errors import AlreadyRated, LinkOver, NotYours
from candor.services.outcomes.ask_at_end import SCALES, AskedAtEnd, keep_answer, kind_for, may_ask
from candor.store import Store, Transaction

PURPOSE = b"answer by link\0"


@dataclass(frozen=True)
class Links:
    """Makes and reads the links of a house. `base` is where customers' browsers reach it, `secret` its own."""

    base: str
    secret: bytes

    def link(self, conversation_id: str, until: datetime) -> str:
        return f"{self.base}/answer/{self.token(conversation_id, until)}"

    def token(self, conversation_id: str, until: datetime) -> str:
        said = f"{conversation_id}.{int(until.timestamp())}"
        return f"{said}.{self._sign(said)}"

    def read(self, token: str, now: datetime) -> str:
        """The talk that the token is about. Raises LinkOver for one that is not ours, or whose time has passed."""
        said, _, sign = token.rpartition(".")
        conversation_id, _, until = said.rpartition(".")
        if not conversation_id or not hmac.compare_digest(sign.encode(), self._sign(said).encode()):
            raise LinkOver
        if now >= datetime.fromtimestamp(int(until), UTC):
            raise LinkOver
        return conversation_id

    def _sign(self, said: str) -> str:
        digest = hmac.new(self.secret, PURPOSE + said.encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


def question_by_link(store: Store, clock: Clock, links: Links, token: str) -> AskedAtEnd:
    """The question that the link asks. Raises LinkOver where it was answered, or may not be asked any more."""
    conversation_id = links.read(token, clock.now())
    with store.read() as tx:
        _check_open(tx, conversation_id)
    kind = kind_for(conversation_id)
    return AskedAtEnd(kind, *SCALES[kind])


def answer_by_link(store: Store, clock: Clock, links: Links, token: str, score: int, comment: str) -> None:
    """Keeps the answer, once. Raises LinkOver the second time, ScoreRefused off the scale."""
    # Before anything waits for the database: a link that is not ours costs nobody else anything.
    conversation_id = links.read(token, clock.now())
    with store.write() as tx:
        _check_open(tx, conversation_id)
        conversation = tx.conversations.get(conversation_id)
        try:
            keep_answer(tx, conversation, kind_for(conversation_id), score, comment, clock.now())
        except AlreadyRated:
            raise LinkOver from None


def _check_open(tx: Transaction, conversation_id: str) -> None:
    try:
        open_still = may_ask(tx, conversation_id) and not tx.trust.surveyed(conversation_id)
    except NotYours:
        open_still = False
    if not open_still:
        raise LinkOver
