"""The queue: what waits for a person, by urgency and then by waiting time. Never by balance or spend (V14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from candor.conversation.desk import CUSTOMER, Present
from candor.conversation.handing_over import HandOff
from candor.conversation.staff import Role
from candor.services.desk.agents import Agent
from candor.services.tools import Tools
from candor.store import Transaction

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """A talk that waits. `customer` is the name on file, None for a guest; `due` the promise; `viewers` who of the
    staff looks at it now; `last_at` when something was last said in it.
    """

    handoff: HandOff
    customer: str | None
    due: datetime
    last_at: datetime
    viewers: tuple[Present, ...]

    @property
    def above_agents(self) -> str | None:
        """The role that may decide, where an agent alone may not; None where any agent may."""
        role = self.handoff.context.get("authority")
        return None if role in (None, Role.AGENT) else str(role)

    def overdue(self, now: datetime) -> bool:
        return now >= self.due


@dataclass(frozen=True)
class QueuePage:
    """`number` is the desk's change number at this look; `more` whether a next page has something."""

    rows: tuple[Waiting, ...]
    more: bool
    number: int


def list_queue(tools: Tools, agent: Agent, *, teams: Sequence[str] | None = None, page: int = 0) -> QueuePage:
    """One page of what waits. `teams` None shows all; else what is for one of these or for nobody in particular."""
    now = tools.clock.now()
    with tools.store.read() as tx:
        found = tx.handoffs.queue(now, teams, PAGE + 1, page * PAGE)
        return QueuePage(_rows(tx, found[:PAGE], now), len(found) > PAGE, tx.desk.number())


def _rows(tx: Transaction, found: Sequence[HandOff], now: datetime) -> tuple[Waiting, ...]:
    """With what stands beside each, read for all at once: a page must not cost more than its rows."""
    talks = [handoff.conversation_id for handoff in found]
    names = tx.ledger.names([handoff.customer_id for handoff in found if handoff.customer_id])
    owed, last_at, present = (
        tx.handoffs.owed_in(talks),
        tx.conversations.last_said(talks),
        tx.desk.present_in(talks, now),
    )
    return tuple(
        Waiting(
            handoff,
            names.get(handoff.customer_id or ""),
            owed.get(handoff.conversation_id, handoff.due),
            last_at[handoff.conversation_id],
            tuple(one for one in present if one.conversation_id == handoff.conversation_id and one.who != CUSTOMER),
        )
        for handoff in found
    )
