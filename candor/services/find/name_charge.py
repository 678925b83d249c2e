"""Names one line of a customer's book, for words that speak of it in passing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from candor.billing.lines.common import facts_of
from candor.billing.page import Page, Row
from candor.billing.records import Line, LineType
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.services.tools import Tools
from candor.store import Transaction

PRICES = frozenset({LineType.FEE, LineType.INTEREST})
BOOKINGS = frozenset({LineType.PAYMENT, LineType.CREDIT, LineType.TRANSFER})


@dataclass(frozen=True)
class Named:
    """`name`, `amount` and `date` of a line, and which words fit: a shop's `charge`, a `fee` of the bank, another
    `line` of the bank. "" and no facts when the line is not on this customer's book."""

    ending: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def response(self, name: str) -> str:
        """The response of this name for such a line; the name itself when there is no line to speak of."""
        return f"{name}_{self.ending}" if self.ending else name


def name_charge(tx: Transaction, tools: Tools, context: TurnContext, charge: str | None) -> Named:
    """The line or hold with this id; nothing named when it is not on this customer's book."""
    if charge is None or context.customer is None:
        return Named()
    book = tx.ledger.book(context.customer)
    page = Page(book, day_in(book.customer.time_zone, tools.clock.now()))
    row: Row | None = page.line(charge) or page.hold(charge)
    if row is None:
        return Named()
    facts, ending = facts_of(page, row), _ending(row)
    name = facts["name"].lower() if ending == "fee" else facts["name"]
    return Named(ending, {"name": name, "amount": facts["amount"], "date": facts["date"]})


def _ending(row: Row) -> str:
    if isinstance(row, Line) and row.type in PRICES:
        return "fee"
    return "line" if isinstance(row, Line) and row.type in BOOKINGS else "charge"
