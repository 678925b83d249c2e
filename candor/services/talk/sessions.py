"""Opens sessions, for a customer that the host page vouches for or for a guest, and ends them at a sign-out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from candor.clock import Clock
from candor.errors import IdentityRefused, NotYours
from candor.ids import new_id
from candor.services.talk.access import CUSTOMER, GUEST, hash_of, visitor_of
from candor.store import Store, Transaction
from candor.store.sessions import SessionRow

CUSTOMERS_SESSION = timedelta(minutes=30)
GUESTS_SESSION = timedelta(hours=12)


@dataclass(frozen=True)
class Identity:
    """What a verified host token says: the customer, the token's own id, and until when it could be used."""

    customer_id: str
    jti: str
    expires_at: datetime


@dataclass(frozen=True)
class OpenedSession:
    """A session just opened. The token is told once and kept only as a hash."""

    token: str
    assurance: str
    name: str | None
    expires_at: datetime


def open_session(store: Store, clock: Clock, identity: Identity | None) -> OpenedSession:
    """A guest's session without an identity. Raises IdentityRefused for a token used before or an unknown customer."""
    now = clock.now()
    token = secrets.token_urlsafe(32)
    lasting = CUSTOMERS_SESSION if identity else GUESTS_SESSION
    customer_id = identity.customer_id if identity else None
    with store.write() as tx:
        name = _vouched_name(tx, identity, now) if identity else None
        session = SessionRow(new_id(), hash_of(token), customer_id, now, now + lasting)
        tx.sessions.sweep(now)
        tx.sessions.add(session)
        tx.trail.add(now, actor=customer_id or GUEST, act="session_opened", subject=customer_id or session.id)
    return OpenedSession(token, CUSTOMER if identity else GUEST, name, session.expires_at)


def end_session(store: Store, clock: Clock, token: str) -> None:
    """Ends the token's session at once. Raises NotSignedIn when it has ended already or never was."""
    now = clock.now()
    with store.write() as tx:
        visitor = visitor_of(tx, token, now)
        tx.sessions.end(visitor.session_id, now)
        who = visitor.customer_id
        tx.trail.add(now, actor=who or GUEST, act="session_ended", subject=who or visitor.session_id)


def _vouched_name(tx: Transaction, identity: Identity, now: datetime) -> str:
    if not tx.sessions.use_token(identity.jti, identity.expires_at):
        raise IdentityRefused("the token was used before")
    try:
        return tx.ledger.customer(identity.customer_id).name
    except NotYours:
        raise IdentityRefused("no such customer") from None
