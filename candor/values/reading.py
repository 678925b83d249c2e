"""The values in a text that have a form of their own: amounts, dates, card endings, ordinals."""

from datetime import date

from candor.values.amounts import find_amounts
from candor.values.cards import find_card_endings
from candor.values.dates import find_dates
from candor.values.found import Found, without_overlaps
from candor.values.ordinals import find_ordinals


def find_values(text: str, today: date) -> list[Found]:
    """All values in the text, in its order. `today` is the customer's day: "May 3" is the latest May 3."""
    return without_overlaps(
        [*find_card_endings(text), *find_dates(text, today), *find_amounts(text), *find_ordinals(text, today)]
    )
