"""How much a customer wants to be told: read from their words, kept for what comes, and said (V7)."""

from __future__ import annotations

import re

from candor.billing.explanation import Detail
from candor.billing.records import Customer
from candor.conversation.context import TurnContext
from candor.conversation.replies import Choice, Reply
from candor.services.explain.telling import LABEL
from candor.services.tools import Tools
from candor.store import Transaction

INTENT = "change_detail"
KEPT = {
    Detail.ONE_LINE: "utter_detail_one_line",
    Detail.SHORT: "utter_detail_short",
    Detail.FULL: "utter_detail_full",
}
LABELS = {
    Detail.ONE_LINE: f"{LABEL}detail_one_line",
    Detail.SHORT: f"{LABEL}detail_short",
    Detail.FULL: f"{LABEL}detail_full",
}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


# In this order: "not so much detail" holds "detail", and "not everything" holds "everything".
WORDS = {
    Detail.ONE_LINE: _words(
        r"""\b(?:short(?:er|en)?|briefer|brief(?:ly)?|concise(?:ly)?|condensed?|summar(?:y|ise|ize)|tl;?dr|nutshell)\b
        |\b(?:one|1|single|a)[ -](?:line(?:r)?|sentence)\b|\bto\ the\ point\b|\b(?:quick|tiny)\ version\b
        |\b(?:just|only|nothing\ but)\b.*\b(?:number|amount|total|figure|gist|basics|main\ (?:thing|point))\b
        |\b(?:less|fewer)\b(?!\ than)|\b(?:too|so)\ (?:long|wordy)\b|\bnot\ everything\b|\bno\ details?\b
        |\b(?:too|so|that)\ (?:much|many)\ (?:text|words|info(?:rmation)?|numbers|details?|to\ read|reading)\b
        |\b(?:skip|spare|leave\ out|drop)\b.*\b(?:details?|sums?|rest|maths?|explanations?|working)\b
        |\b(?:don['’]?t|do\ not|without)\b.*\b(?:details?|sums?|maths?|every\ step|everything|essay|long)\b"""
    ),
    Detail.FULL: _words(
        r"""\beverything\b|\bin\ (?:more\ |full\ |great\ )?detail\b|\b(?:more|all|full|every|extra)\b.*\bdetails?\b
        |\b(?:the|whole|full|entire|complete|all)\b.*\b(?:sums?|maths?|arithmetic|calculations?|workings?)\b
        |\b(?:the|a)\ (?:full|whole|long|longer|complete)\ (?:story|answer|version|explanation|picture|one|thing)\b
        |\blonger\b|\bmore\ (?:about|info|information|words)\b|\btell\ me\ (?:more|all)\b|\ball\ of\ it\b
        |\bstep\ by\ step\b|\b(?:every|each|all\ the)\ (?:single\ )?(?:steps?|numbers?)\b|\bas\ much\ as\ you\ can\b"""
    ),
    Detail.SHORT: _words(
        r"""\b(?:normal|usual|medium|middle|default|regular|standard)\b.*\b(?:length|detail|level|way|version|answers?)\b
        |\bback\ to\ normal\b|\bsomething\ in\ between\b|\b(?:like|as)\ (?:it\ was\ |you\ did\ )?before\b"""
    ),
}
# "Why only that amount?" asks for the reason, not for less.
WHY = _words(r"^\W*why\b")


def detail_wanted(text: str) -> Detail | None:
    """How much the words of a message ask to be told; None when they say nothing of that."""
    if WHY.search(text):
        return None
    return next((detail for detail, words in WORDS.items() if words.search(text)), None)


def keep_detail(
    tx: Transaction, tools: Tools, context: TurnContext, customer: Customer, wanted: Detail
) -> Reply | None:
    """Remembers the level for all that is explained from now on, and says so; None when it was that already.

    Raises WritingNeeded where it has to be written and `tx` only reads.
    """
    if wanted.value == customer.detail_level:
        return None
    tx.must_write()
    tx.ledger.set_detail(customer.id, wanted.value)
    levels = {"before": customer.detail_level, "after": wanted.value, "conversation": context.conversation}
    tx.trail.add(tools.clock.now(), actor="customer", act="detail_changed", subject=customer.id, **levels)
    return Reply(KEPT[wanted])


def ask_which_detail() -> Reply:
    """The question how much to tell, with a button for each level."""
    choices = tuple(Choice(label, INTENT, {"detail": detail.value}) for detail, label in LABELS.items())
    return Reply("utter_which_detail", choices=choices)
