"""The desk's registry of addresses, who may look and who may act, and the services' idea of who is asking."""

from __future__ import annotations

from pathlib import Path

from candor.conversation.staff import Role
from candor.services.desk.agents import Agent
from candor.web.staff.routes import StaffRoutes
from candor.web.staff.visit import Visit

LOOKS = frozenset({Role.AGENT, Role.SUPERVISOR, Role.AUDITOR})
ACTS = frozenset({Role.AGENT, Role.SUPERVISOR})
SEES_TEAM = frozenset({Role.SUPERVISOR, Role.AUDITOR})
# Ids are base64url or dashed words: what can not be one is "not found" before it reaches a database.
TALK = "/desk/talks/<talk:[A-Za-z0-9_-]+>"

desk = StaffRoutes("desk", Path(__file__).parent)


def agent_of(visit: Visit) -> Agent:
    return Agent(visit.staff.id, visit.staff.name, visit.is_any(Role.SUPERVISOR))


def may_act(visit: Visit) -> bool:
    return visit.staff.role in ACTS


def staff_names(visit: Visit) -> dict[str, str]:
    """Names of the staff by actor, as rows hold them."""
    with visit.candor.store.read() as tx:
        return {person.actor: person.name for person in tx.staff.all()}
