"""What is done about a charge that somebody wants back, and what follows a yes or no to what we asked about it."""

from __future__ import annotations

from actions.base import CandorAction, Said
from actions.bill import Reading, read_book, said_of
from actions.hearing import Heard
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.explain.put_right import own_mistake, put_right
from candor.services.goodwill.ask_goodwill import ask_person_again
from candor.services.goodwill.decide_goodwill import decide_goodwill
from candor.services.goodwill.offer_goodwill import NO, YES
from candor.services.goodwill.say_goodwill import LEAVE, PERSON
from candor.store import Transaction

WAY_ON = "utter_goodwill_person_may"


def mended(action: CandorAction, tx: Transaction, reading: Reading, heard: Heard, charge: str | None) -> Said | None:
    """A fee or interest that we got wrong is put right at once, whatever was asked for; None for any other line."""
    told = own_mistake(reading.book, charge, reading.today)
    if told is None:
        return None
    return said_of(put_right(tx, action.candor.tools, heard.context, told), heard, action.candor.wording)


def take_off(action: CandorAction, tx: Transaction, reading: Reading, heard: Heard, line: str) -> Said:
    """A mistake of ours is put right; anything else is decided by the policy. What comes next is about this line."""
    mistaken = mended(action, tx, reading, heard, line)
    if mistaken:
        return mistaken
    replies = decide_goodwill(tx, action.candor.tools, heard.context, line)
    asked = Question.GOODWILL_PERSON if replies[-1].response == WAY_ON else None
    return Said(replies, {"charge": line, "asked": asked})


def answered(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """What follows a yes or no to an offer, or to "a person may decide in another way"; None for other questions."""
    line, said = heard.pressed or heard.charge, heard.goodwill
    if line is None or heard.context.customer is None:
        return None
    yes = heard.intent == "affirm"
    if said in (YES, NO) or (said is None and heard.question is Question.TAKE_IT_OFF):
        if not yes:
            return Said([Reply("utter_goodwill_left")], {"asked": None})
        return take_off(action, tx, read_book(tx, heard.context.customer, action), heard, line)
    if said in (PERSON, LEAVE) or (said is None and heard.question is Question.GOODWILL_PERSON):
        if not yes:
            return Said([Reply("utter_goodwill_disagree")], {"asked": None})
        return Said([ask_person_again(tx, action.candor.tools, heard.context, line)], {"asked": None})
    return None
