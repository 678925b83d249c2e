""" "Did that make sense?": asked once under an explanation; after a "no" it is told another way, then by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail
from candor.billing.lines import NoSuchLine
from candor.billing.records import Book
from candor.conversation.context import TurnContext
from candor.conversation.outcomes import Outcome, Result, WantedOutcome
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.ids import new_id
from candor.services.explain.telling import CLEAR, CLEAR_OR_PERSON, LABEL, WANT_PERSON, Told, tell_line
from candor.services.outcomes.note_word import note_answer
from candor.services.tools import Tools
from candor.store import Transaction

YES, NO = "yes", "no"
# "That makes sense" and "I still don't get it" have words of "why?" in them: after our question they are its answers.
GOT_IT = re.compile(
    r"\b(?:ma(?:kes?|de) (?:\w+ )?sense|understood|i (?:now )?(?:get|got|see|understand)|got it|that helps)\b",
    re.IGNORECASE,
)
ASKS = re.compile(r"^\W*(?:but |and |ok |so )?(?:why|how|what|where|when|which|who)\b", re.IGNORECASE)
LOST = re.compile(
    r"\b(?:no sense|not|never|nope|lost|confus\w+|unclear|(?:do|does|did|is|was|ca)n['’]?t|over my head|huh)\b",
    re.IGNORECASE,
)


def ask_if_clear(told: Told, wording: Wording) -> Told:
    """The explanation with the question whether it made sense, as two buttons, where that fits.

    It does not fit where the words put a question already, in the one-line form, for what we do not know ourselves,
    and where there is neither a sum nor anything that a person might have to look at.
    """
    line = told.explanation
    if line is None or line.detail is Detail.ONE_LINE or line.confidence is Confidence.UNKNOWN or _asks(told, wording):
        return told
    if len(line.steps) < 2 and told.asked != WANT_PERSON and not line.mistake:
        return told
    return _asking(told)


def said_of_sense(text: str) -> str | None:
    """Whether words that answer no question by themselves say that it made sense; None when they say neither."""
    if ASKS.search(text):
        return None
    if LOST.search(text):
        return NO
    return YES if GOT_IT.search(text) else None


def tell_otherwise(book: Book, focus: str, said: Iterable[str], today: date) -> Told:
    """The line in a way that was not told yet: the whole sum, then one line, each once; then a person is offered."""
    said = tuple(said)
    for detail in _ways_left(said):
        try:
            told = tell_line(book, focus, today, detail)
        except NoSuchLine:
            break
        new = tuple(reply for reply in told.replies if reply.response not in said)
        is_mistake = told.explanation is not None and told.explanation.mistake is not None
        if new and not (detail is Detail.ONE_LINE and is_mistake):
            return replace(_asking(replace(told, replies=new)), asked=CLEAR)
    return Told((Reply("utter_not_clear", cites=(focus,)),), focus, asked=WANT_PERSON)


def note_if_clear(tx: Transaction, tools: Tools, context: TurnContext, line: str | None, result: Result) -> None:
    """Writes the customer's answer down, once for a message."""
    now, wanted = tools.clock.now(), WantedOutcome.EXPLANATION
    tx.outcomes.add(Outcome(new_id(), context.conversation, context.message, line, wanted, result, now))
    note_answer(tx, context.conversation, line, understood=result is Result.UNDERSTOOD, at=now)


def _ways_left(said: tuple[str, ...]) -> tuple[Detail, ...]:
    """By what was said last, since each way follows the one before."""
    if any(name.endswith("_line") for name in said):
        return ()
    return (Detail.ONE_LINE,) if any(name.endswith("_full") for name in said) else (Detail.FULL, Detail.ONE_LINE)


def _asks(told: Told, wording: Wording) -> bool:
    bubbles = [wording.speak(reply) for reply in told.replies]
    answers = {choice.intent for bubble in bubbles for choice in bubble.choices}
    return bool(answers & {"affirm", "deny"}) or any(bubble.text.endswith("?") for bubble in bubbles)


def _asking(told: Told) -> Told:
    """With two buttons under the explanation's last words. Where a person is offered too, a typed yes may mean that."""
    choices = (
        Choice(f"{LABEL}clear_yes", "affirm", {"line": told.focus, "clear": YES}),
        Choice(f"{LABEL}clear_no", "deny", {"line": told.focus, "clear": NO}),
    )
    place = told.last_of_explanation
    last = told.replies[place]
    asking = replace(last, choices=(*last.choices, *choices))
    replies = (*told.replies[:place], asking, *told.replies[place + 1 :])
    return replace(told, replies=replies, asked=CLEAR_OR_PERSON if told.asked == WANT_PERSON else CLEAR)
