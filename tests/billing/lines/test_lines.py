from datetime import date

import pytest

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, NextStep
from candor.billing.lines import NoSuchLine, explain
from candor.billing.lines.refund import shop_sends_by, we_post_by
from candor.billing.records import Card, HoldState, InterestCharge, LineType, Refund
from tests.billing.books import CARD, TODAY, book, credit_for, hold, line, local, payment, payment_line


def test_a_purchase_is_told_with_shop_place_card_and_day() -> None:
    its = explain(book(lines=(line("t1", 1240, "STREAMLY.COM", "05-03"),)), "t1", TODAY)
    assert its.responses == ("utter_explain_purchase",)
    assert (its.facts["name"], its.facts["amount"], its.facts["card"], its.facts["date"]) == (
        "Streamly",
        "$12.40",
        "4471",
        "May 3",
    )


def test_a_prefix_is_told_with_the_company_behind_it() -> None:
    its = explain(book(lines=(line("t1", 1240, "SQ *BLUE HERON", "05-03"),)), "t1", TODAY)
    assert its.responses == ("utter_explain_purchase_prefix",)
    assert (its.facts["prefix"], its.facts["company"]) == ("SQ", "Square")
    assert its.facts["shop"] == "Blue Heron Coffee, 12 Pine Street, Portland"


def test_a_likely_name_is_never_told_as_a_fact() -> None:
    its = explain(book(lines=(line("t1", 8900, "NRTHFLD OUTDR 0231", "04-02"),)), "t1", TODAY)
    assert its.responses == ("utter_explain_purchase_likely",)
    assert its.confidence is Confidence.LIKELY


def test_the_bank_s_own_shop_goes_before_the_printed_name_when_the_name_is_not_listed() -> None:
    its = explain(book(lines=(line("t1", 1240, "BHC 0001", "05-03", merchant_id="m1"),)), "t1", TODAY)
    assert (its.facts["name"], its.confidence) == ("Blue Heron Coffee", Confidence.CERTAIN)


@pytest.mark.parametrize(
    ("raw", "response"),
    [
        ("HLX 8842 MKTPL", "utter_explain_unclear_name"),
        ("PAYPAL *HLXMKT", "utter_explain_unclear_name_prefix"),
        ("WONDERFUL THINGS TO BU", "utter_explain_unclear_name_cut"),
    ],
)
def test_a_name_we_do_not_know_is_said_to_be_not_known(raw: str, response: str) -> None:
    its = explain(book(lines=(line("t1", 6400, raw, "05-06"),)), "t1", TODAY)
    assert its.responses == (response,)
    assert its.confidence is Confidence.UNKNOWN
    assert (its.facts["descriptor"], its.facts["order_date"]) == (raw, "May 5")


@pytest.mark.parametrize(
    ("raw", "printed"), [("TST* LANTERN NOODLE BAR", "Lantern Noodle Bar"), ("SP * MOSS & THREAD", "Moss & Thread")]
)
def test_a_readable_name_behind_a_prefix_is_told_as_printed_and_not_as_a_fact(raw: str, printed: str) -> None:
    with_card, without = (line(f"t{n}", 1875, raw, "05-06", card_id=card) for n, card in enumerate(("k1", None)))
    its = [explain(book(merchants={}, descriptors=(), lines=(row,)), row.id, TODAY) for row in (with_card, without)]
    assert [each.responses[0] for each in its] == [
        "utter_explain_unclear_name_printed",
        "utter_explain_unclear_name_printed_no_card",
    ]
    assert all(each.facts["printed"] == printed and each.confidence is Confidence.UNKNOWN for each in its)


def test_a_purchase_on_somebody_else_s_card_names_the_holder() -> None:
    son = Card("k2", "acc", "Leo Moreno", "9921", "visa", authorised_user=True)
    its = explain(book(cards=(CARD, son), lines=(line("t1", 999, "STREAMLY.COM", "05-03", card_id="k2"),)), "t1", TODAY)
    assert its.responses == ("utter_explain_purchase_other_holder",)
    assert its.facts["holder"] == "Leo Moreno"


def test_an_imported_purchase_without_a_card_is_told_without_one() -> None:
    its = explain(book(lines=(line("t1", 999, "STREAMLY.COM", "05-03", card_id=None),)), "t1", TODAY)
    assert its.responses == ("utter_explain_purchase_no_card",)


def test_a_purchase_abroad_shows_the_price_and_the_rate() -> None:
    abroad = line("t1", 10850, "STREAMLY.COM", "05-03", original_amount=10000, original_currency="EUR", rate="1.0850")
    its = explain(book(lines=(abroad,)), "t1", TODAY)
    assert its.responses == ("utter_explain_conversion",)
    assert (its.facts["original"], its.facts["rate"]) == ("€100.00", "1.0850")


def test_a_purchase_whose_refund_is_coming_says_so_on_its_card() -> None:
    its = book(
        lines=(line("t1", 999, "STREAMLY.COM", "05-03"),), refunds=(Refund("r1", "acc", "t1", 999, date(2026, 5, 7)),)
    )
    assert explain(its, "t1", TODAY).status == "refund_coming"


def test_a_refund_under_way_has_its_two_days() -> None:
    """The example of domain 1.2: accepted Mon Jun 2 2025 -> Jun 11 -> Jun 16."""
    assert shop_sends_by(date(2025, 6, 2)) == date(2025, 6, 11)
    assert we_post_by(date(2025, 6, 2)) == date(2025, 6, 16)


@pytest.mark.parametrize(("today", "variant"), [("2025-06-16", "coming"), ("2025-06-17", "late")])
def test_a_refund_is_late_the_day_after_its_last_day(today: str, variant: str) -> None:
    its = book(
        lines=(line("t1", 8900, "NRTHFLD OUTDR 0231", "2025-05-02"),),
        refunds=(Refund("r1", "acc", "t1", 8900, date(2025, 6, 2)),),
    )
    told = explain(its, "r1", date.fromisoformat(today))
    assert told.responses == (f"utter_explain_refund_{variant}",)
    assert (told.facts["shop_by"], told.facts["post_by"], told.by_when) == ("June 11", "June 16", date(2025, 6, 16))


@pytest.mark.parametrize("asked", ["r1", "t2"])
def test_a_refund_that_arrived_names_the_purchase_it_gives_back(asked: str) -> None:
    back = line("t2", -8900, "NRTHFLD OUTDR 0231", "05-09", type=LineType.REFUND)
    its = book(
        lines=(line("t1", 8900, "NRTHFLD OUTDR 0231", "05-02"), back),
        refunds=(Refund("r1", "acc", "t1", 8900, date(2026, 5, 5), line_id="t2"),),
    )
    told = explain(its, asked, TODAY)
    assert told.responses == ("utter_explain_refund_purchase",)
    assert (told.facts["amount"], told.facts["price"], told.facts["bought"]) == ("$89.00", "$89.00", "May 2")


def test_a_payment_is_told_with_the_day_it_came_and_the_day_it_counts() -> None:
    its = book(lines=(payment_line("p1", 5000, "05-08"),), payments=(payment("p1", 5000, local("05-07", 22)),))
    told = explain(its, "line-p1", TODAY)
    assert told.responses == ("utter_explain_payment",)
    assert (told.facts["received"], told.facts["amount"]) == ("May 7", "$50.00")


def test_a_payment_that_came_back_is_told_as_that() -> None:
    back = payment("p1", 5000, local("05-07"), returned_on=date(2026, 5, 10), return_code="R01")
    told = explain(book(lines=(payment_line("p1", 5000, "05-08"),), payments=(back,)), "line-p1", TODAY)
    assert (told.responses, told.facts["returned"]) == (("utter_explain_payment_returned",), "May 10")


def test_a_fee_line_that_nothing_explains_is_told_by_what_stands_on_it() -> None:
    told = explain(book(lines=(line("t9", 700, "SERVICE FEE", "05-04", type=LineType.FEE),)), "t9", TODAY)
    assert told.responses == ("utter_explain_fee",)
    assert (told.facts["descriptor"], told.next_step) == ("SERVICE FEE", NextStep.ASK_PERSON)


@pytest.mark.parametrize("kind", ["purchase", "cash", "transfer", "trailing", "minimum", "deferred"])
def test_interest_without_its_bill_is_told_by_kind_days_and_rate_and_not_checked(kind: str) -> None:
    row = line("t9", 1643, "INTEREST CHARGE", "05-03", type=LineType.INTEREST)
    charge = InterestCharge("i1", "acc", "t9", kind, 1643, 2499, date(2026, 4, 4), date(2026, 4, 27), 1643)
    told = explain(book(lines=(row,), interest=(charge,)), "t9", TODAY)
    assert told.responses == (f"utter_explain_interest_{kind}_unknown",)
    assert (told.confidence, told.next_step, told.steps) == (Confidence.UNKNOWN, NextStep.ASK_PERSON, ())
    assert (told.facts["rate"], told.facts["from_day"], told.facts["to_day"]) == ("24.99%", "April 4", "April 27")


@pytest.mark.parametrize("kind", ["goodwill", "correction", "temporary"])
def test_a_credit_names_what_it_is_for(kind: str) -> None:
    charged = line("t1", 3000, "LATE FEE", "05-01", type=LineType.FEE)
    credit, why = credit_for(charged, 3000, "05-05", kind)
    told = explain(book(lines=(charged, credit), corrections=(why,)), credit.id, TODAY)
    assert told.responses == (f"utter_explain_credit_{kind}_target",)
    assert (told.facts["amount"], told.facts["for_name"]) == ("$30.00", "Late fee")


@pytest.mark.parametrize("line_type", list(LineType))
@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("name", ["X", "", "  "])
def test_every_type_of_line_is_told_even_with_nothing_beside_it(line_type: LineType, detail: Detail, name: str) -> None:
    told = explain(
        book(cards=(), merchants={}, descriptors=(), lines=(line("t1", 100, name, "05-01", type=line_type),)),
        "t1",
        TODAY,
        detail,
    )
    assert told.responses
    assert all(told.facts.values())
    assert told.cites[0] == "t1"


def test_an_id_that_is_not_in_the_book_is_refused() -> None:
    with pytest.raises(NoSuchLine):
        explain(book(), "t404", TODAY)


def test_a_likely_shop_s_own_name_and_place_are_said_nowhere_as_facts() -> None:
    asked = hold("a1", 8000, "NRTHFLD OUTDR 0231", "04-02", state=HoldState.CAPTURED)
    charge = line("t1", 8900, "NRTHFLD OUTDR 0231", "04-02", authorisation_id="a1")
    waiting = hold("a2", 8000, "NRTHFLD OUTDR 0231", "05-11")
    its = book(authorisations=(asked, waiting), lines=(charge,))
    for line_id in ("t1", "a2"):
        told = explain(its, line_id, TODAY)
        assert told.facts["name"] == "NRTHFLD OUTDR 0231"
        assert "Denver" not in (*told.facts.values(), *told.details.values())
