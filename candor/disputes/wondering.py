"""What a customer wonders about in the middle of a dispute: what it means for them, and not what we asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Topic(StrEnum):
    """Each has its words: `utter_dispute_tell_` and its name."""

    PROOF = "proof"
    SHOP = "shop"
    CREDIT = "credit"
    MONEY = "money"
    IN_TIME = "in_time"
    INTEREST = "interest"
    COST = "cost"
    LOSE = "lose"
    CARD = "card"
    MIND = "mind"
    PAY = "pay"
    TIME = "time"
    NEXT = "next"


_MUST = r"\b(?:need|needs|have|must|should|supposed|required?|got)\b"
_SHOP = r"(?:shop|store|merchant|seller|compan(?:y|ies)|them|owner|place)"
_PAPER = r"(?:receipts?|proof|police|affidavit|evidence|papers?|documents?|photos?|invoice)"
# In this order: what says more stands before what says less.
WORDS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.PROOF,
        rf"{_MUST}.{{0,30}}\b{_PAPER}\b|\bwhat (?:proof|evidence|papers|documents)\b"
        rf"|\b(?:lost|no|without|not have|n't have|threw away)\b(?: \w+){{0,2}} {_PAPER}\b",
    ),
    (
        Topic.SHOP,
        rf"{_MUST}.{{0,20}}\b(?:call|contact|talk|ask|write|e?mail|speak|phone|go back)\b.{{0,20}}\b{_SHOP}\b",
    ),
    (
        Topic.CREDIT,
        r"\bcredit (?:score|rating|report|record|history|file)"
        r"|\b(?:hurt|harm|affect|damage|ruin|lower|bad for|hit|mess)\b.{0,25}\b(?:credit|score)\b"
        r"|\breport (?:me|it|this|that) (?:as|to)\b",
    ),
    (
        Topic.MONEY,
        r"\b(?:when|how soon|how long|do|will|can)\b.{0,25}\b(?:get|have|see|receive)\b.{0,15}\bback\b"
        r"|\bwhen\b.{0,25}\b(?:money|credit)\b|\b(?:temporary|provisional) credit\b",
    ),
    (
        Topic.IN_TIME,
        r"\btoo late\b|\bin time\b|\bhow (?:long|much time|many days) (?:do|did|have) i (?:have|got)\b(?! to wait)",
    ),
    (Topic.INTEREST, r"\b(?:will|do|does|would|is|am|are|can|could)\b.{0,35}\b(?:interest|late fees?)\b"),
    (
        Topic.COST,
        r"\b(?:does|will|would|is|do|are)\b.{0,25}\b(?:costs?|free|a fee|fees)\b|\bhow much does (?:it|this|that) cost"
        r"|\bcharge me for (?:this|that|it|disputing|a dispute)\b",
    ),
    (
        Topic.LOSE,
        r"\b(?:what|and|but) (?:happens )?(?:if|when|in case)\b.{0,40}\b(?:lose|lost|wrong|right|no"
        r"|refuses?|refused|den(?:y|ies)|denied|rejects?|rejected|disagrees?|says?|wins?|against)\b"
        r"|\bif i lose\b",
    ),
    (
        Topic.CARD,
        r"\b(?:can|could|may|should|do|is it (?:ok|okay|safe|fine)|will)\b.{0,20}\b(?:use|using|keep|buy|pay)\b"
        r".{0,20}\bcard\b"
        r"|\bcard\b.{0,15}\b(?:still|keep|stay)\b.{0,12}\b(?:works?|open|active|good|valid|usable)\b"
        r"|\b(?:will|do|is|are|would|going)\b.{0,12}\b(?:you|bank|my card|my account|i)\b.{0,25}"
        r"\b(?:close|closed|block|blocked|cancel|cancell?ed|lock|locked|freeze|frozen|lose my card|shut)\b",
    ),
    (
        Topic.MIND,
        r"\bchange my mind\b|\b(?:can|could|may)\b.{0,12}\b(?:stop|cancel|withdraw|drop|undo"
        r"|take (?:it|this|that) back)\b.{0,20}\b(?:later|after|again|dispute|case|it|this)\b",
    ),
    (
        Topic.PAY,
        r"\b(?:have|need|got|supposed|required?) to (?:still )?pay\b"
        r"|\b(?:must|should|shall) i (?:still |keep |just )?pay"
        r"|\bdo i (?:still )?(?:pay|owe)\b.{0,20}\b(?:it|this|that)\b"
        r"|\bkeep paying\b|\bautopay\b|\bpay\b.{0,30}\b(?:meanwhile|meantime|mean time|while you|until then)\b"
        r"|\b(?:meanwhile|meantime|while you)\b.{0,30}\bpay\b|\b(?:can|may) i (?:skip|hold|leave (?:it|that) unpaid)",
    ),
    (
        Topic.TIME,
        r"\bhow (?:long|soon|quick(?:ly)?|fast|many (?:days|weeks))\b|\bby when\b|\bhow much time\b"
        r"|\bwhat(?:'s| is) the deadline"
        r"|\bwhen\b.{0,30}\b(?:hear|know|decide[ds]?|decision|answer|done|over|result|finish(?:ed)?|expect|settled)\b",
    ),
    (
        Topic.NEXT,
        r"\bwhat (?:happens|comes|will happen|is|do you do|will you do|are you going to do|do i do)\b.{0,20}"
        r"\b(?:next|now|then|after)\b|\bwhat(?:'s)? (?:now|next)\b|\bhow does (?:it|this|that|a dispute) work\b",
    ),
)
PATTERNS: Mapping[Topic, re.Pattern[str]] = {topic: re.compile(words, re.IGNORECASE) for topic, words in WORDS}
_ASKS = re.compile(
    r"\?\W*$|^\W*(?:(?:and|but|so|ok|okay|also|wait|well|hey|hi|um|first|then|sorry)\W+)*"
    r"(?:what|why|how|when|will|would|do|does|can|could|may|is|are|must|should|shall|am|have|by when|if)\b",
    re.IGNORECASE,
)
_OF_A_CASE = re.compile(r"\b(?:disput(?:e|es|ed|ing)|my case|the case|my claim|the claim)\b", re.IGNORECASE)
_MEANWHILE = re.compile(
    r"\b(?:meanwhile|(?:in the )?mean ?time|while you (?:look|check|decide|investigate))\b", re.IGNORECASE
)
_OF_THE_BILL = re.compile(r"^\W*(?:(?:and|so|ok|okay)\W+)*(?:how much|when|where|what)\b", re.IGNORECASE)
LONGEST = 200
"""Letters; who writes more tells a story, and may ask in it what nobody is to answer."""


def topic_of(text: str) -> Topic | None:
    """What the message asks about a dispute; None for what is no question, or asks something else."""
    plain = text.replace("’", "'").strip()
    if len(plain) > LONGEST or not _ASKS.search(plain):
        return None
    found = next((topic for topic, pattern in PATTERNS.items() if pattern.search(plain)), None)
    # "How much do I have to pay?" is about the bill, unless it says "meanwhile".
    return None if found is Topic.PAY and _OF_THE_BILL.search(plain) and not _MEANWHILE.search(plain) else found


def names_a_dispute(text: str) -> bool:
    """Whether the words themselves say that a dispute is meant, whatever was said before."""
    return bool(_OF_A_CASE.search(text) or _MEANWHILE.search(text))
