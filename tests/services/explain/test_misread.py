"""Questions of the sample bank's customers that were once answered past the point."""

import pytest

from candor.billing.records import Book, LineType, Refund
from candor.services.explain.check_refund import check_refund
from candor.services.explain.check_twice import check_twice
from candor.services.explain.explain_charge import explain_charge
from candor.services.explain.explain_fee import explain_fee
from candor.services.explain.tell_whole import tell_whole
from candor.services.explain.telling import WANT_PERSON, Told
from candor.services.find.clues import Wanted
from candor.services.find.find_charge import One, find_charge
from tests.billing.books import NAMES, SHOPS, TODAY, Descriptor, Merchant, book, line, local, payment, payment_line
from tests.services.house import WORDING

BRAMBLE = {
    "merchants": {**SHOPS, "m7": Merchant("m7", "Bramble & Co. Clothing", "US", "5651")},
    "descriptors": (*NAMES, Descriptor("d8", "BRAMBLE AND CO CLOTHING 3", "m7", "certain")),
}
FEES = book(
    lines=(
        line("first", 3000, "LATE FEE", "04-01", type=LineType.FEE),
        line("newest", 2500, "LATE FEE", "05-01", type=LineType.FEE),
    )
)
LOWER = book(lines=(FEES.lines[1],))
OF_THE_BANK = book(
    lines=(
        *(
            line(f"part-{n}", 10000, f"INSTALMENT {n} OF 6", f"0{n}-06", order_ref="plan", card_id=None)
            for n in range(1, 5)
        ),
        line("paid", -47852, "PAYMENT RECEIVED - THANK YOU", "04-20", type=LineType.PAYMENT),
        line("returned", 34175, "PAYMENT RETURNED", "04-25", type=LineType.PAYMENT),
        line("moved", 200000, "BALANCE TRANSFER", "04-06", type=LineType.TRANSFER),
        line("moved-fee", 10000, "BALANCE TRANSFER FEE", "04-06", type=LineType.FEE),
        line("put-right", -1200, "CORRECTION CREDIT", "04-02", type=LineType.CREDIT),
        line("dispute", -8900, "TEMPORARY CREDIT - DISPUTE", "05-02", type=LineType.CREDIT),
        line("courtesy", -3000, "COURTESY CREDIT", "05-01", type=LineType.CREDIT),
        line("heron", 1240, "SQ *BLUE HERON", "05-03"),
    )
)


def names(told: Told) -> list[str]:
    return [reply.response for reply in told.replies]


@pytest.mark.parametrize(
    "text",
    [
        "why is the late fee 25 and not 30?",
        "why is the late fee 25 instead of 30",
        "late fee of $25.00, not $30.00?",
        "i thought the late fee is 30 and it was 25",
        "should the late fee not be 30? it is 25.00",
    ],
)
def test_of_two_amounts_the_one_that_fits_finds_the_fee(text: str) -> None:
    assert explain_fee(LOWER, Wanted(text=text), TODAY).focus == "newest"


def test_an_amount_that_was_said_not_to_be_it_does_not_pick_another_fee() -> None:
    assert explain_fee(FEES, Wanted(text="why is the late fee 25 and not 30?"), TODAY).focus == "newest"
    assert explain_fee(FEES, Wanted(text="why is the late fee 30 and not 25?"), TODAY).focus == "first"


def test_a_fee_of_an_amount_that_none_has_is_still_asked_for() -> None:
    assert names(explain_fee(LOWER, Wanted(text="late fee of $99.00"), TODAY)) == ["utter_which_fee"]


def test_a_charge_is_found_by_what_it_came_to_and_not_by_what_it_should_have_been() -> None:
    lines = (line("n1", 4800, "TST* LANTERN NOODLE", "04-28"), line("n2", 4000, "SQ *BLUE HERON", "05-01"))
    for text in ("why 48 and not 40", "why is it $48.00 and not $40.00", "i was charged 48 instead of 40"):
        assert find_charge(book(lines=lines), Wanted(text=text), TODAY) == One("n1")
    assert find_charge(book(lines=lines[:1]), Wanted(text="it was $40.00, not $48.00"), TODAY) == One("n1")


def refunded() -> Book:
    bought = line("boots", 11900, "BRAMBLE AND CO CLOTHING 3", "03-21")
    back = line("back", -11900, bought.descriptor, "04-04", type=LineType.REFUND, reversal_of="boots")
    other = line("other", -2000, "SQ *BLUE HERON", "05-01", type=LineType.REFUND)
    refund = Refund("r1", "acc", "boots", 11900, back.post_date, None, "back")
    return book(lines=(bought, back, other), refunds=(refund,), **BRAMBLE)


@pytest.mark.parametrize("name", ["Bramble", "bramble & co", "Bramble and Co.", "brambel", "bramble clothing"])
def test_a_refund_is_found_by_the_name_that_people_use(name: str) -> None:
    assert check_refund(refunded(), Wanted(text=f"did my refund from {name} arrive?"), TODAY).focus == "back"


def test_a_twin_is_found_by_the_name_that_people_use() -> None:
    twice = tuple(line(f"b{n}", 5900, "BRAMBLE AND CO CLOTHING 3", f"05-0{n}", arn=f"ref-{n}") for n in range(1, 3))
    elsewhere = tuple(line(f"h{n}", 1240, "SQ *BLUE HERON", f"05-0{n}", arn=f"other-{n}") for n in range(3, 5))
    its = book(lines=(*twice, *elsewhere), **BRAMBLE)
    told = check_twice(its, Wanted(text="did Bramble charge me twice?"), TODAY, WORDING)
    assert told.focus == "b2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what is INSTALMENT 4 OF 6, is this extra?", "part-4"),
        ("what is this instalment 2 of 6", "part-2"),
        ("what is installment 3 of 6", "part-3"),
        ("what is PAYMENT RECEIVED - THANK YOU", "paid"),
        ("whats PAYMENT RECEIVED", "paid"),
        ("what is PAYMENT RETURNED", "returned"),
        ("what is BALANCE TRANSFER on my bill", "moved"),
        ("whats a balance transfer fee", "moved-fee"),
        ("what is CORRECTION CREDIT", "put-right"),
        ("whats TEMPORARY CREDIT - DISPUTE", "dispute"),
        ("explain the temporary credit please", "dispute"),
        ("why is there a courtesy credit", "courtesy"),
    ],
)
def test_a_line_is_found_by_the_name_that_stands_on_the_bill(text: str, found: str) -> None:
    assert explain_charge(OF_THE_BANK, Wanted(text=text), TODAY).focus == found


PAID = book(
    lines=(payment_line("p1", 47852, "04-20"), payment_line("p2", 10000, "05-08"), payment_line("p0", 5000, "01-04")),
    payments=(payment("p1", 47852, local("04-20")), payment("p2", 10000, local("05-08"))),
)


def asked(book: Book, text: str) -> Told | None:
    return tell_whole(book, Wanted(text=text), "bill_summary", TODAY, WORDING)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("did you get my payment of $478.52?", "line-p1"),
        ("has my payment of 478.52 arrived", "line-p1"),
        ("did you receive the 478 dollars I sent", "line-p1"),
        ("did my payment on April 20 go through", "line-p1"),
        ("did you get my payment?", "line-p2"),
        ("was my last payment posted", "line-p2"),
        ("when did my payment arrive", "line-p2"),
    ],
)
def test_whether_a_payment_came_is_told_from_its_line(text: str, found: str) -> None:
    told = asked(PAID, text)
    assert told is not None
    assert (told.focus, names(told)) == (found, ["utter_explain_payment"])


def test_a_payment_that_is_not_there_is_said_to_be_not_there() -> None:
    told = asked(PAID, "did you get my payment of $12.00?")
    assert told is not None
    assert (names(told), told.shown) == (["utter_no_such_payment"], ("line-p2", "line-p1", "line-p0"))
    none = asked(book(), "has my payment arrived?")
    assert none is not None
    assert (names(none), none.asked) == (["utter_no_payment"], WANT_PERSON)


@pytest.mark.parametrize(
    "text",
    ["what is my minimum payment", "when is my payment due", "has my refund arrived", "what payment do I have to make"],
)
def test_other_questions_about_payments_are_not_taken_for_this_one(text: str) -> None:
    assert asked(PAID, text) is None
