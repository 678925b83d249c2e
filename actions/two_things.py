"""When a message may mean two things, or asks for two: one question with a button for each, or a word on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actions.hearing import FALLBACK, Heard, Request
from candor.bootstrap import Candor
from candor.clock import day_in
from candor.conversation.questions import Question
from candor.conversation.replies import Choice, Reply
from candor.disputes.reasons import Reason
from candor.disputes.told import reason_told
from candor.services.explain.whole_questions import whole_question
from candor.services.find.find_charge import One, find_charge
from candor.services.find.mentions import WORD
from candor.services.find.vocabulary import PLAIN
from candor.store import Transaction

# What customers ask for, each with its words in domain.yml: utter_word_wish_, utter_word_topic_ and utter_label_ask_.
ASKED_FOR = (
    *("explain_charge", "dispute_charge", "report_fraud", "explain_fee", "explain_interest", "ask_refund_status"),
    *("request_goodwill", "pending_charge", "bill_summary", "make_payment", "dispute_status", "subscription_charge"),
    *("exchange_rate", "talk_to_human"),
)
ABOUT_A_LINE = frozenset({"explain_charge", "dispute_charge", "subscription_charge", "exchange_rate"})
# These are answered by the same explanation of the line, so nobody need be asked which of them is meant.
ANSWERED_ALIKE = frozenset({"explain_charge", "subscription_charge", "exchange_rate"})
# Two intents are close when together they are likely and neither is much likelier than the other. Of 484 requests held
# back in a measurement 26 were so close: the first of the two was meant 8 times, the second 16 times.
LIKELY_TOGETHER, APART = 0.7, 0.25

# What sounds like a request is then the reason of the dispute, and the talk about it asks for all that belongs to it.
WHY_IT_IS_WRONG = {
    "ask_refund_status": Reason.CREDIT_NOT_PROCESSED,
    "subscription_charge": Reason.CANCELLED_RECURRING,
    "exchange_rate": Reason.WRONG_CURRENCY,
}


def close_two(heard: Heard) -> tuple[str, str] | None:
    """The two requests that the message lies between; None when it is not down to two that have words."""
    likely = [(name, sure) for name, sure in heard.ranking if name != FALLBACK][:2]
    if len(likely) < len(("one", "other")) or any(name not in ASKED_FOR for name, _ in likely):
        return None
    (one, first), (other, second) = likely
    return (one, other) if first + second >= LIKELY_TOGETHER and first - second <= APART else None


def are_alike(two: tuple[str, str] | None) -> bool:
    """Whether both get the same answer."""
    return two is not None and ANSWERED_ALIKE.issuperset(two)


def must_ask(heard: Heard) -> bool:
    """Whether to ask which of two is meant before answering one of them: never twice in a row, nor amid a question."""
    if heard.context.customer is None or heard.context.choice or heard.intent not in ASKED_FOR:
        return False
    return heard.question in (None, Question.ANYTHING_ELSE) and len(heard.requests) < len(("one", "other"))


def either_or(tx: Transaction, candor: Candor, heard: Heard) -> Reply | None:
    """The question which of two close intents is meant; None when there is none to ask."""
    two = close_two(heard)
    if two is None or are_alike(two) or _one_hold(tx, candor, heard, two) or _one_question(heard, two):
        return None
    one, other = two
    wishes = {"first": _words(candor, "wish", one), "second": _words(candor, "wish", other)}
    whole = Request("", 0, len(heard.wanted.text))
    choices = (_choice(tx, candor, heard, replace(whole, intent=intent)) for intent in (one, other))
    return Reply("utter_either_or", wishes, choices=tuple(choices))


def _one_hold(tx: Transaction, candor: Candor, heard: Heard, two: tuple[str, str]) -> bool:
    """Whether both are answered by the one line that is named: what it is says whether it is final."""
    whole = Request("explain_charge", 0, len(heard.wanted.text))
    return set(two) == {"explain_charge", "pending_charge"} and bool(_line(tx, candor, heard, whole))


def _one_question(heard: Heard, two: tuple[str, str]) -> bool:
    """Whether the words ask a question about the whole bill that is the same under both."""
    one, other = (whole_question(heard.wanted.text, intent) for intent in two)
    return one is not None and one is other


def also_asked(tx: Transaction, candor: Candor, heard: Heard) -> Reply | None:
    """A word on the message's other request, with a button for it; None when it asks for one thing."""
    if heard.context.customer is None or heard.context.choice:
        return None
    asked = (
        one for one in heard.requests if one.intent in ASKED_FOR and one.intent != heard.intent and _says(heard, one)
    )
    told = reason_told(heard.wanted.text) if heard.intent == "dispute_charge" else None
    other = next((request for request in asked if WHY_IT_IS_WRONG.get(request.intent, "") != told), None)
    if other is None or heard.intent not in ASKED_FOR:
        return None
    topic = {"topic": _words(candor, "topic", other.intent)}
    return Reply("utter_also_asked", topic, choices=(_choice(tx, candor, heard, other),))


def _says(heard: Heard, request: Request) -> bool:
    """Whether its part of the message says what it is about: an "explain" of its own asks for nothing else."""
    words = WORD.findall(heard.wanted.text[request.start : request.end].lower())
    return request.intent not in ABOUT_A_LINE or any(word not in PLAIN for word in words)


def _words(candor: Candor, kind: str, intent: str) -> str:
    return candor.wording.render(f"utter_word_{kind}_{intent}", {}).text


def _choice(tx: Transaction, candor: Candor, heard: Heard, request: Request) -> Choice:
    label = f"utter_label_ask_{request.intent}"
    return Choice(label, request.intent, _line(tx, candor, heard, request))


def _line(tx: Transaction, candor: Candor, heard: Heard, request: Request) -> Mapping[str, str]:
    """The line that this part of the message is about, so that pressing the button needs no words."""
    if request.intent not in ABOUT_A_LINE or heard.context.customer is None:
        return {}
    book = tx.ledger.book(heard.context.customer)
    today = day_in(book.customer.time_zone, candor.clock.now())
    said = heard.wanted.text[request.start : request.end]
    whole = said == heard.wanted.text
    wanted = (
        heard.wanted if whole else replace(heard.wanted, text=said, merchant=None, cents=None, day=None, period=None)
    )
    found = find_charge(book, wanted, today, heard.listed, heard.charge)
    return {"line": found.id} if isinstance(found, One) else {}
