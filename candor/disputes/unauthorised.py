"""What a customer can owe at most for use of the card by somebody without authority: 12 CFR 1026.12(b)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Because(StrEnum):
    """Which rule made it so little."""

    ONLY_THE_NUMBER = "only_the_number"
    NETWORK_PROMISE = "network_promise"
    USED_BEFORE_NOTICE = "used_before_notice"
    LEGAL_MOST = "legal_most"


@dataclass(frozen=True)
class Use:
    """`before_notice`: cents used before the bank was told, in whatever way; telling by mouth is enough.

    `only_the_number`: the card itself was not used, as in online and telephone orders.
    """

    before_notice: int
    only_the_number: bool


@dataclass(frozen=True)
class Liability:
    """Cents that the customer can owe at most."""

    most: int
    because: Because


def liability(use: Use, most: int, network_promise: bool) -> Liability:
    """The least that any rule gives. `most` is the law's (5000 in the US and the EU). There is no 60-day limit.

    `network_promise`: the card's network promises that its holders owe nothing. Raises ValueError below zero.
    """
    if use.before_notice < 0 or most < 0:
        raise ValueError("amounts of a liability are not below zero")
    if use.only_the_number:
        return Liability(0, Because.ONLY_THE_NUMBER)
    if network_promise:
        return Liability(0, Because.NETWORK_PROMISE)
    if use.before_notice < most:
        return Liability(use.before_notice, Because.USED_BEFORE_NOTICE)
    return Liability(most, Because.LEGAL_MOST)
