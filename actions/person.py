"""Actions that end at a person: each writes its row and its promise before a word is said."""

from __future__ import annotations

import re
from typing import ClassVar

from actions.base import CandorAction
from actions.bill import ExplainCharge, told_by_words
from actions.claims import claimed
from actions.disputing import talk_about
from actions.hearing import Heard
from actions.not_ours import calm
from actions.said import Said, read_book, said_of
from candor.conversation.moods import only_insults
from candor.conversation.questions import Question
from candor.disputes.states import State
from candor.disputes.told import is_claim, reason_told, takes_case_back
from candor.errors import ChoiceGone
from candor.services.disputes.after_filing import case_status, file_came, press, withdraw_asked
from candor.services.disputes.dispute_status import dispute_status
from candor.services.disputes.other_line import INSTEAD, move_to_line
from candor.services.disputes.talk import SENT
from candor.services.explain.explain_charge import explain_printed
from candor.services.explain.whole_words import CLAIM
from candor.services.people.freeze_card import freeze_card, offer_freeze
from candor.services.people.report_fraud import report_fraud
from candor.services.people.talk_to_human import talk_to_human
from candor.store import Transaction

# Buttons under a case that is filed.
AFTER = frozenset({"add", "withdraw", "withdraw_yes", "still", "stands"})

# "Show me the charges from Bazara" says of none that it is wrong.
TO_SEE = re.compile(r"^\W*(?:(?:please|pls|can|could|you|i|want|to)\W+)*(?:show|list|display|see)\b", re.IGNORECASE)


def _only_asks(heard: Heard) -> bool:
    text = heard.wanted.text
    claims = heard.context.choice or reason_told(text) or CLAIM.search(text) or is_claim(text)
    return bool(TO_SEE.search(text)) and not claims


class PersonAction(CandorAction):
    writes: ClassVar[bool] = True

    def asked_what(self, tx: Transaction, heard: Heard) -> Said | None:
        """ "What is the COURTESY CREDIT?": the line as it is, for who asks no more of it than that."""
        if heard.pressed or heard.context.customer is None:
            return None
        reading = read_book(tx, heard.context.customer, self.candor)
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
        freeze = (heard.context.choice or {}).get("dispute") == "freeze"
        if freeze and heard.context.choice and heard.context.customer:
            return Said([freeze_card(tx, self.candor.tools, heard.context, str(heard.context.choice["value"]))])
        asked_about_it = heard.question in (Question.IS_IT_YOURS, Question.NOT_MINE_OR_WRONG)
        charge = heard.charge if asked_about_it else None
        handed = report_fraud(tx, self.candor.tools, heard.context, charge)
        return Said([offer_freeze(tx, self.candor.tools, heard.context, handed, charge)])


class Dispute(PersonAction):
    """Writes the claim down first, whichever charge it is; asks which one only after that.

    "Did anybody charge me twice?" claims nothing: it is answered, with a button for the claim.
    """

    called: ClassVar[str] = "action_dispute"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        assert heard.context.customer
        choice = heard.context.choice or {}
        if choice.get("dispute"):
            return self._pressed(tx, heard, str(choice["dispute"]), choice.get("value"))
        reading, wording = read_book(tx, heard.context.customer, self.candor), self.candor.wording
        told = None if heard.pressed else told_by_words(reading, heard, wording)
        if told:
            return said_of(told, heard, wording)
        return ExplainCharge(self.candor).act(tx, heard) if _only_asks(heard) else claimed(tx, self.candor, heard)

    def _pressed(self, tx: Transaction, heard: Heard, what: str, value: object) -> Said:
        line_id = str((heard.context.choice or {}).get("line"))
        talk = talk_about(tx, self.candor, heard, line_id)
        if talk is None:
            raise ChoiceGone
        kept = tx.disputes.draft_of(line_id)
        slots = {"charge": line_id, "asked": None}
        if what == SENT:
            return Said(file_came(tx, self.candor.tools, heard.context, str(value)), slots)
        if what in AFTER:
            return Said([press(tx, self.candor.tools, heard.context, what, str(value))], slots)
        if what == INSTEAD:
            old = tx.disputes.get(str(value), heard.context.customer)
            return Said(move_to_line(talk, old) if old.case.state is State.DRAFT else talk.begin(""), slots)
        if kept:
            return Said(talk.pressed(kept, what, str(value) if value else None), slots)
        filed = tx.disputes.open_of(line_id)
        if filed and tx.disputes.was_taken(filed.id, heard.context.message):
            return Said(talk.filed(filed), slots)
        return Said(talk.begin(""), slots)


class DisputeStatus(PersonAction):
    called: ClassVar[str] = "action_dispute_status"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        told = self.asked_what(tx, heard)
        if told:
            return told
        withdrawn = withdraw_asked(tx, self.candor.tools, heard.context) if takes_case_back(heard.wanted.text) else None
        cases = [withdrawn] if withdrawn else case_status(tx, self.candor.tools, heard.context)
        if cases:
            return Said(cases, {"asked": None})
        reply = dispute_status(tx, self.candor.tools, heard.context)
        asked = Question.IS_A_CHARGE_WRONG if reply.response == "utter_no_dispute" else None
        return Said([reply], {"asked": asked})
