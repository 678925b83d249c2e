"""Books whose lines the sample bank does not have: imports with gaps, our mistakes, holds that ended, late refunds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from candor.billing.records import Authorisation, Book, HoldState, LineType, Refund, Statement
from tests.billing.books import bill, book, credit_for, hold, late_fee, line, local, payment, payment_line


def odd_books() -> tuple[Book, ...]:
    """Each under a customer of its own, so that a test can tell what was said to whom."""
    books = (*_unclear(), *_holds(), *_late_fees(), *_bank_lines(), *_refunds(), *_bills())
    return tuple(replace(each, customer=replace(each.customer, id=f"odd{n}")) for n, each in enumerate(books))


def _unclear() -> tuple[Book, ...]:
    raws = ("PAYPAL *HLXMKT", "WONDERFUL THINGS TO BU", "HLX 8842 MKTPL")
    named = tuple(line(f"t{n}", 6400, raw, "05-06") for n, raw in enumerate(raws))
    nameless = line("t9", 6400, "HLX 8842 MKTPL", "05-06", card_id=None)
    cash = line("t8", 6000, "CORNER BANK", "05-06", type=LineType.CASH_ADVANCE, card_id=None)
    toast = tuple(line(f"p{n}", 1875, "TST* QUIET HARE", "05-06", card_id=card) for n, card in enumerate(("k1", None)))
    return (book(lines=(*named, nameless, cash, *toast)),)


def _holds() -> tuple[Book, ...]:
    used = {"state": HoldState.CAPTURED}
    billed = book(
        authorisations=(
            hold("a1", 30000, "HARBOR HOTEL", "04-20", "7011", **used),
            hold("a2", 40000, "WAYSIDE CARS", "04-20", "7512", **used),
        ),
        lines=(
            line("t1", 21000, "HARBOR HOTEL", "04-22", authorisation_id="a1"),
            line("t2", 18000, "WAYSIDE CARS", "04-22", authorisation_id="a2"),
            line("t3", 22000, "HARBOR HOTEL", "04-25"),
        ),
    )
    waiting = book(
        authorisations=(
            hold("a1", 4000, "HARBOR HOTEL", "05-02", expires_at=local("06-01")),
            hold("a2", 0, "STREAMLY.COM", "05-11"),
            hold("a3", 100, "QV*DGTL 40417", "05-11"),
            hold("a4", 6400, "HLX 8842 MKTPL", "05-11"),
            hold("a5", 6400, "HARBOR HOTEL", "05-11", **used),
        )
    )
    return billed, waiting


def _late_fees() -> tuple[Book, ...]:
    row, fee = late_fee("f1", 3000, "s4", "05-01")
    after_hours = payment("p1", 5000, local("04-28", 19, 30), "s4")
    part, rest = payment("p1", 1000, local("04-20"), "s4"), payment("p2", 2500, local("05-02"), "s4")
    paid = ((after_hours,), (part, rest), (part,), ())
    due = bill("s4", "04-03", "04-28")
    told = tuple(book(statements=(due,), lines=(row,), fees=(fee,), payments=each) for each in paid)
    small = bill("s4", "04-03", "04-28", minimum=2500)
    return (*told, book(statements=(small,), lines=(row,), fees=(fee,)), book(lines=(row,), fees=(fee,)))


def _bank_lines() -> tuple[Book, ...]:
    fee = line("t1", 700, "SERVICE FEE", "05-04", type=LineType.FEE)
    interest = line("t2", 900, "INTEREST", "05-04", type=LineType.INTEREST)
    moved = line("t3", 90000, "BALANCE TRANSFER", "05-04", type=LineType.TRANSFER)
    credit = line("t4", -900, "CREDIT", "05-05", type=LineType.CREDIT)
    plain = line("t5", -900, "PAYMENT", "05-05", type=LineType.PAYMENT)
    back = line("t6", 900, "PAYMENT REVERSED", "05-06", type=LineType.PAYMENT)
    refund = line("t7", -900, "STREAMLY.COM", "05-06", type=LineType.REFUND)
    pairs = [credit_for(row, 100, "05-08") for row in (fee, interest)]
    loose = [credit_for(line(f"gone{n}", 900, "X", "05-01"), 900, "05-08", kind) for n, kind in enumerate(KINDS)]
    return (
        book(lines=(fee, interest, moved, credit, plain, back, refund)),
        book(lines=(fee, interest, *(row for row, _ in pairs)), corrections=tuple(why for _, why in pairs)),
        book(lines=tuple(row for row, _ in loose), corrections=tuple(why for _, why in loose)),
    )


KINDS = ("goodwill", "correction", "temporary", "reward", "plan")


def _refunds() -> tuple[Book, ...]:
    bought = line("t1", 8900, "NRTHFLD OUTDR 0231", "03-02")
    late, coming = Refund("r1", "acc", "t1", 8900, date(2026, 4, 1)), Refund("r2", "acc", "gone", 500, date(2026, 5, 8))
    alone = replace(late, purchase_id="gone")
    return book(lines=(bought,), refunds=(late, coming)), book(refunds=(alone,))


def _bills() -> tuple[Book, ...]:
    may, april = bill("s5", "05-03", "05-28"), bill("s4", "04-03", "04-28")
    part, enough = payment_line("p1", 1000, "05-08"), payment_line("p1", 3500, "05-08")
    return (
        *(
            book(statements=(may,), lines=(paid,), account={"autopay": auto})
            for paid in (part, enough)
            for auto in (0, 1)
        ),
        book(statements=(april, may)),
        *_credited(may),
        book(statements=(may,), lines=(payment_line("p1", 60000, "05-08"),)),
        book(lines=(payment_line("p1", 1000, "05-08"),)),
        *(book(authorisations=holds, account={"limit": 0}) for holds in (_pumps(1), _pumps(2))),
        book(statements=(bill("s5", "05-03", "05-28", balance=-500, minimum=0),)),
    )


def _credited(may: Statement) -> Iterator[Book]:
    refund = line("t7", -900, "STREAMLY.COM", "05-06", type=LineType.REFUND)
    back = line("t8", 900, "CREDIT TAKEN BACK", "05-06", type=LineType.CREDIT)
    credit, why = credit_for(line("gone", 900, "X", "05-01"), 900, "05-08", "temporary")
    for lines in ((refund,), (credit,), (refund, credit), (back,)):
        yield book(statements=(may,), lines=lines, corrections=(why,))


def _pumps(count: int) -> tuple[Authorisation, ...]:
    return tuple(hold(f"a{n}", 17500, "RIDGE FUEL 0042", "05-11", "5542") for n in range(count))
