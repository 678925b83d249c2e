"""Actions that end at a person: each writes its row and its promise before a word is said."""

from __future__ import annotations

from typing import ClassVar

from actions.base import CandorAction, Said
from actions.bill import Reading, read_book, said_of, told_by_words
from actions.hearing import Heard
from actions.not_ours import calm
from candor.conversation.moods import only_insults
from candor.conversation.questions import Question
from candor.conversation.replies import Choice, Reply
from candor.services.disputes.dispute_status import dispute_status
from candor.services.disputes.note_dispute import note_dispute
from candor.services.explain.explain_charge import explain_printed
from candor.services.explain.put_right import own_mistake, put_right
from candor.services.explain.telling import label_of
from candor.services.find.find_charge import One, Several, find_charge
from candor.services.goodwill.ask_goodwill import ask_goodwill
from candor.services.people.report_fraud import report_fraud
from candor.services.people.talk_to_human import talk_to_human
from candor.store import Transaction


class PersonAction(CandorAction):
    writes: ClassVar[bool] = True

    def asked_what(self, tx: Transaction, heard: Heard) -> Said | None:
        """ "What is the COURTESY CREDIT?": the line as it is, for who asks no more of it than that."""
        if heard.pressed or heard.context.customer is None:
            return None
        reading = read_book(tx, heard.context.customer, self)
        told = explain_printed(reading.book, heard.wanted, reading.today, reading.detail)
        return said_of(told, heard, self.candor.wording) if told else None


class TalkToHuman(PersonAction):
    called: ClassVar[str] = "action_talk_to_human"
    for_guests: ClassVar[bool] = True
    goes_on: ClassVar[bool] = False

    def act(self, tx: Transaction, heard: Heard) -> Said:
        return Said([talk_to_human(tx, self.candor.tools, heard.context, heard.charge)])


class ReportFraud(PersonAction):
    """Names a charge only when we had just asked whether it is theirs: a stolen card is not about the last one seen."""

    called: ClassVar[str] = "action_report_fraud"
    for_guests: ClassVar[bool] = True
    goes_on: ClassVar[bool] = False

    def act(self, tx: Transaction, heard: Heard) -> Said:
        if only_insults(heard.wanted.text) and heard.context.choice is None:
            return calm(self, tx, heard)
        asked_about_it = heard.question in (Question.IS_IT_YOURS, Question.NOT_MINE_OR_WRONG)
        charge = heard.charge if asked_about_it else None
        return Said([report_fraud(tx, self.candor.tools, heard.context, charge)])


class Dispute(PersonAction):
    """Writes the claim down first, whichever charge it is; asks which one only after that.

    "Did anybody charge me twice?" claims nothing: it is answered, with a button for the claim.
    """

    called: ClassVar[str] = "action_dispute"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        assert heard.context.customer
        reading, wording = read_book(tx, heard.context.customer, self), self.candor.wording
        told = None if heard.pressed else told_by_words(reading, heard, wording)
        if told:
            return said_of(told, heard, wording)
        fitting = _fitting(reading, heard)
        charge = fitting[0] if len(fitting) == 1 else None
        mistaken = mended(self, tx, reading, heard, charge)
        if mistaken:
            return mistaken
        replies = [note_dispute(tx, self.candor.tools, heard.context, charge)]
        if len(fitting) > 1:
            replies.append(_which(reading, fitting))
        return Said(replies, {"charge": charge, "listed": list(fitting)})


def mended(action: PersonAction, tx: Transaction, reading: Reading, heard: Heard, charge: str | None) -> Said | None:
    """A fee or interest that we got wrong is put right at once, whatever was asked for; None for any other line."""
    told = own_mistake(reading.book, charge, reading.today)
    if told is None:
        return None
    return said_of(put_right(tx, action.candor.tools, heard.context, told), heard, action.candor.wording)


def _fitting(reading: Reading, heard: Heard) -> tuple[str, ...]:
    if heard.pressed:
        return (heard.pressed,)
    found = find_charge(reading.book, heard.wanted, reading.today, heard.listed, heard.charge)
    if isinstance(found, One):
        return (found.id,)
    return found.ids if isinstance(found, Several) else ()


def _which(reading: Reading, lines: tuple[str, ...]) -> Reply:
    choices = (Choice(label_of(reading.book, line, reading.today), "dispute_charge", {"line": line}) for line in lines)
    return Reply("utter_dispute_which", cites=lines, choices=tuple(choices))


class DisputeStatus(PersonAction):
    called: ClassVar[str] = "action_dispute_status"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        told = self.asked_what(tx, heard)
        if told:
            return told
        reply = dispute_status(tx, self.candor.tools, heard.context)
        asked = Question.IS_A_CHARGE_WRONG if reply.response == "utter_no_dispute" else None
        return Said([reply], {"asked": asked})


class Goodwill(PersonAction):
    called: ClassVar[str] = "action_goodwill"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        assert heard.context.customer
        told = self.asked_what(tx, heard)
        if told:
            return told
        reading = read_book(tx, heard.context.customer, self)
        mistaken = mended(self, tx, reading, heard, heard.pressed or heard.charge)
        if mistaken:
            return mistaken
        return Said([ask_goodwill(tx, self.candor.tools, heard.context, heard.charge)])
