"""The sample bank's own people: made once, with random passwords that stand in the data folder for its owner alone."""

from __future__ import annotations

from pathlib import Path

from candor.clock import Clock
from candor.conversation.staff import Role
from candor.services.staff.passwords import hashed
from candor.services.staff.people import add_staff, new_password
from candor.services.staff.sample_file import SamplePerson, sample_staff, write_sample_staff
from candor.store import Store

PEOPLE = (
    ("dana", "Dana", Role.AGENT),
    ("marco", "Marco", Role.AGENT),
    ("priya", "Priya", Role.SUPERVISOR),
    ("theo", "Theo", Role.TRAINER),
    ("iris", "Iris", Role.AUDITOR),
)


def make_sample_staff(store: Store, clock: Clock, folder: Path) -> list[SamplePerson]:
    """Everybody of the sample bank, made where missing. A password that is not in the file any more is made anew."""
    known = {person.login: person for person in sample_staff(folder)}
    people = [known.get(login) or SamplePerson(login, name, role, new_password()) for login, name, role in PEOPLE]
    for person in people:
        with store.read() as tx:
            there = tx.staff.by_login(person.login)
        if there is None:
            add_staff(
                store, clock, login=person.login, name=person.name, role=Role(person.role),
                password=person.password, sample=True,
            )  # fmt: skip
        elif there.sample and person.login not in known:
            with store.write() as tx:
                tx.staff.set_password(there.id, hashed(person.password))
    if len(known) < len(people):
        write_sample_staff(folder, people)
    return people
