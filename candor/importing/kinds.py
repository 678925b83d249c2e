"""What a line of a file is to the bank, told from the file's own type, the sign and the words of its name."""

from __future__ import annotations

import re

from candor.billing.records import LineType

BY_OFX_TYPE = {
    "PAYMENT": LineType.PAYMENT,
    "DIRECTDEP": LineType.PAYMENT,
    "DEP": LineType.PAYMENT,
    "INT": LineType.INTEREST,
    "FEE": LineType.FEE,
    "SRVCHG": LineType.FEE,
    "ATM": LineType.CASH_ADVANCE,
    "CASH": LineType.CASH_ADVANCE,
}
FEE_NAMES = re.compile(
    r"\b(late|annual|membership|returned|over.?limit|foreign|cash advance|transfer)\b.*\bfee\b", re.I
)
INTEREST_NAMES = re.compile(r"\binterest\b.*\b(charge|charged|on|purchases|cash)\b|\bfinance charge\b", re.I)
PAYMENT_NAMES = re.compile(r"\b(payment|autopay|auto pay)\b", re.I)


def kind_of(declared: str, amount: int, name: str) -> LineType:
    """The line's type. `amount` is signed as on the bill; a credit that is no payment is a refund."""
    known = BY_OFX_TYPE.get(declared.upper())
    if amount < 0:
        is_payment = known is LineType.PAYMENT or PAYMENT_NAMES.search(name)
        return LineType.PAYMENT if is_payment else LineType.REFUND
    if known and known is not LineType.PAYMENT:
        return known
    if FEE_NAMES.search(name):
        return LineType.FEE
    return LineType.INTEREST if INTEREST_NAMES.search(name) else LineType.PURCHASE
