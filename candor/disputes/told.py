"""What went wrong, as far as the customer's own words say it. When they do not, it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

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
        r"\b(?:broken|damaged|torn|ripped|fake|counterfeit|defective|faulty)\b|\ball (?:i|we) got (?:was|were)\b"
        r"|not (?:as|what) (?:was )?(?:described|ordered|promised)"
        r"|wrong (?:item|size|colou?r|thing|product|model)|(?:does|did) ?n[o']?t work"
        r"|not what i (?:ordered|bought)",
    ),
    (Reason.WRONG_CURRENCY, r"\bcurrency\b|charged (?:me )?in dollars|asked for euros|exchange rate"),
    (
        Reason.WRONG_AMOUNT,
        r"wrong (?:amount|price|total)"
        r"|\b(?:amount|price|total)\b.{0,40}(?:\b(?:is|was)|'s) (?:wrong|incorrect|not right)"
        r"|over ?charged|charged (?:me )?too much|too (?:much|high)"
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


# A right that is named is never taken for a question about the line (12 CFR 1026.13(b): the words are a notice).
_SAYS_WRONG = re.compile(
    r"\b(?:i|we)(?:'d| would| want| have| need| wish| am| like| to| hereby|'m|'ll| will| must)* disput(?:e|ing)\b"
    r"|\bdispute (?:it|this|that|them|the)\b|\bwrong charge\b"
    r"|(?:\b(?:is|was|are)|'s) (?:simply |just |all )?(?:wrong|incorrect)\b|^[\w &'.$,-]{2,40} wrong\W*$",
    re.IGNORECASE,
)
_NOT_WRONG = re.compile(
    r"(?:\bnot|n't|\bnever)\s+(?:\w+\s+){0,5}(?:disput|wrong)"
    r"|\b(?:what|if|whether|anything|nothing|why|how|you|your|you're)\b.{0,20}\b(?:wrong|incorrect)",
    re.IGNORECASE,
)
# What was lost is told, and the word "wrong" is not.
_STORY = re.compile(
    r"\bcancel+(?:l?ed)\b.{0,60}\b(?:still|again|anyway|yet)\b.{0,30}\b(?:charg|bill|took|take)"
    r"|\b(?:charged|billed)\b.{0,40}\b(?:after|although|even though|though|but)\b.{0,15}\bcancel"
    r"|\bnever (?:came|arrived|got (?:it|that|this|them|what|anything)|received|showed up|turned up|been deliver)"
    r"|\b(?:got|came|received)\b.{0,25}\b(?:torn|broken|damaged|fake|defective|faulty)\b"
    r"|\bmore than (?:i|we|they|it|the \w+|what \w+)(?: \w+)? ?(?:said|agreed|promised|quoted|told)\b"
    r"|\bin (?:dollars|euros)\b.{0,25}\bwithout\b|\bnever agreed\b|\bnot what (?:i|we) agreed\b"
    r"|\bover ?charged\b|\bdouble[- ]charged\b",
    re.IGNORECASE,
)
_NO_CHARGE = re.compile(r"\b(?:payment|bill|statement|card|letter|refund|money)\b.{0,20}\bnever\b", re.IGNORECASE)
# A sum that is told beside the charge's own: what it should have been, or by how much it is too much.
_SUM = r"\$?\s?\d[\d,]*(?:\.\d\d)?(?: ?dollars| ?bucks)?"
_TOLD_SUM = re.compile(
    r"\b(?:should(?: have|'?ve)?(?: only)? (?:be|been|cost)|supposed to (?:be|cost)|agreed (?:on|to)?)"
    rf"\s*(?:only |just |about )?(?P<should>{_SUM})(?![\d/])|(?P<by>{_SUM}) (?:too (?:much|high)|more than)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:withdraw|take back|cancel|drop|call off|stop)\b.{0,20}\b(?:dispute|case|claim)\b"
    r"|\btake\b.{0,20}\b(?:dispute|case|claim)\b.{0,10}\bback\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d$.,/-])(?:19|20)\d\d(?![\d,/-]|\.\d)")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "twenty": 20}
_YEARS_AGO = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_COUNTS)}) years? ago\b", re.IGNORECASE)


def is_claim(text: str) -> bool:
    """Whether it says in so many words, and not as a question, that a charge is wrong, or tells how it went wrong."""
    plain = text.replace("’", "'").strip()
    if plain.endswith("?") or _NOT_WRONG.search(plain):
        return False
    return bool(_SAYS_WRONG.search(plain) or (_STORY.search(plain) and not _NO_CHARGE.search(plain)))


def takes_case_back(text: str) -> bool:
    """Whether it asks to take a dispute back."""
    return _TAKES_BACK.search(text) is not None


def without_told_sums(text: str) -> str:
    """The words without sums that are not the charge's own."""
    return _TOLD_SUM.sub(lambda found: " " * len(found[0]), text)


def agreed_sum(text: str) -> str | None:
    """The sum that it should have been, as it was written; None when the words tell none."""
    found = _TOLD_SUM.search(text.replace("’", "'"))
    return found["should"] if found else None


def is_before(text: str, today: date, first: date) -> bool:
    """Whether the words name a year, or count years back to one, that is before the first day we know of."""
    years = [int(found[0]) for found in _YEAR.finditer(text)]
    for found in _YEARS_AGO.finditer(text):
        count = found[1].lower()
        years.append(today.year - (_COUNTS.get(count) or int(count)))
    return bool(years) and max(years) < first.year


def reason_told(text: str) -> Reason | None:
    """The reason that the words give; None when they give none."""
    plain = text.replace("’", "'")
    return next((reason for reason, pattern in PATTERNS.items() if pattern.search(plain)), None)
