"""The time a sum is over, in the words of `utter_word_period_`."""

from __future__ import annotations

from datetime import date

from candor.billing.days import spoken


def period_words(start: date, end: date, today: date) -> tuple[str, dict[str, str]]:
    """The response that says these days, first and last counted, and its facts."""
    name = "utter_word_period_days"
    if (start, end) == (date(today.year, 1, 1), today):
        name = "utter_word_period_this_year"
    elif (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        name = "utter_word_period_year"
    elif start == end:
        name = "utter_word_period_day"
    return name, {"year": str(start.year), "from_day": spoken(start, today), "to_day": spoken(end, today)}
