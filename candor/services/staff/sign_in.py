"""Opens and ends sessions of the bank's own people, and says whose session a token is."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from candor.clock import Clock
from candor.conversation.staff import LONGEST, Staff, StaffSession
from candor.errors import SignInRefused
from candor.ids import new_id
from candor.services.staff.passwords import fits
from candor.services.talk.access import hash_of
from candor.store import Store, Transaction

TOUCH_EVERY = timedelta(minutes=1)
"""How exact the idle end is: a write for every press would be a write for every look."""


@dataclass(frozen=True)
class SignedIn:
    """A person with the session they came in by."""

    person: Staff
    session: StaffSession


def sign_in(store: Store, clock: Clock, login: str, password: str, *, sample: bool) -> tuple[str, SignedIn]:
    """A new session and its token, told once. `sample`: whether this bank is the sample one.

    Raises SignInRefused in the same time and with the same words for a wrong name, a wrong password, and somebody who
    may no longer come in.
    """
    login = login.strip().lower()[:64]
    with store.read() as tx:
        person = tx.staff.by_login(login)
    allowed = person is not None and person.active and (sample or not person.sample)
    fitting = fits(person.password if person else None, password)
    now = clock.now()
    if person is None or not (fitting and allowed):
        with store.write() as tx:
            tx.trail.add(now, actor="nobody", act="sign_in_refused", subject=person.id if person else "unknown")
        raise SignInRefused
    with store.write() as tx:
        return opened(tx, person, now)


def opened(tx: Transaction, person: Staff, now: datetime, by: str = "password") -> tuple[str, SignedIn]:
    """A session for somebody who has shown who they are; its token is told once."""
    token = secrets.token_urlsafe(32)
    session = StaffSession(new_id(), hash_of(token), person.id, now, now, now + LONGEST)
    tx.staff.sweep(now)
    tx.staff.open_session(session)
    tx.trail.add(now, actor=person.actor, act="signed_in", subject=person.id, session=session.id, by=by)
    return token, SignedIn(person, session)


def who_is(store: Store, clock: Clock, token: str, *, sample: bool, pressed: bool = True) -> SignedIn | None:
    """Whose session this token is now; None when it is unknown, has ended, or its person may no longer come in.

    `pressed`: the person did something, so the idle time begins anew.
    """
    now = clock.now()
    with store.read() as tx:
        session = tx.staff.session(hash_of(token))
        person = tx.staff.get(session.staff_id) if session else None
    if session is None or person is None or not session.holds(now):
        return None
    if not person.active or (person.sample and not sample):
        return None
    if pressed and now - session.used_at >= TOUCH_EVERY:
        with store.write() as tx:
            tx.staff.use_session(session.id, now)
    return SignedIn(person, session)


def sign_out(store: Store, clock: Clock, who: SignedIn) -> None:
    with store.write() as tx:
        tx.staff.close_session(who.session.id)
        tx.trail.add(clock.now(), actor=who.person.actor, act="signed_out", subject=who.person.id)
