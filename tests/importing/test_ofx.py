from datetime import date
from pathlib import Path

import pytest

from candor.billing.records import LineType
from candor.errors import FileRefused
from candor.importing.ofx import read_ofx

APRIL = (Path(__file__).parent / "files" / "april.qfx").read_bytes()


def read(data=APRIL):
    return read_ofx(data, lambda done, of: None)


def test_charges_are_positive_and_names_are_kept_to_the_letter():
    first = read().lines[0]
    assert (first.ref, first.amount, first.descriptor) == ("F-1", 1875, "TST* LANTERN NOODLE BAR")
    assert (first.made_on, first.posted_on) == (date(2026, 4, 2), date(2026, 4, 3))


def test_each_line_is_of_its_kind():
    assert [(line.type, line.amount) for line in read().lines] == [
        (LineType.PURCHASE, 1875),
        (LineType.PURCHASE, 6400),
        (LineType.PAYMENT, -20000),
        (LineType.REFUND, -999),
        (LineType.FEE, 3000),
        (LineType.INTEREST, 421),
    ]


def test_one_broken_transaction_is_told_and_the_others_come_in():
    (left_out,) = read().unreadable
    assert left_out.where == "transaction F-7"
    assert "twelve" in left_out.why


def test_the_closed_bill_is_read_with_what_is_owed_positive():
    (bill,) = read().bills
    assert (bill.previous, bill.new_balance, bill.minimum_due) == (40000, 30697, 3500)
    assert (bill.open, bill.close, bill.due) == (date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 25))


def test_nothing_but_the_end_of_the_card_number_is_kept():
    assert read().last4 == "4471"
    assert "4929000000004471" not in repr(read())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (APRIL[: len(APRIL) // 2], "cut off"),
        (APRIL.replace(b"CCSTMTRS", b"STMTRS"), "no credit-card statement"),
        (APRIL.replace(b"OFXHEADER:100", b"OFXHEADER:9"), "can not be read"),
        (APRIL.replace(b"LANTERN", b"\x81\x8d\x8f\x90"), "can not be read"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(data, why):
    with pytest.raises(FileRefused, match=why):
        read(data)
