"""The services for the questions over the whole bill: names of responses, facts, cites and buttons."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from candor.billing.records import Book, LineType, Subscription
from candor.conversation.wording import Wording
from candor.services.explain.check_twice import check_twice
from candor.services.explain.compare_bills import tell_difference
from candor.services.explain.fees_paid import tell_fees
from candor.services.explain.list_subscriptions import list_subscriptions
from candor.services.explain.stop_interest import tell_what_stops_interest
from candor.services.explain.tell_whole import tell_whole
from candor.services.explain.telling import IS_IT_YOURS, WHICH_CHARGE, Told
from candor.services.find.clues import Wanted
from tests import ours
from tests.billing.books import TODAY, bill, book, credit_for, day, hold, late_fee, line, payment_line

WORDING: Wording = ours.wording()
SEED = 7


@pytest.fixture(scope="module")
def bank() -> dict[str, Book]:
    return {its.customer.id: its for its in ours.bank(SEED, TODAY)}


def names(told: Told) -> list[str]:
    return [reply.response for reply in told.replies]


def texts(told: Told) -> str:
    return "\n".join(WORDING.speak(reply).text for reply in told.replies)


def two_bills(**more: Any) -> Book:
    april = bill("s4", "04-03", "04-28", balance=5000)
    may = bill("s5", "05-03", "05-28", balance=6240, previous=5000)
    lines = (
        line("a1", 5000, "RIDGE FUEL 0042", "03-20", statement_id="s4"),
        line("p1", -5000, "PAYMENT", "04-20", type=LineType.PAYMENT, statement_id="s5"),
        line("b1", 5000, "RIDGE FUEL 0042", "04-20", statement_id="s5"),
        line("b2", 1240, "SQ *BLUE HERON", "04-21", statement_id="s5"),
    )
    return book(statements=(april, may), lines=lines, **more)


def difference(its: Book, text: str = "why is my bill higher than last month?") -> Told:
    return tell_difference(its, Wanted(text=text), TODAY, WORDING)


def test_a_higher_bill_is_told_with_what_came_and_a_button_for_it() -> None:
    told = difference(two_bills())
    assert names(told) == ["utter_compare_higher"]
    assert "$12.40 higher than the one before: $62.40, not $50.00" in texts(told)
    assert texts(told).endswith("• Blue Heron Coffee: +$12.40, new")
    assert [choice.payload for choice in told.replies[0].choices] == [{"line": "b2"}]
    assert (told.shown, told.asked) == (("b2",), WHICH_CHARGE)
    assert set(told.replies[0].cites) == {"s5", "s4", "b2"}


def test_with_one_bill_what_is_due_is_told_instead() -> None:
    told = difference(book(statements=(bill("s5", "05-03", "05-28"),)))
    assert names(told) == ["utter_compare_too_few", "utter_bill_summary_open"]
    assert all(reply.cites for reply in told.replies)


def test_equal_bills_are_said_to_be_equal() -> None:
    its = book(statements=(bill("s4", "04-03", "04-28"), bill("s5", "05-03", "05-28")))
    assert names(difference(its)) == ["utter_compare_no_change"]


def test_the_month_of_an_older_bill_is_heard_and_one_that_it_is_held_against_is_not(bank: dict[str, Book]) -> None:
    assert "bill of March 28" in texts(difference(bank["c01"], "why was my march bill so high"))
    assert "bill of April 28" in texts(difference(bank["c01"], "why is it higher than in March"))


@pytest.mark.parametrize("customer", [f"c{number:02d}" for number in range(1, 18)])
def test_the_sums_a_customer_reads_add_up_to_the_difference(bank: dict[str, Book], customer: str) -> None:
    told = difference(bank[customer])
    signed = [row.rsplit(": ", 1)[1].split(", n")[0] for row in texts(told).splitlines() if row[0] == "•"]
    its = bank[customer].statements
    assert sum(_cents(amount) for amount in signed) == its[-1].new_balance - its[-2].new_balance


def _cents(amount: str) -> int:
    return int(amount.replace("$", "").replace(",", "").replace(".", ""))


def test_fees_are_summed_with_what_was_given_back_and_interest_apart() -> None:
    row, late = late_fee("f1", 3000, "s4", "03-01")
    other = line("x1", 326, "FOREIGN FEE", "02-01", type=LineType.FEE)
    credit, why = credit_for(row, 3000, "03-10")
    cost = line("i1", 1643, "INTEREST", "04-02", type=LineType.INTEREST)
    its = book(lines=(row, other, credit, cost), fees=(late,), corrections=(why,), account={"opened": day("01-05")})
    told = tell_fees(its, Wanted(text="what did I pay in fees this year?"), TODAY, WORDING)
    assert names(told) == ["utter_fees_paid_interest", "utter_fees_seen_from"]
    assert "You paid $3.26 in fees so far this year" in texts(told)
    assert "it came to $16.43" in texts(told)
    assert "• Late fee: $30.00\n• Other fee: $3.26\n• Given back: -$30.00" in texts(told)
    assert {"x1", "i1", row.id, credit.id} <= set(told.replies[0].cites)
    assert len(told.replies[-1].choices) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fees in total", "so far this year"),
        ("all fees in 2025", "in 2025"),
        ("all the fees since January", "so far this year"),
        ("all the fees since March", "from March 1 to May 12"),
        ("all the fees since January 2025", "from January 1, 2025 to May 12"),
        ("what did I pay in fees last month", "from April 1 to April 30"),
        ("fees over the past 6 months", "from November 12, 2025 to May 12"),
    ],
)
def test_the_time_that_is_named_is_the_time_that_is_summed(text: str, said: str) -> None:
    assert f"no interest {said}." in texts(tell_fees(book(), Wanted(text=text), TODAY, WORDING))


def test_what_stops_interest_names_the_sum_the_day_and_the_hour() -> None:
    its = book(
        statements=(bill("s4", "04-03", "04-28", balance=100000), bill("s5", "05-03", "05-28", balance=41230)),
        lines=(payment_line("p1", 100000, "04-20"),),
    )
    told = tell_what_stops_interest(its, TODAY)
    assert names(told) == ["utter_stop_interest_pay"]
    assert "Pay $412.30 by 5 p.m. on May 28" in texts(told)
    assert "s5" in told.replies[0].cites


def test_cash_and_an_offer_are_told_beside_it(bank: dict[str, Book]) -> None:
    assert names(tell_what_stops_interest(bank["c12"], TODAY))[1:] == ["utter_stop_interest_offer"]
    cash = line("k1", 15000, "ATM", "05-04", type=LineType.CASH_ADVANCE)
    assert names(tell_what_stops_interest(book(lines=(cash,)), TODAY))[1:] == ["utter_stop_interest_cash"]


def test_subscriptions_are_listed_with_what_went_up_and_what_charges_though_cancelled(bank: dict[str, Book]) -> None:
    told = list_subscriptions(bank["c04"], TODAY, WORDING)
    assert names(told) == [
        "utter_subscriptions_monthly",
        "utter_subscriptions_one_went_up",
        "utter_subscriptions_after_cancel",
    ]
    assert "4 shops every month, $53.96 in all" in texts(told)
    assert "• Cinelume: from $12.99 to $15.99 on April 8" in texts(told)
    assert "free trial ended April 23" in texts(told)
    last = told.replies[-1]
    assert last.facts["count"] == "2"
    assert [choice.intent for choice in last.choices] == ["dispute_charge", "thanks"]
    assert last.choices[0].payload["line"] == told.focus


def test_that_none_went_up_is_said() -> None:
    lines = tuple(line(f"t{n}", 1299, "STREAMLY.COM", f"{n:02d}-08") for n in range(1, 6))
    told = list_subscriptions(book(lines=lines), TODAY, WORDING)
    assert names(told) == ["utter_subscriptions_one", "utter_subscriptions_none_went_up"]
    assert told.shown == ("t5",)


def test_prices_of_different_times_are_not_added_up() -> None:
    monthly = tuple(line(f"t{n}", 1299, "STREAMLY.COM", f"{n:02d}-08") for n in range(1, 6))
    weekly = tuple(line(f"w{n}", 499, "TST* LANTERN NOODLE", f"04-{n:02d}") for n in range(10, 30, 7))
    told = list_subscriptions(book(lines=(*monthly, *weekly)), date(2026, 4, 26), WORDING)
    assert names(told)[0] == "utter_subscriptions"
    assert "each week, next around May 1" in texts(told)


def test_no_subscription_is_said_to_be_none() -> None:
    assert names(list_subscriptions(book(), TODAY, WORDING)) == ["utter_subscriptions_none"]


def test_a_question_for_one_shop_is_left_to_the_charge_itself(bank: dict[str, Book]) -> None:
    wanted = Wanted(text="why did my Cinelume subscriptions go up", merchant="Cinelume")
    assert tell_whole(bank["c04"], wanted, "subscription_charge", TODAY, WORDING) is None


def twice(its: Book, text: str = "did anybody charge me twice?") -> Told:
    return check_twice(its, Wanted(text=text), TODAY, WORDING)


def test_a_twin_is_told_with_both_rows_and_a_button_for_the_claim(bank: dict[str, Book]) -> None:
    told = twice(bank["c02"])
    assert names(told) == ["utter_twins"]
    assert "Kettle & Home charged $84.20 twice" in texts(told)
    assert len(told.replies[0].cites) == 2
    claim = told.replies[0].choices[1]
    assert (claim.intent, claim.payload) == ("dispute_charge", {"line": told.focus})
    assert told.asked == IS_IT_YOURS


def test_the_parts_of_an_order_are_told_as_what_they_are(bank: dict[str, Book]) -> None:
    told = twice(bank["c02"], "why are there two charges for one Bazara order?")
    assert names(told) == ["utter_no_twins", "utter_no_twins_parts"]
    assert "$129.97" in texts(told)


def test_a_pending_charge_beside_its_final_one_is_told_as_one_purchase() -> None:
    its = book(
        lines=(line("t1", 1240, "SQ *BLUE HERON", "05-10"),),
        authorisations=(hold("h1", 1240, "SQ *BLUE HERON", "05-11"),),
    )
    told = twice(its)
    assert names(told) == ["utter_no_twins", "utter_no_twins_pending"]
    assert told.replies[1].cites == ("t1", "h1")


def test_no_twin_leaves_a_way_to_say_that_something_is_wrong() -> None:
    told = twice(book())
    assert names(told) == ["utter_no_twins"]
    assert [choice.intent for choice in told.replies[0].choices] == ["dispute_charge"]


def test_a_named_shop_without_a_twin_is_not_answered_with_another_shops(bank: dict[str, Book]) -> None:
    assert names(twice(bank["c02"], "was I charged twice by Goodacre Foods?")) == ["utter_no_twins"]


def test_several_twins_are_listed_and_the_newest_asked_about() -> None:
    pairs = [("04-01", "04-02"), ("05-01", "05-01")]
    lines = tuple(
        line(f"t{on}-{n}", 1240 + m, "SQ *BLUE HERON", on) for m, p in enumerate(pairs) for n, on in enumerate(p)
    )
    told = twice(book(lines=lines))
    assert names(told) == ["utter_twins_several", "utter_twins_same_day"]
    assert told.replies[0].facts["count"] == "2"


def test_three_like_charges_are_told_as_three() -> None:
    its = book(lines=tuple(line(f"t{n}", 1240, "SQ *BLUE HERON", "05-01") for n in range(3)))
    assert names(twice(its)) == ["utter_twins_often"]


def test_a_cancelled_subscription_charged_once_is_told_in_the_singular() -> None:
    row = Subscription("v1", "acc", "m6", "monthly", 1299, day("02-08"), cancelled_on=day("04-20"))
    lines = tuple(line(f"t{n}", 1299, "STREAMLY.COM", f"{n:02d}-08") for n in range(2, 6))
    told = list_subscriptions(book(lines=lines, subscriptions=(row,)), TODAY, WORDING)
    assert names(told)[-1] == "utter_subscriptions_after_cancel_once"


def test_every_reply_of_the_sample_bank_cites_rows_of_that_customer(bank: dict[str, Book]) -> None:
    asked = (("bill higher?", "bill_summary"), ("total fees", "explain_fee"), ("stop interest", "explain_interest"))
    for its in bank.values():
        rows = {row.id for row in (*its.lines, *its.statements, *its.authorisations, *its.plans, its.account)}
        for text, intent in asked:
            told = tell_whole(its, Wanted(text=text), intent, TODAY, WORDING)
            assert told
            for reply in told.replies:
                assert reply.cites
                assert set(reply.cites) <= rows


def test_a_book_of_an_import_without_bills_is_answered_for_each_question() -> None:
    its = replace(book(lines=(line("t1", 1240, "SQ *BLUE HERON", "05-03"),)), statements=())
    asked = {
        "why is my bill higher": "bill_summary",
        "total fees": "explain_fee",
        "stop interest": "explain_interest",
        "my subscriptions": "subscription_charge",
        "any duplicates": "dispute_charge",
    }
    for text, intent in asked.items():
        told = tell_whole(its, Wanted(text=text), intent, TODAY, WORDING)
        assert told
        assert texts(told)
