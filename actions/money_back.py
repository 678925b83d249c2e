"""What is done about a charge that somebody wants back, and what follows a yes or no to what we asked about it."""

from __future__ import annotations

from actions.base import CandorAction
from actions.claims import mended
from actions.hearing import Heard
from actions.making_up import usual_credit
from actions.said import Reading, Said, read_book
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.goodwill.ask_goodwill import ask_person_again
from candor.services.goodwill.decide_goodwill import decide_goodwill
from candor.services.goodwill.offer_goodwill import NO, YES
from candor.services.goodwill.say_goodwill import LEAVE, LEAVE_USUAL, PERSON, USUAL
from candor.services.goodwill.two_views import two_views
from candor.store import Transaction

WAY_ON = "utter_goodwill_person_may"


def take_off(action: CandorAction, tx: Transaction, reading: Reading, heard: Heard, line: str) -> Said:
    """A mistake of ours is put right; anything else is decided by the policy. What comes next is about this line."""
    mistaken = mended(action.candor, tx, reading, heard, line)
    if mistaken:
        return mistaken
    replies = decide_goodwill(tx, action.candor.tools, heard.context, line)
    asked = Question.GOODWILL_PERSON if replies[-1].response == WAY_ON else None
    return Said(replies, {"charge": line, "asked": asked})


def plead(action: CandorAction, tx: Transaction, reading: Reading, heard: Heard, line: str) -> Said:
    """ "That's unfair", "I've been with you ten years": whoever says it of a fee has asked enough."""
    views = two_views(tx, heard.context, line)
    if views:
        return Said([views], {"charge": line, "asked": Question.GOODWILL_PERSON})
    return take_off(action, tx, reading, heard, line)


def answered(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """What follows a yes or no to an offer, or to "a person may decide in another way"; None for other questions."""
    if heard.context.customer is None:
        return None
    yes = heard.intent == "affirm"
    if _is_about(heard, (USUAL, LEAVE_USUAL), Question.USUAL_CREDIT):
        return _usual(action, tx, heard) if yes else _left("utter_goodwill_left")
    line = heard.pressed or heard.charge
    if line and _is_about(heard, (YES, NO), Question.TAKE_IT_OFF):
        reading = read_book(tx, heard.context.customer, action.candor)
        return take_off(action, tx, reading, heard, line) if yes else _left("utter_goodwill_left")
    if line and _is_about(heard, (PERSON, LEAVE), Question.GOODWILL_PERSON):
        return _person(action, tx, heard, line) if yes else _left("utter_goodwill_disagree")
    return None


def _is_about(heard: Heard, pressed: tuple[str, str], question: Question) -> bool:
    """Whether a button of these was pressed, or the question was answered in words."""
    return heard.goodwill in pressed or (heard.goodwill is None and heard.question is question)


def _left(response: str) -> Said:
    return Said([Reply(response)], {"asked": None})


def _usual(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    given = usual_credit(tx, action.candor, heard)
    return Said(given[0], {"asked": given[1]}) if given else None


def _person(action: CandorAction, tx: Transaction, heard: Heard, line: str) -> Said:
    return Said([ask_person_again(tx, action.candor.tools, heard.context, line)], {"asked": None})
