"""Words after which a person takes over at once, whatever else the message asks (domain 2.3).

Read from the words alone, before the bot is asked: it needs no model, and it holds while the bot is down. Only what a
customer says of themselves counts. A shop called Court Street Cafe, a car that died or a lawyer in a joke is none.
"""

from __future__ import annotations

import re

MINE = r"\b(?:my|our|his|her)\s+(?:late\s+|dear\s+|own\s+)?"
FAMILY = (
    r"(?:husband|wife|spouse|partner|mother|father|mom|mum|dad|son|daughter|brother|sister|parents?|child|grand\w+"
    r"|uncle|aunt|fianc\w+)"
)
PASSED = r"passed\s+(?:away|on)|passed(?=\W*$)"
GONE = rf"(?:\s+(?:has|had|just|recently|suddenly|sadly))*\s+(?:died|{PASSED}|is\s+(?:dead|deceased))\b"

TRIGGERS: dict[str, re.Pattern[str]] = {
    name: re.compile("|".join(words), re.IGNORECASE)
    for name, words in {
        "self_harm": (
            r"\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?)\s+my\s?self\b",
            r"\bend(?:ing)?\s+(?:my\s+(?:own\s+)?life|it\s+all)\b",
            r"\b(?:i\s+am|i'?m|feel(?:ing)?)\s+suicidal\b",
            r"\b(?:do\s+not|don'?t)\s+want\s+to\s+(?:live|be\s+alive)\b",
        ),
        "bereavement": (
            MINE + FAMILY + GONE,
            r"\bdeath\s+certificate\b",
            r"\b(?:the\s+)?(?:account|card)\s*holder" + GONE,
            r"\bexecutor\s+of\b",
        ),
        "legal": (
            r"\b(?:my|our)\s+(?:lawyer|attorney|solicitor)\b",
            r"\b(?:i\s+will|i'?ll|going\s+to|gonna|want\s+to)\s+sue\b|\bsuing\s+you\b",
            r"\b(?:take|taking|see)\s+you\s+(?:to|in)\s+court\b",
            r"\blegal\s+action\b",
            r"\bdiscriminat(?:ed|ing|ion|e)\b",
        ),
        "regulator": (
            r"\bcfpb\b|\bombudsman\b|\bconsumer\s+financial\s+protection\b|\battorney\s+general\b",
            r"\b(?:complain\w*|report(?:ing)?\s+you|go(?:ing)?)\s+to\s+(?:the\s+)?(?:regulator|press|media|newspapers?|tv)\b",
        ),
        "hardship": (
            r"\bi(?:'?ve|\s+have|\s+had)?\s+(?:just\s+|recently\s+)?lost\s+my\s+job\b",
            r"\b(?:file|filed|filing)\s+(?:for\s+)?bankruptcy\b|\b(?:i\s+am|i'?m|going)\s+bankrupt\b|^\W*bankruptcy\b",
            r"\b(?:financial|money)\s+hardship\b",
            r"\bcan\s?(?:not|'?t)\s+(?:afford|pay)\s+(?:for\s+)?(?:food|rent|my\s+rent|my\s+medicine)\b",
        ),
        "servicemember": (
            r"\b(?:i\s+am|i'?m|i\s+was|been|being|getting)\s+(?:on\s+)?(?:deployed|active\s+duty)\b",
            r"\bscra\b|\bservice\s?members?\s+civil\s+relief\b|\bmilitary\s+lending\s+act\b",
        ),
        "third_party": (
            r"\bpower\s+of\s+attorney\b",
            r"\bon\s+behalf\s+of\s+(?:my|the|our)\b",
            r"\bi(?:\s+a|')m\s+(?:only\s+)?(?:[89]|1[0-7])(?:\s+years?\s+old|\s+yo)\b|\bi(?:\s+a|')m\s+a\s+minor\b",
        ),
    }.items()
}
"""The gravest first: a message that fits two is handed over as that one."""


def trigger_of(text: str) -> str | None:
    """What the message has to go to a person for at once; None for nearly every message."""
    plain = text.replace("’", "'")
    return next((name for name, words in TRIGGERS.items() if words.search(plain)), None)
