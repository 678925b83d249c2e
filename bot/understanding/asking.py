"""Whether a part of a message asks for something of its own, or only goes on with what stands before it."""

import re

# Fewer words hold no request beside another one.
SHORTEST_HALF = 3

_WORD = re.compile(r"[\w'$£€]+")
_LINK = re.compile(
    r"[\s,;:&+.…-]*(?:(?:and|also|plus|then|oh|ah|but|so|first(?:ly| of all)?|second(?:ly)?|next|finally|one more thing"
    r"|another (?:thing|question)|two (?:things|questions))\b[\s,;:&+.…-]*)+",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\W*(?:what\w*|why|how|when|where\w*|who\w*|which|can|could|would|will|is|are|was|were|do|does|did|has|am|any|tell"
    r"|show|explain|give|take|please|pls|i want|i need|i'?d like|i would like)\b|.*\?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
_BACK = re.compile(
    r"\b(?:it|its|it's|they|them|that's|(?:that|this|these|those|one|both)(?=\W*\Z|\s+(?:off|for|is|was|are|please)\b))"
    r"(?!\w)",
    re.IGNORECASE,
)
# A question of these words alone names no subject: it asks more about the one before ("and what went up?").
_NAMES_NOTHING = re.compile(
    r"(?:\W|\b(?:and|but|so|or|also|then|please|pls|tell|say|show|me|us|know|exactly|if|not|really|even"
    r"|what\w{0,3}|which|who|why|when|where|how|since|until|much|many|often|long|far|come|comes|came"
    r"|is|are|was|were|am|be|been|being|do|does|did|doing|has|have|had|having|will|would|can|could|should|there"
    r"|i|i'?m|i'?ve|you|we|they|them|he|she|it|that|those|these|ones?|any|some|all|both|each|every|else|others?|thing|things"
    r"|of|for|to|from|by|in|at|on|about|with|up|down|per|than|over|again|my|the|a|an"
    r"|more|less|most|least|very|too|extra|normal|possible|okay|ok|true|higher|highest|lower|lowest|dearer|dearest|cheaper|cheapest|expensive|different|new"
    r"|go|goes|going|went|gone|get|gets|getting|got|become|becomes|became|changed?|changes|happen(?:s|ed)?|rose|risen"
    r"|increased?|dropped|fell|costs?|mean(?:s|t)?|stands?|looks?|seems?|pay|paid|paying|take|takes|took|taken"
    r"|now|before|last|next|this|year|month|months|week|weeks|day|days|time|times|today)\b)+",
    re.IGNORECASE,
)
# How, where or when to pay is asked of the bank's own ways, whatever stands before it.
_WAY_TO_PAY = re.compile(r"\b(?:how(?!\s+(?:much|many|often))|where|when|can|could)\b.*\bpay", re.IGNORECASE)


def unlinked(said: str) -> str:
    """What is said without the words that only link it to what came before ("and also", "oh and", "first")."""
    found = _LINK.match(said)
    return said[found.end() :] if found and count_words(said, found.end()) >= SHORTEST_HALF else said


def asks(said: str) -> bool:
    """Whether it is put as a question or an order of its own; what is told beside a request hardly ever is."""
    return _ASKING.match(said) is not None and not points_back(said)


def points_back(said: str) -> bool:
    """Whether it goes on with what came before: "what is it for", "take that off"."""
    return _BACK.search(said) is not None


def names_nothing(said: str) -> bool:
    """Whether it has no subject of its own, so that beside a request it asks for nothing else."""
    return _NAMES_NOTHING.fullmatch(said) is not None and _WAY_TO_PAY.search(said) is None


def count_words(text: str, start: int, end: int | None = None) -> int:
    """How many words stand in that stretch of the text."""
    return sum(1 for _ in _WORD.finditer(text, start, len(text) if end is None else end))
