"""What the mark in front of a shop's name means: "TST*, what does that mean?"."""

from __future__ import annotations

import re

from candor.billing.descriptors import PREFIXES
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.services.explain.telling import Told

MARKS = {prefix.mark.upper(): prefix for prefix in PREFIXES}
MEANS = re.compile(r"\b(?:what|mean|means|meaning|stand|stands)\b", re.IGNORECASE)
# A mark with a name behind it is one charge, and not the mark.
ALONE = re.compile(
    rf"(?<!\w)(?P<mark>{'|'.join(map(re.escape, MARKS))})(?:\s?\*(?=\s|\W|$)|(?=\s*(?:mean|stand|in front)))",
    re.IGNORECASE,
)
OF_A_MARK = re.compile(r"\b(?:mean|means|meaning|stands? for)\b", re.IGNORECASE)


def tell_mark(book: Book, text: str) -> Told | None:
    """Who put the mark there; None when the message asks about no mark alone."""
    found = ALONE.search(text)
    if found is None or not MEANS.search(text) or not OF_A_MARK.search(text):
        return None
    prefix = MARKS[found["mark"].upper()]
    facts = {"mark": f"{prefix.mark}*", "company": prefix.company}
    return Told((Reply("utter_prefix_means", facts, (book.account.id,)),))
