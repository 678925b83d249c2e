"""Actions for words that only mean something after what was said before."""

from __future__ import annotations

from typing import ClassVar

from actions.base import CandorAction, Said
from actions.bill import BillAction, Reading
from actions.hearing import Heard
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.follow_up import say_how_to_stop, say_more
from candor.services.take_back import take_back
from candor.services.telling import Told
from candor.store import Transaction


class SayMore(BillAction):
    """ "Why?", "what does that mean?": the sum behind what was just said, as far as there is one."""

    called: ClassVar[str] = "action_say_more"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return say_more(reading.book, heard.charge, heard.said, reading.today)


class HowToStop(BillAction):
    """ "How do I stop it?": what keeps the line that the talk is about from coming again."""

    called: ClassVar[str] = "action_how_to_stop"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return say_how_to_stop(reading.book, heard.charge, reading.today)


class TakeBack(CandorAction):
    """ "It was me after all": said to whoever was told that it is wrong."""

    called: ClassVar[str] = "action_take_back"
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        reply = take_back(tx, self.candor.tools, heard.context)
        if reply:
            return Said([reply], {"asked": None})
        if heard.charge:
            return Said([Reply("utter_charge_is_known")], {"asked": Question.ANYTHING_ELSE})
        return Said([Reply("utter_what_then")], {"asked": None})
