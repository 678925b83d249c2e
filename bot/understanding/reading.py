"""From how likely each part of a message is what, to the message's intent and the requests in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.understanding.parts import Part

ELSEWHERE = "out_of_scope"
NOT_UNDERSTOOD = "nlu_fallback"
REQUESTS = frozenset({
    "explain_charge", "dispute_charge", "report_fraud", "explain_fee", "explain_interest", "exchange_rate",
    "pending_charge", "subscription_charge", "ask_refund_status", "bill_summary", "make_payment", "dispute_status",
    "request_goodwill", "talk_to_human",
})  # fmt: skip
"""The intents that ask for something we do. Greetings, thanks, yes and no are none, nor is what we do not do."""
SMALL_TALK = frozenset({"affirm", "deny", "thanks", "greet", "goodbye"})
"""Said in so many ways that being far from the examples says little."""

# Half of the word has the message as a whole, half its parts, and of those the ones that surely ask for something.
WHOLE = 0.5
SURENESS = 3
# A part asks for something of its own when it is as sure as this and the message does not speak against it, or when it
# is quite sure. What a story tells beside its request looks like one of the vague intents, so these need both.
SURE_PART = 0.75
HEARD_IN_WHOLE = 0.005
QUITE_SURE = 0.9
# A question or an order is no story, so it need not be as sure.
ASKED, ASKED_VAGUELY = 0.6, 0.75
VAGUE = frozenset({"explain_charge", "bill_summary"})
# Beside one of these, asking what a charge is asks for nothing more.
SAYS_WHICH_CHARGE = frozenset({
    "dispute_charge", "report_fraud", "subscription_charge", "pending_charge", "exchange_rate", "ask_refund_status",
})  # fmt: skip


@dataclass(frozen=True)
class Request:
    """Something that is asked for, how surely, and where it stands in the message (letters, `end` not included)."""

    intent: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """How likely each intent is for the message, and its requests in their order; the first one is its intent."""

    likely: Any
    requests: tuple[Request, ...]


def asks_surely(intents: Sequence[str], likely: Any, asking: bool) -> bool:
    """Whether the half of a part surely asks for something; `asking` when it is a question or an order."""
    best = int(likely.argmax())
    return intents[best] in REQUESTS and bool(likely[best] >= (SURE_PART if asking else QUITE_SURE))


def are_two(intents: Sequence[str], one: Any, other: Any) -> bool:
    """Whether halves that surely ask for something, by how likely each is what, ask for two things."""
    names = {intents[int(row.argmax())] for row in (one, other)}
    return len(names) > 1 and not ("explain_charge" in names and names & SAYS_WHICH_CHARGE)


def read(
    intents: Sequence[str], whole: Any, single: Any, places: Sequence[Part], asking: Sequence[bool] = ()
) -> Reading:
    """Puts together what was read: `whole` of the message (intents), `single` of its parts (parts × intents).

    `asking` says of each part whether it is a question or an order.
    """
    asks = np.array([intent in REQUESTS for intent in intents])
    if len(places) == 1:
        best = int(single[0].argmax())
        found = [Request(intents[best], float(single[0][best]), *places[0])] if asks[best] else []
        return Reading(single[0], tuple(found))
    likely = _together(whole, single, asks)
    best = int(likely.argmax())
    if not asks[best]:
        return Reading(likely, ())
    heard = _heard(intents, whole, single, places, asking or [False] * len(places))
    if len(heard) > 1:
        # Two requests share the message between them; the first one is taken as surely as it was said.
        first = next(row for row, part in zip(single, places, strict=True) if part.start == heard[0].start)
        return Reading(first, tuple(heard))
    place = places[int(single[:, best].argmax())]
    return Reading(likely, (Request(intents[best], float(likely[best]), *place),))


def _together(whole: Any, single: Any, asks: Any) -> Any:
    sure = (single * asks).max(axis=1) ** SURENESS + 1e-6
    return WHOLE * whole + (1 - WHOLE) * (sure[:, None] * single).sum(axis=0) / sure.sum()


def _heard(
    intents: Sequence[str], whole: Any, single: Any, places: Sequence[Part], asking: Sequence[bool]
) -> list[Request]:
    """The requests that stand in a part of their own, each intent once."""
    found: dict[str, Request] = {}
    for row, place, asked in zip(single, places, asking, strict=True):
        best = int(row.argmax())
        if intents[best] in REQUESTS and _is_own(intents[best], float(row[best]), float(whole[best]), asked):
            found.setdefault(intents[best], Request(intents[best], float(row[best]), *place))
    if SAYS_WHICH_CHARGE & found.keys():
        found.pop("explain_charge", None)
    return list(found.values())


def _is_own(intent: str, sure: float, in_whole: float, asked: bool) -> bool:
    if asked and sure >= (ASKED_VAGUELY if intent in VAGUE else ASKED):
        return True
    backed = sure >= SURE_PART and in_whole >= HEARD_IN_WHOLE
    return (backed and sure >= QUITE_SURE) if intent in VAGUE else (backed or sure >= QUITE_SURE)
