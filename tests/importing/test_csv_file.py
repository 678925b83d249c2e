from pathlib import Path

import pytest

from candor.billing.records import LineType
from candor.errors import FileRefused
from candor.importing.columns import Columns
from candor.importing.csv_file import read_csv

APRIL = (Path(__file__).parent / "files" / "april.csv").read_bytes()
GERMAN = Columns(
    date="Buchungstag", description="Händler", debit="Soll", credit="Haben", delimiter=";", decimal_mark=",",
    date_formats=("%d.%m.%Y",), encoding="cp1252", currency="EUR",
)  # fmt: skip


def read(data, columns=None):
    return read_csv(data, columns or Columns(), lambda done, of: None)


def test_the_documented_columns_are_read():
    lines = read(APRIL).lines
    assert [(line.ref, line.type, line.amount) for line in lines] == [
        ("A1", LineType.PURCHASE, 1875),
        ("A2", LineType.PURCHASE, 6400),
        ("A3", LineType.PAYMENT, -20000),
    ]
    assert lines[0].posted_on.isoformat() == "2026-04-03"
    assert lines[1].posted_on == lines[1].made_on


def test_what_can_not_be_read_is_told_line_by_line():
    assert [(part.where, part.why) for part in read(APRIL).unreadable] == [
        ("line 5", "'someday' is not a day like %Y-%m-%d"),
        ("line 6", "description is empty"),
    ]


def test_headings_are_known_whatever_their_capitals():
    assert [line.amount for line in read(b"Date, Description ,AMOUNT\n2026-04-02,KIOSK,3.00\n").lines] == [300]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-04-02,KIOSK, INC,3.00", "it has more fields than the header names"),
        ("0001-01-01,KIOSK,3.00", "'0001-01-01' is not a day like %Y-%m-%d"),
        ('2026-04-02,KIOSK,"12,40"', "'12,40' is not an amount"),
    ],
)
def test_a_line_that_is_likely_meant_otherwise_is_left_out_and_told(line, why):
    file = read(f"date,description,amount\n{line}\n".encode())
    assert (file.lines, [part.why for part in file.unreadable]) == ((), [why])


REFUNDS = "date,description,amount\n" + "".join(f"2026-04-0{day},SHOP {day},-3.00\n" for day in range(1, 6))


def test_a_file_whose_charges_seem_to_be_negative_is_asked_about_not_taken_for_refunds():
    with pytest.raises(FileRefused, match=r"5 of 5 amounts would be refunds.*charges: negative"):
        read((REFUNDS + "2026-04-09,PAYMENT THANK YOU,200.00\n").encode())


@pytest.mark.parametrize(("charges", "amount"), [("negative", 300), ("positive", -300)])
def test_what_the_mapping_says_of_charges_is_believed(charges, amount):
    assert {line.amount for line in read(REFUNDS.encode(), Columns(charges=charges)).lines} == {amount}


def test_a_few_refunds_and_many_payments_are_believed():
    paid = "".join(f"2026-04-0{day},PAYMENT,-9.00\n" for day in range(1, 9))
    text = f"date,description,amount\n{paid}2026-04-02,SHOP,-3.00\n2026-04-02,SHOP,-4.00\n2026-04-02,SHOP,5.00\n"
    assert len(read(text.encode()).lines) == 11


def test_another_bank_s_columns_are_read_with_a_mapping():
    text = "Buchungstag;Händler;Soll;Haben\n02.04.2026;Bäckerei Öz;1.204,50;\n03.04.2026;Zahlung payment;;20,00\n"
    file = read(text.encode("cp1252"), GERMAN)
    assert [(line.descriptor, line.amount) for line in file.lines] == [
        ("Bäckerei Öz", 120450),
        ("Zahlung payment", -2000),
    ]
    assert file.currency == "EUR"


def test_lines_without_ids_get_the_same_reference_each_time_and_twins_stay_two():
    text = b"date,description,amount\n2026-04-02,KIOSK,3.00\n2026-04-02,KIOSK,3.00\n"
    first, second = read(text).lines
    assert first.ref != second.ref
    assert [line.ref for line in read(text).lines] == [first.ref, second.ref]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("date,description,amount\n2026-04-02,CAFÉ,3.00\n".encode("cp1252"), "not UTF-8 text"),
        (b"day,what\n1,2\n", "no column date, description, amount"),
        (b'date,description,amount\n2026-04-02,"KIOSK,3.00\n', "broken near line"),
        (b"\x00\x01\x02\x03", "not text"),
        (b"date,description,amount,Amount\n2026-04-02,KIOSK,3.00,4.00\n", "the column amount more than once"),
        (b"date;description;amount\n2026-04-02;KIOSK;3.00\n", "its delimiter in a mapping file"),
    ],
)
def test_a_file_that_is_no_such_csv_is_refused_with_its_reason(data, why):
    with pytest.raises(FileRefused, match=why):
        read(data)
