"""docs/reference/erasing.md says of each table what erasing takes."""

from __future__ import annotations

import pytest

from candor.settings import ROOT
from candor.store.erasing.taken import TAKEN, Taken, Whose

PAGE = (ROOT / "docs" / "reference" / "erasing.md").read_text()
OF_SOMEBODY = {name: rule for name, rule in TAKEN.items() if rule.whose is not Whose.NOBODY}


def row(name: str, rule: Taken) -> str:
    goes = "the row" if rule.goes else ", ".join(f"`{column}`" for column in rule.blank) or "–"
    held = " (when the law lets go)" if rule.held else ""
    return f"| `{name}` | {goes}{held} | {rule.stays or '–'} |"


@pytest.mark.parametrize("name", OF_SOMEBODY)
def test_a_table_is_told(name):
    assert row(name, OF_SOMEBODY[name]) in PAGE
