"""Postings move cents between ledgers: whatever the legs are, none is made and none is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.journal import Move, Posting, Why, moves_of
from candor.errors import Unbalanced

NAMES = st.text("abcdef", min_size=1, max_size=3)


@st.composite
def balanced(draw):
    legs = draw(st.dictionaries(NAMES, st.integers(-9_999, 9_999).filter(bool), min_size=1, max_size=6))
    rest = -sum(legs.values())
    return [*legs.items(), *([("the rest", rest)] if rest else [])]


@given(balanced())
def test_the_moves_of_legs_say_the_same_as_the_legs(legs):
    moves = moves_of(legs)
    posting = Posting("p", "key", "a", Why.GOODWILL, datetime(2026, 5, 12, tzinfo=UTC), None, moves)
    assert posting.legs == dict(legs)
    assert all(move.cents > 0 for move in moves)
    assert len(moves) < len(legs)


def test_a_grant_is_one_move_from_what_the_customer_owes():
    assert moves_of([("customer", -3000), ("goodwill", 3000)]) == (Move("customer", "goodwill", 3000),)


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [("customer", -3000)],
        [("customer", -3000), ("goodwill", 2999)],
        [("customer", 0), ("goodwill", 0)],
        [("customer", -3000), ("customer", 3000)],
        [("", -3000), ("goodwill", 3000)],
    ],
)
def test_legs_that_make_or_lose_money_or_move_none_are_refused(legs):
    with pytest.raises(Unbalanced):
        moves_of(legs)
