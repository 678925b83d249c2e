"""What every action does: read the signed context, do its work in time, and speak only of what has committed."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.another_charge import another_meant
from actions.claims import as_claim, claimed, which_told
from actions.disputing import answered, still_waits
from actions.hearing import Heard, hear
from actions.making_up import made_up_for
from actions.said import Said
from actions.speaking import say
from actions.two_things import also_asked, either_or, must_ask
from actions.wondering import wondered
from candor.bootstrap import Candor
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.goodwill.draw_gifts import tell_gift
from candor.services.goodwill.when_it_comes import when_it_comes
from candor.services.talk.access import serving
from candor.store import Transaction, WritingNeeded

DEADLINE = 8.0
"""Seconds. Rasa itself would wait for 300; the app gives a turn up after 12."""

SIGN_IN = Reply("utter_guest_sign_in")


class CandorAction(Action):
    """An action with the product in its hands. Raises on any failure, so that the app tries the turn again."""

    called: ClassVar[str]
    writes: ClassVar[bool] = False
    for_guests: ClassVar[bool] = False
    goes_on: ClassVar[bool] = True
    """Whether the bot goes on after it: if not, a person reads all that the message asks for."""

    def __init__(self, candor: Candor) -> None:
        self.candor = candor

    def name(self) -> str:
        return self.called

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Rasa's entry: the words leave only after the transaction has ended well."""
        heard = hear(tracker, self.candor.settings.secret, self.candor.clock)
        said = await asyncio.wait_for(asyncio.to_thread(self._act, heard), DEADLINE)
        for reply in said.replies:
            say(dispatcher, reply)
        # One action answers a turn (docs/decisions): Rasa need not work out that it is to listen now.
        return [*(SlotSet(slot, value) for slot, value in said.slots.items()), FollowupAction("action_listen")]

    def _act(self, heard: Heard) -> Said:
        if heard.context.customer is None and not self.for_guests:
            return Said([SIGN_IN])
        store = self.candor.store
        if not self.writes:
            # Most that is read changes nothing. What does (a mistake of ours is found) begins anew, and writes.
            with suppress(WritingNeeded), store.read() as tx:
                return self._said(tx, heard)
        with store.write() as tx:
            return self._said(tx, heard)

    def _said(self, tx: Transaction, heard: Heard) -> Said:
        # A call that outlived its turn must leave nothing behind: another try is on its way.
        serving(tx, heard.context, self.candor.clock.now())
        known = self._of_a_dispute(tx, heard) or _decided_when(tx, heard)
        if known:
            return known
        made = made_up_for(tx, self.candor, heard)
        if made:
            return Said(made[0], {"asked": made[1]})
        wrong = as_claim(tx, self.candor, heard)
        close = either_or(tx, self.candor, heard) if must_ask(heard) and not wrong else None
        if close:
            return Said([close], {"asked": Question.EITHER_OR})
        said = claimed(tx, self.candor, wrong) if wrong else self.act(tx, heard)
        heard = wrong or heard
        gift = tell_gift(tx, self.candor.tools, heard.context.customer) if heard.context.customer else None
        if not self.goes_on:
            return replace(said, replies=(*said.replies, *((gift,) if gift else ())))
        names = tuple(reply.response for reply in said.replies)
        more = (also_asked(tx, self.candor, heard), still_waits(tx, self.candor, heard, names), gift)
        return replace(said, replies=(*said.replies, *(reply for reply in more if reply)))

    def _of_a_dispute(self, tx: Transaction, heard: Heard) -> Said | None:
        """The answer to a message that belongs to the talk about a dispute; None for any other."""
        wonders = wondered(tx, self.candor, heard)
        if wonders:
            return wonders
        another = another_meant(tx, self.candor, heard)
        if another:
            return another
        told = answered(tx, self.candor, heard)
        if told:
            return Said(told[0], {"charge": told[1], "asked": None})
        return which_told(tx, self.candor, heard)

    @abstractmethod
    def act(self, tx: Transaction, heard: Heard) -> Said:
        """The replies to what was heard, inside one transaction that the base opens and commits."""


def _decided_when(tx: Transaction, heard: Heard) -> Said | None:
    told = when_it_comes(tx, heard.context, heard.charge, heard.wanted.text)
    return Said(told, {"asked": None}) if told else None
