"""Actions for words that only mean something after what was said before."""

from __future__ import annotations

from typing import ClassVar

from actions.answers import IF_CLEAR, clear, not_clear
from actions.base import CandorAction
from actions.bill import BillAction
from actions.hearing import Heard
from actions.said import Reading, Said
from candor.billing.explanation import Detail
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.explain.explain_charge import explain_chosen
from candor.services.explain.keep_detail import KEPT, ask_which_detail, detail_wanted
from candor.services.explain.make_clear import YES as IS_CLEAR
from candor.services.explain.make_clear import said_of_sense
from candor.services.explain.telling import Told
from candor.services.people.take_back import take_back
from candor.services.talk.follow_up import say_how_to_stop, say_more
from candor.store import Transaction

EXPLANATION = "utter_explain_"


class MoreOrLess(BillAction):
    """What the words ask of how much is told is kept, and the line that was just explained is told anew like that."""

    def level(self, heard: Heard) -> Detail | None:
        return heard.detail or detail_wanted(heard.wanted.text)

    def told_anew(self, reading: Reading, heard: Heard, level: Detail) -> Told | None:
        """None when the last words explained no line."""
        if heard.charge is None or not any(name.startswith(EXPLANATION) for name in heard.said):
            return None
        return explain_chosen(reading.book, heard.charge, reading.today, level)


class ChangeDetail(MoreOrLess):
    """ "Shorter please", "tell me everything"."""

    called: ClassVar[str] = "action_change_detail"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        level = self.level(heard)
        if level is None:
            return Told((ask_which_detail(),))
        told = self.told_anew(reading, heard, level)
        # What is kept already is said again where there is nothing else to say.
        said = () if level is not reading.detail else (Reply(KEPT[level]),)
        return told or Told(said)


class SayMore(MoreOrLess):
    """ "Why?", "what does that mean?": the sum behind what was just said, as far as there is one."""

    called: ClassVar[str] = "action_say_more"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        """ "I see, that makes sense": an answer, where that was the question."""
        sense = said_of_sense(heard.wanted.text) if heard.question in IF_CLEAR else None
        if sense is None or heard.charge is None:
            return super().act(tx, heard)
        tx.must_write()
        return clear(self, tx, heard) if sense == IS_CLEAR else not_clear(self, tx, heard)

    def tell(self, reading: Reading, heard: Heard) -> Told:
        level = self.level(heard)
        if level and level is not Detail.FULL:
            told = self.told_anew(reading, heard, level)
            if told:
                return told
        return say_more(reading.book, heard.charge, heard.said, reading.today)


class HowToStop(BillAction):
    """ "How do I stop it?": what keeps the line that the talk is about from coming again."""

    called: ClassVar[str] = "action_how_to_stop"

    def tell(self, reading: Reading, heard: Heard) -> Told:
        return say_how_to_stop(reading.book, heard.wanted, heard.charge, reading.today)


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
