"""Reads OFX and QFX credit-card statements.

ofxtools knows the format; each transaction is converted by itself, so that one that can not be read does not take
the others with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from ofxtools.models.base import Aggregate
from ofxtools.Parser import OFXTree

from candor.billing.imported import ImportedBill, ImportedLine, StatementFile, Unreadable
from candor.errors import FileRefused
from candor.importing.kinds import kind_of

Progress = Callable[[int, int], None]
LONGEST_REASON = 120


def read_ofx(data: bytes, progress: Progress) -> StatementFile:
    """The credit-card account in the file. Raises FileRefused when it is broken, cut off, or holds no card account."""
    root = _tree(data)
    account = root.find(".//CCSTMTRS")
    if account is None:
        raise FileRefused("there is no credit-card statement in this OFX file")
    lines, unreadable = _lines(account.findall(".//STMTTRN"), progress)
    bills = [_bill(closing) for closing in root.findall(".//CCCLOSING")]
    number = account.findtext("CCACCTFROM/ACCTID") or ""
    return StatementFile(
        source="ofx",
        currency=account.findtext("CURDEF") or "USD",
        lines=tuple(lines),
        bills=tuple(bill for bill in bills if bill),
        unreadable=tuple(unreadable),
        # Of the account's number nothing but its end is ever looked at again.
        last4="".join(char for char in number if char.isdigit())[-4:] or None,
    )


def _tree(data: bytes) -> Element:
    if b"</OFX>" not in data[-4096:].upper():
        raise FileRefused("the OFX file is cut off: its end is missing")
    tree = OFXTree()
    try:
        root: Element = tree.parse(BytesIO(data))
    except Exception as error:
        raise FileRefused(f"the OFX file can not be read ({type(error).__name__})") from error
    return root


def _lines(found: list[Element], progress: Progress) -> tuple[list[ImportedLine], list[Unreadable]]:
    lines: list[ImportedLine] = []
    unreadable: list[Unreadable] = []
    for number, element in enumerate(found, 1):
        try:
            lines.append(_line(Aggregate.from_etree(element)))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one transaction concerns that one alone
            name = element.findtext("FITID") or f"number {number}"
            unreadable.append(Unreadable(f"transaction {name}", _reason(error, element)))
        progress(number, len(found))
    return lines, unreadable


def _line(given: Any) -> ImportedLine:
    name = (given.name or getattr(given.payee, "name", None) or given.memo or "").strip()
    if not name:
        raise ValueError("it has no name")
    amount = -_cents(given.trnamt)
    posted = _day(given.dtposted)
    return ImportedLine(
        ref=given.fitid,
        type=kind_of(given.trntype, amount, f"{name} {given.memo or ''}"),
        amount=amount,
        descriptor=name,
        made_on=_day(given.dtuser) if given.dtuser else posted,
        posted_on=posted,
        **_abroad(given, amount),
    )


def _abroad(given: Any, amount: int) -> dict[str, Any]:
    """ORIGCURRENCY: the amount is ours already, and `currate` is ours for one of theirs (OFX 5.2)."""
    theirs = given.origcurrency
    if theirs is None or not theirs.currate:
        return {}
    original = int((Decimal(amount) / theirs.currate).to_integral_value())
    return {"original_amount": original, "original_currency": theirs.cursym, "rate": str(theirs.currate)}


def _bill(closing: Element) -> ImportedBill | None:
    """A closed statement, if the file tells enough of it to show it as a bill."""
    days = [closing.findtext(tag) for tag in ("DTOPEN", "DTCLOSE", "DTPMTDUE")]
    sums = [closing.findtext(tag) for tag in ("BALOPEN", "BALCLOSE", "MINPMTDUE")]
    if not all(days) or not all(sums):
        return None
    opened, closed, due = (_plain_day(text or "") for text in days)
    previous, balance, minimum = (Decimal(text or "0") for text in sums)
    return ImportedBill(opened, closed, due, -_cents(previous), -_cents(balance), _cents(abs(minimum)))


def _cents(amount: Decimal) -> int:
    exact = amount * 100
    if exact != exact.to_integral_value():
        raise ValueError(f"{amount} is not in whole cents")
    return int(exact)


def _day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()


def _plain_day(text: str) -> date:
    return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone


def _reason(error: Exception, element: Element) -> str:
    if isinstance(error, InvalidOperation):
        return f"{(element.findtext('TRNAMT') or '')[:40]!r} is not an amount"
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 3]}..."
