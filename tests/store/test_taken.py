"""What erasing takes is said for every table and every column that may hold words: a new one can not be forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import JSON, Column, String, Text

from candor.store.erasing.taken import MONEY, TAKEN, WORDLESS, Whose
from candor.store.tables import metadata

SHORTEST_WORDS = 80
"""A column of fewer letters holds an id or a code."""


def test_every_table_says_what_erasing_takes_of_it():
    assert set(TAKEN) == set(metadata.tables)


def may_hold_words(column: Column) -> bool:
    kind = column.type
    if isinstance(kind, JSON | Text):
        return True
    return isinstance(kind, String) and (kind.length is None or kind.length >= SHORTEST_WORDS)


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_every_column_that_may_hold_a_customer_s_words_is_taken(name):
    table, rule = metadata.tables[name], TAKEN[name]
    if rule.goes or rule.whose is Whose.NOBODY or (rule.stays == MONEY and not rule.blank):
        return
    words = {column.name for column in table.columns if may_hold_words(column)} - set(rule.blank)
    unsaid = {column for column in words if f"{name}.{column}" not in WORDLESS}
    assert not unsaid, "say in TAKEN that they are blanked, or in WORDLESS why they hold no words"


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_what_is_taken_is_there_to_be_taken(name):
    table, rule = metadata.tables[name], TAKEN[name]
    assert set(rule.blank) <= set(table.c.keys())
    assert rule.whose is Whose.NOBODY or rule.by in table.c
    assert rule.goes != bool(rule.stays)
    assert not (rule.held and rule.whose not in (Whose.CASE, Whose.TALK))


def test_a_reason_stands_only_for_a_column_that_is_there():
    for place in WORDLESS:
        table, column = place.split(".")
        assert column in metadata.tables[table].c
