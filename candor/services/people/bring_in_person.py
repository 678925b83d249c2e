"""Brings in a person for a turn: the row and its promise, with all the person needs to know, once for one wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from candor.billing.days import spoken
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.handing_over import HandOff
from candor.services.people.hand_off import hand_off
from candor.services.people.say_when import promise_by, promise_facts
from candor.services.tools import Tools
from candor.store import Transaction

STORY_LENGTH = 3
"""The customer's last bubbles that the person reads first; the whole talk stands beside them."""


@dataclass(frozen=True)
class Promised:
    """A hand-over with the facts of its promise (those of facts_of_promise). `again`: it was there before."""

    handoff: HandOff
    facts: Mapping[str, str]
    again: bool

    @property
    def cites(self) -> tuple[str, ...]:
        return (self.handoff.id,)


def bring_in_person(
    tx: Transaction,
    tools: Tools,
    context: TurnContext,
    trigger: str,
    charge: str | None = None,
    known: Mapping[str, object] | None = None,
) -> Promised:
    """The hand-over for this wish. `charge` is the id of its line, `known` what else the person has to know.

    A wish that was told before and still waits, with its promise not yet past, gets the promise it has.
    """
    now = tools.clock.now()
    waiting = tx.handoffs.open_in(context.conversation)
    if waiting and waiting.due > now and _same(waiting, trigger, charge):
        again = waiting.message_id != context.message
        return Promised(waiting, facts_of_promise(tx, tools, context, waiting), again)
    made = hand_off(
        tx,
        tools.handoff_policy,
        now,
        conversation_id=context.conversation,
        message_id=context.message,
        trigger=trigger,
        context={**_package(tx, context, charge), **(known or {})},
    )
    return Promised(made, facts_of_promise(tx, tools, context, made), again=False)


def zone_of(tx: Transaction, tools: Tools, context: TurnContext) -> str:
    """The customer's time zone; for a guest the team's."""
    return tx.ledger.customer(context.customer).time_zone if context.customer else tools.handoff_policy.time_zone


def _same(waiting: HandOff, trigger: str, charge: str | None) -> bool:
    return waiting.trigger == trigger and charge in (None, waiting.context.get("charge"))


def _package(tx: Transaction, context: TurnContext, charge: str | None) -> dict[str, object]:
    """What the person has to know (domain 2.3), so that nothing is asked again."""
    told = tx.messages.latest_of_customer(context.conversation, STORY_LENGTH)
    return {"assurance": context.assurance, "charge": charge, "story": [message.text for message in told]}


def facts_of_promise(tx: Transaction, tools: Tools, context: TurnContext, handoff: HandOff) -> dict[str, str]:
    """By when a person answers (`by`, or `day` and `time`), `told_on` and `today`, by the customer's calendar."""
    now, zone = tools.clock.now(), zone_of(tx, tools, context)
    today = day_in(zone, now)
    return {
        **promise_facts(handoff.due, zone, now),
        "by": promise_by(tools.wording, handoff.due, zone, now),
        "told_on": spoken(day_in(zone, handoff.requested_at), today),
        "today": spoken(today, today),
    }
