"""Adds people of the bank, lists them, and ends their access."""

from __future__ import annotations

import re
import secrets

from candor.clock import Clock
from candor.conversation.staff import Role, Staff
from candor.errors import NoSuchStaff, StaffRefused
from candor.ids import new_id
from candor.services.staff.passwords import hashed
from candor.store import Store

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,62}")
CONSOLE = "console"
"""The actor of the trail when somebody with the machine's own keyboard did it."""


def add_staff(
    store: Store, clock: Clock, *, login: str, name: str, role: Role, password: str, sample: bool = False
) -> Staff:
    """A new person. StaffRefused when the login is taken or can not be one, PasswordRefused for a short password."""
    login, name = login.strip().lower(), " ".join(name.split())
    if not LOGIN.fullmatch(login):
        raise StaffRefused("a login has 2 to 63 letters, digits or . _ @ -")
    if not 1 <= len(name) <= 80 or not name.isprintable():
        raise StaffRefused("a name has 1 to 80 characters that can be printed")
    kept, now = hashed(password), clock.now()
    person = Staff(new_id(), name, login, kept, role, active=True, sample=sample, added_at=now)
    with store.write() as tx:
        if tx.staff.by_login(login):
            raise StaffRefused(f"somebody has the login {login} already")
        tx.staff.add(person)
        tx.trail.add(now, actor=CONSOLE, act="staff_added", subject=person.id, role=role.value)
    return person


def list_staff(store: Store) -> list[Staff]:
    with store.read() as tx:
        return tx.staff.all()


def deactivate_staff(store: Store, clock: Clock, login: str) -> Staff:
    """Ends all sessions of this person and lets them open no other. NoSuchStaff for an unknown login."""
    with store.write() as tx:
        person = tx.staff.by_login(login.strip().lower())
        if person is None:
            raise NoSuchStaff(f"nobody has the login {login}")
        tx.staff.deactivate(person.id)
        tx.staff.close_sessions_of(person.id)
        tx.trail.add(clock.now(), actor=CONSOLE, act="staff_deactivated", subject=person.id)
    return person


def new_password() -> str:
    """A password of 120 random bits, in groups that can be typed."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(6)) for _ in range(4))
