"""What of the bot's entities reaches the services, in which form."""

from datetime import date

import pytest

from actions.hearing import _as_answer, _wanted
from candor.services.find.clues import EVERY_ONE, Wanted


@pytest.mark.parametrize(
    ("entity", "value", "wanted"),
    [
        ("date", "2026-05-03", Wanted(day=date(2026, 5, 3))),
        ("date", "2026-05", Wanted(period="2026-05")),
        ("date", "2026-05-04/2026-05-10", Wanted(period="2026-05-04/2026-05-10")),
        ("date", "2026-05-10/2026-05-04", Wanted()),
        ("date", "soon", Wanted()),
        ("ordinal", "-2", Wanted(ordinal=-2)),
        ("ordinal", "all", Wanted(ordinal=EVERY_ONE)),
        ("ordinal", "second", Wanted()),
        ("amount", "1240", Wanted(cents=1240)),
        ("card_ending", "4471", Wanted(card_ending="4471")),
        ("merchant", "Blue Heron", Wanted(merchant="Blue Heron")),
    ],
)
def test_a_value_arrives_as_what_it_is_and_nonsense_not_at_all(entity: str, value: str, wanted: Wanted) -> None:
    assert _wanted({"text": "", "entities": [{"entity": entity, "value": value}]}) == wanted


def test_one_figure_behind_the_point_is_ten_cents():
    assert _as_answer(Wanted(text="12.4"), 0).cents == 1240
    assert _as_answer(Wanted(text="12.40"), 0).cents == 1240
    assert _as_answer(Wanted(text="12"), 0).cents == 1200
