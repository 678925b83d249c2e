"""Lets in whom the identity provider vouches for: a row of ours for each, so that the trail and talks name them."""

from __future__ import annotations

import hashlib

from candor.clock import Clock
from candor.conversation.staff import Staff
from candor.errors import SignInRefused
from candor.services.staff.provider import Person
from candor.services.staff.sign_in import SignedIn, opened
from candor.store import Store

PROVIDER = "provider"
NO_HASH = "!"
"""No hash: nobody comes in by a password here, and no login that can be typed has a colon."""


def let_in(store: Store, clock: Clock, issuer: str, person: Person) -> tuple[str, SignedIn]:
    """A new session and its token, told once. The first time a row is made; name and role are the provider's each time.

    Raises SignInRefused for somebody whom `candor staff deactivate` keeps out.
    """
    number = hashlib.sha256(f"{issuer}\0{person.subject}".encode()).hexdigest()[:32]
    now = clock.now()
    with store.write() as tx:
        known = tx.staff.get(f"p-{number}")
        if known is None:
            known = Staff(
                f"p-{number}", person.name, f"oidc:{number}", NO_HASH, person.role,
                active=True, sample=False, added_at=now,
            )  # fmt: skip
            tx.staff.add(known)
            tx.trail.add(now, actor=PROVIDER, act="staff_added", subject=known.id, role=person.role.value)
        elif not known.active:
            raise SignInRefused
        elif (known.name, known.role) != (person.name, person.role):
            tx.staff.change(known.id, person.name, person.role)
            tx.trail.add(now, actor=PROVIDER, act="staff_changed", subject=known.id, role=person.role.value)
        now_known = tx.staff.get(known.id)
        assert now_known
        return opened(tx, now_known, now, by=PROVIDER)


def note_refused(store: Store, clock: Clock) -> None:
    """Somebody came back from the provider and was not let in."""
    with store.write() as tx:
        tx.trail.add(clock.now(), actor="nobody", act="sign_in_refused", subject=PROVIDER)
