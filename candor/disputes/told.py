"""What went wrong, as far as the customer's own words say it. When they do not, it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from candor.disputes.reasons import Reason

_NOT = r"(?:not|never|n[o']?t|no|still)"
# In this order: what says more stands before what says less ("I sent it back and got no refund" is about the refund).
WORDS: tuple[tuple[Reason, str], ...] = (
    (
        Reason.CREDIT_NOT_PROCESSED,
        rf"\b(?:refund|money back|credit)\b.{{0,40}}\b{_NOT}\b|\b{_NOT}\b.{{0,25}}\brefund"
        r"|waiting (?:for|on) (?:my |the |a )?refund|(?:returned|sent) (?:it|them|this|the \w+)(?: back)?.{0,60}\b"
        rf"(?:{_NOT}|but)\b",
    ),
    (Reason.DUPLICATE, r"\btwice\b|double[- ]?(?:charged|billed)|\b(?:two|2) times\b|\bduplicate|charged .{0,20}again"),
    (
        Reason.CANCELLED_RECURRING,
        r"\bcancel+(?:l?ed|ing|lation)\b|\bunsubscribed?\b|ended (?:my|the) (?:subscription|membership|trial|plan)",
    ),
    (
        Reason.PAID_BY_OTHER_MEANS,
        r"paid cash|paid (?:for )?(?:it |this |them |that )?(?:in|by|with) "
        r"(?:cash|check|cheque|another|a different|my other|gift)"
        r"|already paid|paid (?:another|a different) way",
    ),
    (
        Reason.NOT_RECEIVED,
        r"never (?:came|arrived?|got|received?|showed|delivered|turned up|been delivered)"
        r"|(?:not|n'?t) (?:yet )?(?:come|arrived?|received?|get|got|gotten|shown|delivered)"
        r"|did ?not get (?:it|them|what)|nothing (?:came|arrived)|no delivery|lost in the mail",
    ),
    (
        Reason.NOT_AS_DESCRIBED,
        r"\b(?:broken|damaged|fake|counterfeit|defective|faulty)\b"
        r"|not (?:as|what) (?:was )?(?:described|ordered|promised)"
        r"|wrong (?:item|size|colou?r|thing|product|model)|(?:does|did) ?n[o']?t work"
        r"|not what i (?:ordered|bought)",
    ),
    (Reason.WRONG_CURRENCY, r"\bcurrency\b|charged (?:me )?in dollars|asked for euros|exchange rate"),
    (
        Reason.WRONG_AMOUNT,
        r"wrong (?:amount|price|total)|over ?charged|charged (?:me )?too much|too (?:much|high)"
        r"|more than (?:i|we|it|the)"
        r"|should(?: have|'?ve)? (?:be|been|cost)|supposed to (?:be|cost)|agreed|instead of \$?\d|\btip\b",
    ),
    (Reason.WRONG_DATE_OR_SUM, r"wrong (?:date|day|sum)|add(?:ed|s)? (?:it )?up|do(?:es)?n'?t add|math"),
    (
        Reason.UNRECOGNISED,
        r"(?:n'?t|not|never) (?:recogni[sz]e|know|heard|buy|bought|make|made|order(?:ed)?|authori[sz]ed?|been)"
        r"|\bnot mine\b|was ?n'?t me|no idea",
    ),
)
PATTERNS: Mapping[Reason, re.Pattern[str]] = {reason: re.compile(words, re.IGNORECASE) for reason, words in WORDS}


def reason_told(text: str) -> Reason | None:
    """The reason that the words give; None when they give none."""
    plain = text.replace("’", "'")
    return next((reason for reason, pattern in PATTERNS.items() if pattern.search(plain)), None)
