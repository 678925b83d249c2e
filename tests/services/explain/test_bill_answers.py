"""The services that answer about the bill: response names, facts, cites, choices and cards."""

from datetime import date
from typing import Any

from candor.billing.explanation import Detail
from candor.billing.records import Book, Correction, Line, LineType, Refund
from candor.services.explain.check_refund import check_refund
from candor.services.explain.explain_charge import explain_charge, explain_chosen, explain_other
from candor.services.explain.explain_fee import explain_fee, explain_interest
from candor.services.explain.list_pending import list_pending
from candor.services.explain.summarise_bill import summarise_bill, what_is_due
from candor.services.explain.telling import IS_IT_YOURS, WANT_PERSON, WHICH_AMOUNT, WHICH_CHARGE, Told
from candor.services.find.clues import Wanted
from tests.billing.books import TODAY, bill, book, credit_for, hold, late_fee, line, local, payment, payment_line

NOODLES = (line("n1", 4800, "TST* LANTERN NOODLE", "04-28"), line("n2", 2150, "TST* LANTERN NOODLE", "05-01"))


def names(told: Told) -> list[str]:
    return [reply.response for reply in told.replies]


def test_a_charge_is_told_with_a_card_and_its_rows_cited() -> None:
    told = explain_charge(book(lines=(line("t1", 1240, "SQ *BLUE HERON", "05-03"),)), Wanted(text="blue heron"), TODAY)
    reply = told.replies[0]
    assert reply.response == "utter_explain_purchase_prefix"
    assert reply.cites[0] == "t1"
    assert reply.card is not None
    assert (reply.card["name"], reply.card["amount"], reply.card["date"]) == ("Blue Heron Coffee", "$12.40", "May 3")
    assert ["utter_label_card_ending", "4471"] in reply.card["rows"]
    assert (told.focus, told.asked) == ("t1", IS_IT_YOURS)


def test_two_that_fit_become_buttons_that_carry_the_line() -> None:
    told = explain_charge(book(lines=NOODLES), Wanted(text="lantern noodle"), TODAY)
    assert names(told) == ["utter_which_charge"]
    assert [(c.label, c.intent, c.payload) for c in told.replies[0].choices] == [
        ("Lantern Noodle House, $21.50, May 1", "choose_charge", {"line": "n2"}),
        ("Lantern Noodle House, $48.00, April 28", "choose_charge", {"line": "n1"}),
    ]
    assert (told.shown, told.asked) == (("n2", "n1"), WHICH_CHARGE)


def test_a_pressed_button_is_explained_and_a_line_that_is_gone_is_not_found() -> None:
    assert names(explain_chosen(book(lines=NOODLES), "n1", TODAY)) == ["utter_explain_purchase_prefix"]
    assert names(explain_chosen(book(lines=NOODLES), "t404", TODAY)) == ["utter_charge_not_found"]


def test_the_other_one_is_explained_after_a_no() -> None:
    told = explain_other(book(lines=NOODLES), Wanted(text="no the other one"), TODAY, ("n2", "n1"), ("n2",))
    assert told.focus == "n1"


def test_what_is_not_there_is_asked_for_once_and_then_a_person_is_offered() -> None:
    first = explain_charge(book(lines=NOODLES), Wanted(text="zorbo 45.11"), TODAY)
    again = explain_charge(book(lines=NOODLES), Wanted(text="zorbo"), TODAY, asked_before=first.asked == WHICH_AMOUNT)
    assert (names(first), names(again)) == (["utter_charge_not_found"], ["utter_charge_not_found_again"])
    assert again.asked == WANT_PERSON


def test_a_question_about_no_charge_in_particular_lists_the_newest() -> None:
    told = explain_charge(book(lines=NOODLES), Wanted(text="what is this charge"), TODAY)
    assert (names(told), told.shown) == (["utter_which_newest"], ("n2", "n1"))


LATE_ROW, LATE = late_fee("f1", 3000, "s4", "05-01")
LATE_BOOK = book(
    statements=(bill("s4", "04-03", "04-28"),),
    lines=(LATE_ROW,),
    fees=(LATE,),
    payments=(payment("p1", 5000, local("04-30"), "s4"),),
)


def test_a_late_fee_is_told_with_a_button_for_its_sum() -> None:
    told = explain_fee(LATE_BOOK, Wanted(text="why did i get a late fee"), TODAY)
    assert names(told) == ["utter_explain_late_fee"]
    choice = told.replies[0].choices[0]
    assert (choice.label, choice.intent) == ("utter_label_show_sum", "choose_charge")
    full = explain_chosen(LATE_BOOK, choice.payload["line"], TODAY, Detail(choice.payload["detail"]))
    assert names(full) == ["utter_explain_late_fee", "utter_explain_late_fee_full"]
    assert not full.replies[0].choices


def test_the_newest_of_several_late_fees_is_told_and_the_others_mentioned() -> None:
    older, fee = late_fee("f0", 3000, "s3", "04-01")
    told = explain_fee(
        book(
            statements=(bill("s3", "03-03", "03-28"), bill("s4", "04-03", "04-28")),
            lines=(older, LATE_ROW),
            fees=(fee, LATE),
        ),
        Wanted(text="late fee?"),
        TODAY,
    )
    assert told.focus == LATE_ROW.id
    assert names(told)[1] == "utter_one_more_fee"
    assert told.replies[1].facts["latest_date"] == "April 1"


def test_a_fee_that_is_not_there_is_not_made_up() -> None:
    assert names(explain_fee(book(), Wanted(text="why a late fee"), TODAY)) == ["utter_no_fee"]
    other = book(lines=(line("t9", 9500, "ANNUAL FEE", "05-01", type=LineType.FEE),))
    assert names(explain_fee(other, Wanted(text="why a late fee"), TODAY)) == ["utter_no_late_fee"]
    assert names(explain_fee(other, Wanted(text="foreign fee"), TODAY)) == ["utter_no_such_fee"]


def test_an_amount_picks_the_fee() -> None:
    fees = tuple(line(f"t{n}", cents, "FOREIGN FEE", "05-01", type=LineType.FEE) for n, cents in enumerate((326, 117)))
    assert explain_fee(book(lines=fees), Wanted(text="fee of 1.17"), TODAY).focus == "t1"
    assert names(explain_fee(book(lines=fees), Wanted(text="fee of 99.00"), TODAY)) == ["utter_which_fee"]


def test_interest_that_is_not_there_is_not_made_up() -> None:
    assert names(explain_interest(book(), Wanted(text="why interest"), TODAY)) == ["utter_no_interest"]


def test_a_bill_answers_what_is_left_and_by_when() -> None:
    its = book(
        statements=(bill("s5", "05-03", "05-28", balance=41230),),
        lines=(payment_line("p1", 1000, "05-08"),),
        authorisations=(hold("a1", 17500, "RIDGE FUEL 0042", "05-11", "5542"),),
    )
    told = summarise_bill(its, TODAY)
    assert names(told) == ["utter_bill_summary_part_paid", "utter_bill_pending_one"]
    facts = told.replies[0].facts
    assert (facts["left"], facts["minimum_left"], facts["due"]) == ("$402.30", "$25.00", "May 28")
    assert told.replies[1].facts["available"] == "$4,422.70"
    assert set(told.replies[0].cites) == {"s5", "line-p1", "a1"}


def test_autopay_past_due_and_a_first_bill_have_words_of_their_own() -> None:
    may = bill("s5", "05-03", "05-28")
    assert names(summarise_bill(book(statements=(may,), account={"autopay": True}), TODAY)) == [
        "utter_bill_summary_open_autopay"
    ]
    assert names(summarise_bill(book(statements=(may,)), date(2026, 5, 29))) == ["utter_bill_summary_past_due"]
    april = bill("s4", "04-03", "04-28")
    assert names(summarise_bill(book(statements=(april, may)), TODAY)) == ["utter_bill_summary_past_due_older"]
    assert names(summarise_bill(book(), TODAY)) == ["utter_bill_summary_none"]


def of_may(*lines: Line, balance: int = 91954, corrections: tuple[Correction, ...] = (), **more: Any) -> Book:
    """A book whose bill of May 3 came to $919.54, and what became final since."""
    may = bill("s5", "05-03", "05-28", balance=balance)
    return book(statements=(may,), lines=lines, corrections=corrections, **more)


def credit(name: str, cents: int, kind: str) -> tuple[Line, Correction]:
    return credit_for(line(name, cents, "X", "05-01"), cents, "05-08", kind)


def test_a_temporary_credit_since_the_bill_is_named_with_its_amount_and_the_bill_itself() -> None:
    row, why = credit("t1", 8900, "temporary")
    told = summarise_bill(of_may(row, corrections=(why,)), TODAY)
    assert names(told) == ["utter_bill_summary_open", "utter_bill_credits_temporary"]
    assert told.replies[0].facts["left"] == "$830.54"
    facts = told.replies[1].facts
    assert (facts["balance"], facts["credits"], facts["closed"]) == ("$919.54", "$89.00", "May 3")
    assert row.id in told.replies[1].cites


def test_refunds_and_credits_that_stay_are_told_apart_from_a_temporary_one() -> None:
    refund = line("r1", -1000, "STREAMLY.COM", "05-06", type=LineType.REFUND)
    row, why = credit("t1", 8900, "temporary")
    assert names(summarise_bill(of_may(refund), TODAY)) == ["utter_bill_summary_open", "utter_bill_credits"]
    both = summarise_bill(of_may(refund, row, corrections=(why,)), TODAY).replies[1]
    assert both.response == "utter_bill_credits_part_temporary"
    assert (both.facts["credits"], both.facts["temporary"]) == ("$99.00", "$89.00")


def test_a_credit_that_was_taken_back_since_the_bill_is_named_too() -> None:
    back = line("t1", 8900, "CREDIT TAKEN BACK", "05-08", type=LineType.CREDIT)
    told = summarise_bill(of_may(back), TODAY)
    assert names(told) == ["utter_bill_summary_open", "utter_bill_credits_taken_back"]
    assert (told.replies[0].facts["left"], told.replies[1].facts["credits"]) == ("$1,008.54", "$89.00")


def test_what_is_due_tells_of_the_credits_and_not_of_what_is_pending() -> None:
    refund = line("r1", -1000, "STREAMLY.COM", "05-06", type=LineType.REFUND)
    its = of_may(refund, authorisations=(hold("a1", 17500, "RIDGE FUEL 0042", "05-11", "5542"),))
    assert names(what_is_due(its, TODAY)) == ["utter_bill_summary_open", "utter_bill_credits"]


def test_money_that_we_owe_the_customer_is_never_told_as_less_than_nothing() -> None:
    told = summarise_bill(of_may(payment_line("p1", 100000, "05-08")), TODAY)
    assert names(told) == ["utter_bill_summary_paid_owed"]
    assert told.replies[0].facts["owed"] == "$80.46"
    none = summarise_bill(book(lines=(payment_line("p1", 1000, "05-08"),)), TODAY)
    assert (names(none), none.replies[0].facts["owed"]) == (["utter_bill_summary_none_owed"], "$10.00")


def test_without_a_known_limit_nothing_is_said_of_what_is_left_to_spend() -> None:
    fuel, hotel = (
        hold("a1", 17500, "RIDGE FUEL 0042", "05-11", "5542"),
        hold("a2", 15000, "HARBOR HOTEL", "05-10", "7011"),
    )
    no_limit = {"limit": 0}
    one, two = (book(authorisations=holds, account=no_limit) for holds in ((fuel,), (fuel, hotel)))
    assert names(summarise_bill(one, TODAY))[-1] == "utter_bill_pending_one_no_limit"
    assert names(summarise_bill(two, TODAY))[-1] == "utter_bill_pending_no_limit"
    assert names(list_pending(two, Wanted(text="what is pending"), TODAY)) == ["utter_pending_list_no_limit"]
    told = (*summarise_bill(one, TODAY).replies, *list_pending(two, Wanted(text="pending"), TODAY).replies)
    assert not any(reply.facts.keys() & {"available", "over"} for reply in told)


def refunds() -> tuple[Refund, ...]:
    return (Refund("r1", "acc", "n1", 4800, date(2026, 5, 7)), Refund("r2", "acc", "n2", 2150, date(2026, 5, 8)))


def test_the_one_refund_under_way_is_told_with_its_dates() -> None:
    told = check_refund(book(lines=NOODLES, refunds=refunds()[:1]), Wanted(text="wheres my refund"), TODAY)
    assert names(told) == ["utter_explain_refund_coming"]
    assert told.replies[0].facts["post_by"] == "May 21"


def test_two_refunds_are_asked_apart_or_picked_by_amount_or_place() -> None:
    its = book(lines=NOODLES, refunds=refunds())
    told = check_refund(its, Wanted(text="wheres my refund"), TODAY)
    assert (names(told), told.shown) == (["utter_which_refund"], ("r1", "r2"))
    assert check_refund(its, Wanted(text="the 48.00 refund"), TODAY).focus == "r1"
    assert check_refund(its, Wanted(text="the second one"), TODAY, told.shown).focus == "r2"


def test_a_refund_that_nobody_promised_is_not_made_up() -> None:
    assert names(check_refund(book(lines=NOODLES), Wanted(text="my refund"), TODAY)) == ["utter_refund_none"]
    its = book(lines=NOODLES, refunds=refunds()[:1])
    assert names(check_refund(its, Wanted(text="refund from zorbo"), TODAY)) == ["utter_no_such_refund"]


def test_pending_charges_are_listed_or_told_when_there_is_one() -> None:
    fuel, hotel = (
        hold("a1", 17500, "RIDGE FUEL 0042", "05-11", "5542"),
        hold("a2", 15000, "HARBOR HOTEL", "05-10", "7011"),
    )
    both = book(authorisations=(fuel, hotel))
    told = list_pending(both, Wanted(text="what is pending"), TODAY)
    assert (names(told), told.shown) == (["utter_pending_list"], ("a1", "a2"))
    assert told.replies[0].facts == {"count": "2", "total": "$325.00", "available": "$4,675.00"}
    assert list_pending(both, Wanted(text="the 175 dollar gas one"), TODAY).focus == "a1"
    assert list_pending(both, Wanted(text="the second one"), TODAY, told.shown).focus == "a2"
    assert names(list_pending(book(authorisations=(fuel,)), Wanted(text="pending?"), TODAY)) == [
        "utter_explain_fuel_hold"
    ]
    assert names(list_pending(book(), Wanted(text="pending?"), TODAY)) == ["utter_pending_none"]
