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
        "fraud": (
            r"\bidentity\s+(?:theft|thief|thieves|fraud)\b|\b(?:stole|stolen|steal)\s+my\s+identity\b",
            r"\b(?:hacked|took\s+over|taken\s+over|broke)\s+(?:into\s+)?my\s+(?:bank\s+|card\s+)?account\b",
            r"\bmy\s+(?:bank\s+|card\s+)?account\s+(?:was|has\s+been|is|got)\s+(?:hacked|taken\s+over|compromised)\b",
            r"\bopened\s+(?:a|an|this)\s+(?:\w+\s+)?(?:card|account)\s+in\s+my\s+name\b",
        ),
        "coercion": (
            rf"\b(?:{FAMILY}|boyfriend|girlfriend|ex|carer|caregiver|he|she)\s+(?:forced|forces|is\s+forcing)\s+me\b",
            rf"\b(?:{FAMILY}|boyfriend|girlfriend|ex|carer|caregiver|he|she)\s+(?:made|makes)\s+me\s+"
            r"(?:pay|buy|sign|open|take\s+out|borrow|send|spend)\b",
            rf"\b(?:{FAMILY}|boyfriend|girlfriend|ex|he|she)\s+controls?\s+(?:all\s+)?(?:of\s+)?my\s+(?:money|cards?)\b",
            r"\b(?:domestic|financial|economic)\s+abuse\b|\bdomestic\s+violence\b",
            r"\b(?:i\s+am|i'?m|being)\s+(?:being\s+)?(?:threatened|blackmailed)\b",
        ),
        "vulnerable": (
            r"\bi(?:'?ve|\s+have|\s+got)?\s+(?:got\s+)?(?:early\s+)?(?:dementia|alzheimer'?s|cancer|"
            r"a\s+(?:brain\s+injury|learning\s+disability|gambling\s+(?:problem|addiction)|mental\s+(?:illness|breakdown)))\b",
            r"\b(?:i\s+am|i'?m)\s+(?:in\s+(?:the\s+)?(?:hospital|hospice)|(?:seriously|terminally|gravely)\s+ill)\b",
            r"\b(?:i\s+am|i'?m)\s+(?:having|going\s+through)\s+a\s+(?:mental\s+health\s+crisis|(?:nervous\s+)?breakdown)\b",
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
        "access": (
            r"\b(?:i\s+am|i'?m)\s+(?:deaf|blind|hard\s+of\s+hearing|visually\s+impaired|partially\s+sighted)\b",
            r"\bsign\s+language\b|\bbraille\b|\blarge\s+print\b|\b(?:tty|relay\s+(?:call|service))\b|\bscreen\s+reader\b",
            r"\b(?:an?|my|the)\s+interpreter\b",
            r"\b(?:someone|somebody|anyone|a\s+person|an?\s+agent)\s+(?:who|that)\s+(?:can\s+)?speaks?\s+\w+",
            r"\b(?:do|does|can)\s+(?:you|anyone|anybody|somebody|someone)\s+(?:here\s+)?speak\s+(?!up|to|with|about|of)\w+",
        ),
    }.items()
}
"""The gravest first: a message that fits two is handed over as that one."""


LOST_OR_USED = re.compile(
    r"\b(?:lost|stole|stolen|missing)\b[^.?!]{0,30}\b(?:card|wallet|purse)\b"
    r"|\b(?:card|wallet|purse)\b[^.?!]{0,30}\b(?:lost|stolen|missing|cloned|skimmed)\b"
    r"|\b(?:someone|somebody)\b[^.?!]{0,20}\bus(?:ed|ing)\s+my\s+card\b|\bfraud(?:ulent)?\b",
    re.IGNORECASE,
)
"""Read while the bot is down only: it hears more of it, and asks less of those who do not mean it."""


def sounds_like_fraud(text: str) -> bool:
    """Whether a message that the bot could not read must not wait as long as others."""
    return trigger_of(text) == "fraud" or LOST_OR_USED.search(text) is not None


def trigger_of(text: str) -> str | None:
    """What the message has to go to a person for at once; None for nearly every message."""
    plain = text.replace("’", "'")
    return next((name for name, words in TRIGGERS.items() if words.search(plain)), None)
