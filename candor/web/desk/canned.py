"""Replies that are written once, in domain.yml, and filled with this talk's own facts."""

from __future__ import annotations

from dataclasses import dataclass

from candor.services.desk.package import Package
from candor.web.staff.visit import Visit

PREFIX = "utter_desk_"
NAMES = (
    "utter_desk_hello",
    "utter_desk_looking",
    "utter_desk_charge",
    "utter_desk_wanted",
    "utter_desk_sorry",
    "utter_desk_more",
    "utter_desk_bye",
)
"""In the order in which a talk needs them."""


@dataclass(frozen=True)
class Canned:
    """`text` is ready to be sent; the agent may still change it."""

    name: str
    text: str


def replies(visit: Visit, customer: str | None, package: Package | None) -> list[Canned]:
    """All whose facts are known here."""
    wording = visit.candor.wording
    facts = facts_of(visit, customer, package)
    return [
        Canned(name.removeprefix(PREFIX).replace("_", " "), wording.render(name, facts).text)
        for name in NAMES
        if wording.placeholders(name) <= facts.keys()
    ]


def facts_of(visit: Visit, customer: str | None, package: Package | None) -> dict[str, str]:
    charge = package.charge if package else None
    facts = {"agent": visit.staff.name}
    if customer:
        facts["customer"] = customer.split()[0]
    if charge:
        facts |= {"name": charge.name, "amount": charge.amount, "date": charge.date}
    return facts
