"""The page on which charge is meant tells the points that are really given."""

import re

from candor.services.find import find_charge, fitting
from candor.settings import ROOT

PAGE = (ROOT / "docs" / "reference" / "which-charge.md").read_text(encoding="utf-8")
IN_THE_ORDER_OF_THE_PAGE = (
    *("NAME", "PRINTED", "AMOUNT", "AMOUNT_OF_ITS_HOLD", "AMOUNT_DENIED", "AMOUNT_ROUNDED", "AMOUNT_ABOUT"),
    *("AMOUNT_CENTS_OFF", "NUMBER"),
    *("OTHER_AMOUNT", "DAY", "DAY_CLOSE", "DAY_IN_A_WEEK", "OTHER_DAY", "PERIOD", "OTHER_PERIOD", "SHOP_TYPE", "KIND"),
    *("NO_PURCHASE", "CARD", "OTHER_CARD", "SHOWN", "LONG_AGO"),
)


def test_the_table_has_every_kind_of_points_with_its_number() -> None:
    told = [float(number) for number in re.findall(r"^\| .+ \| (-?[\d.]+) \|$", PAGE, re.MULTILINE)]
    assert told == [getattr(fitting, name) for name in IN_THE_ORDER_OF_THE_PAGE]


def test_no_kind_of_points_is_left_out() -> None:
    given = {name for name, value in vars(fitting).items() if name.isupper() and isinstance(value, float)}
    assert given - {"ENOUGH"} == set(IN_THE_ORDER_OF_THE_PAGE)


def test_the_bounds_of_the_decision_are_told() -> None:
    assert f"Less than {fitting.ENOUGH:g} points" in PAGE
    assert f"less than {find_charge.LEAD:g} points behind" in PAGE
    assert f"more than {find_charge.RECENT.days} days" in PAGE
    assert f"older than {fitting.RECENT_BILLS.days} days" in PAGE
