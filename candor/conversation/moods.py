"""What a message is besides a request: anger, an apology, a "leave it", a picture without a word.

They are read from the words and only where the bot found no request, so that a furious question stays a question.
"""

from __future__ import annotations

import re
import unicodedata

INSULTS = (
    r"thie(?:f|ves)|crooks?|scam(?:mers?|mer)?|robbers?|rip[- ]?off|useless|pathetic|incompetent|idiots?|stupid|morons?"
    r"|liars?|criminals?|garbage|rubbish|joke|ridiculous|disgust\w*|outrag\w*|disgrace\w*|terrible|horrible|awful|worst"
    r"|hate (?:you|this|your)|shame on you|fed up|sick of|f+u+c*k+\w*|f\*+\w*|wtf|sh[i*]t+\w*|crap|damn\w*|bull\w*"
    r"|a+ss?holes?|bastards?|shut up|dumb|sucks?|screw you|go to hell"
)
ANGER = re.compile(rf"(?<!\w)(?:{INSULTS})(?!\w)", re.IGNORECASE)
TELL_A_JOKE = re.compile(r"\b(?:tell|know|hear|have)\b.{0,12}\bjokes?\b", re.IGNORECASE)
APOLOGY = re.compile(
    r"^\W*(?:(?:i am|i'm|im|i m|oh|ok|okay|hey|well|so|really|very)\W+)*(?:sorry|apologies|my apologies|i apologi[sz]e"
    r"|forgive me|pardon me|excuse me|please forgive)\b",
    re.IGNORECASE,
)
REGRET = re.compile(
    r"\b(?:should(?: not|n'?t)|didn'?t mean to|did not mean to) (?:have )?(?:be(?:en)?|get|got|yell|shout|swear|rude"
    r"|insult|snap|said|say|call|called|lose|lost|take|taken)"
    r"|^\W*(?:ok(?:ay)?\W+)?(?:i'?m |i am )?(?:so |very |really )?sorry"
    r"(?: (?:about|for) (?:that|it|this|what i said))?[\s.!]*$",
    re.IGNORECASE,
)
INSULT_ALONE = re.compile(
    r"\W*(?:(?:you|u|this|that|your|it|the|all|of|people|guys|lot|bank|company|bot|thing|just|really|a|an|bunch|pack"
    rf"|nothing|but|are|r|is|re|s|so|bloody|absolute|complete|total|such|what|honestly|{INSULTS})(?!\w)\W*)+",
    re.IGNORECASE,
)
DROPPED = re.compile(
    r"\b(?:never ?mind|forget (?:it|about it|that)|leave it|drop it|cancel(?: that| it)?|skip (?:it|that)|not important"
    r"|don'?t (?:bother|worry|do (?:it|that|anything)))\b|^\W*stop\W*$",
    re.IGNORECASE,
)


UNFAIR = r"unfair|unjust|(?:not|isn'?t|ain'?t|hardly|is (?:this|that|it)) (?:\w+ )?fair\b(?! enough)"
LOYAL = (
    r"(?:ve|have|we|i) (?:been|banked|had|used|paid) (?:\w+ ){0,5}(?:years|decades|ages)\b"
    r"|(?:years|decades) (?:with|as|of|a)\b|(?:a|so|very) loyal\b|long[- ]?time customer"
    r"|(?:always|never) (?:\w+ )?(?:paid|pay|been|missed|miss) (?:\w+ ){0,3}(?:time|late|payments?|bills?|months?)\b"
)
FAVOUR = (
    r"(?:just|only) this (?:once|one time|time)|(?:make|an) exception|(?:cut|give) me (?:some|a) (?:slack|break)"
    r"|have a heart|let (?:it|this|that|me) (?:slide|go|off)"
)
PLEADING = re.compile(rf"(?<!\w)(?:{UNFAIR}|{LOYAL}|{FAVOUR})", re.IGNORECASE)


def pleads(text: str) -> bool:
    """Whether it says that something is unfair, or why an exception should be made: long years, a good record."""
    return bool(PLEADING.search(text.replace("’", "'")))


def is_angry(text: str) -> bool:
    """Whether it insults us or curses."""
    return bool(ANGER.search(TELL_A_JOKE.sub(" ", text)))


def apologises(text: str) -> bool:
    """Whether it says sorry."""
    return bool(APOLOGY.search(text.replace("’", "'"))) or regrets(text)


def regrets(text: str) -> bool:
    """Whether it is sorry for what was said, however it begins."""
    return bool(REGRET.search(text.replace("’", "'")))


def only_insults(text: str) -> bool:
    """Whether it is an insult and nothing more: no word of it tells of anything that happened."""
    return is_angry(text) and INSULT_ALONE.fullmatch(text.replace("’", "'")) is not None


def drops_it(text: str) -> bool:
    """Whether it asks to leave things as they are, which is more than a no."""
    return bool(DROPPED.search(text.replace("’", "'")))


def only_pictures(text: str) -> bool:
    """Whether it is emoji and signs with no letter and no digit."""
    pictures = any(unicodedata.category(sign) == "So" for sign in text)
    return pictures and not any(sign.isalnum() for sign in text)
