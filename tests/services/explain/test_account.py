"""What is asked of the account itself is answered in the first words, and only from rows."""

from datetime import date

import pytest

from candor.billing.records import AprPeriod, Book, Fee, LineType, Plan
from candor.services.explain.explain_fee import explain_fee
from candor.services.explain.tell_whole import tell_whole
from candor.services.explain.telling import Told
from candor.services.explain.whole_questions import whole_question
from candor.services.explain.whole_words import WholeQuestion
from candor.services.find.clues import Wanted
from candor.services.talk.words import load_wording
from candor.settings import ROOT
from tests.billing.books import TODAY, bill, book, day, hold, line, payment_line

WORDING = load_wording(ROOT / "domain.yml")
ASKED = {
    WholeQuestion.RATES: ("whats my apr", "what's my interest rate", "APR", "what is the yearly rate of my card"),
    WholeQuestion.AUTOPAY: (
        "am i on autopay?",
        "my autopay, when does it run",
        "is auto pay on",
        "can I set up autopay",
    ),
    WholeQuestion.LEFT_TO_SPEND: (
        "how much credit do i have left",
        "what's my available credit",
        "whats my credit limit",
        "how much can I still spend",
        "how much do I have left to spend",
        "what is my spending limit",
    ),
    WholeQuestion.BALANCE: (
        "whats my current balance vs statement balance",
        "what is the difference between statement balance and current balance",
        "how much do I owe right now",
    ),
    WholeQuestion.NEXT_BILL: ("when does my statement close", "when is my next bill", "what is my closing date"),
    WholeQuestion.RECENT: (
        "what's new on my card",
        "anything new since my last bill?",
        "show me my recent transactions",
        "list my purchases",
    ),
    WholeQuestion.LARGEST: ("what was my biggest purchase", "largest charge in april"),
    WholeQuestion.MOVE_DUE_DAY: ("can i change my due date", "I'd like a different due day"),
    WholeQuestion.COPY: ("send me a copy of my statement", "can I get my bill as pdf"),
    WholeQuestion.OFFER: ("when does my 0% end", "what happens when the promo rate ends"),
    WholeQuestion.ONLY_MINIMUM: (
        "what happens if i pay just the minimum",
        "if i pay only that, what happens",
        "is the minimum enough",
        "can I just pay part of it?",
        "paying only the min ok?",
    ),
    WholeQuestion.CREDIT_REPORT: ("will my late fee hurt my credit score", "does this go on my credit report"),
}
NONE_OF_THEM = (
    "can i get a higher credit limit",
    "why did my apr go up",
    "what is the exchange rate",
    "autopay was on, why is there a late fee",
    "is there a new charge that I do not recognise",
    "what is my balance",
    "when is my bill due",
    "i only paid the minimum and got a fee",
    "what is the minimum",
    "what is deferred interest? I was told 0%",
    "you said 0%, why is there a transfer fee of $100.00",
    "can i just pay part of my electric bill",
)


@pytest.mark.parametrize(("question", "text"), [(one, text) for one, texts in ASKED.items() for text in texts])
def test_a_question_about_the_account_is_known_whatever_it_was_taken_for(question: WholeQuestion, text: str) -> None:
    assert whole_question(text, "bill_summary") is question
    assert whole_question(text, "out_of_scope") is question


@pytest.mark.parametrize("text", NONE_OF_THEM)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert whole_question(text, "out_of_scope") is None
    assert whole_question(text, "bill_summary") in {None, WholeQuestion.WHY_DIFFERENT}


def of(its: Book, text: str, intent: str = "bill_summary") -> Told:
    told = tell_whole(its, Wanted(text=text), intent, TODAY, WORDING)
    assert told
    assert all(reply.cites for reply in told.replies)
    return told


def said(its: Book, text: str, intent: str = "bill_summary") -> str:
    return "\n".join(WORDING.speak(reply).text for reply in of(its, text, intent).replies)


def spending() -> Book:
    lines = (
        line("a", 1240, "SQ *BLUE HERON", "05-05"),
        line("b", 5237, "RIDGE FUEL 0042", "05-06"),
        line("old", 9900, "RIDGE FUEL 0042", "04-06"),
        payment_line("p", 10000, "05-08"),
    )
    return book(
        lines=lines, statements=(bill("s5", "05-03", "05-28"),), authorisations=(hold("h", 2180, "HLX", "05-11"),)
    )


def test_the_rate_of_today_is_told_and_not_the_one_before() -> None:
    periods = (
        AprPeriod("r1", "acc", "purchase", date(2023, 1, 9), 2499),
        AprPeriod("r2", "acc", "purchase", day("04-01"), 2524),
        AprPeriod("r3", "acc", "purchase", day("06-01"), 2999),
    )
    assert "What you buy: 25.24%" in said(book(rates=periods), "whats my apr")
    assert "What you buy: 24.99%" in said(book(), "whats my apr")
    assert "I do not know the yearly rate" in said(book(account={"apr_bp": {}}), "whats my apr")


def test_autopay_is_said_to_be_on_or_off_in_the_first_words() -> None:
    assert said(book(), "am i on autopay?").startswith("Autopay is not on.")
    assert said(book(account={"autopay": True}), "am i on autopay?").startswith("Autopay is on.")


def test_what_is_left_to_spend_is_told_with_what_it_is_reckoned_from() -> None:
    assert said(spending(), "how much credit do I have left").startswith(
        "You have $4,513.43 left to spend. Your limit is $5,000.00, you owe $464.77 as of today, and $21.80 is pending."
    )
    assert "I do not know the limit" in said(book(account={"limit": 0}), "what is my credit limit")
    assert "you are $64.77 over your limit" in said(
        book(lines=spending().lines, statements=spending().statements, account={"limit": 40000}), "available credit?"
    )


def test_the_balance_of_today_adds_up() -> None:
    assert said(spending(), "how much do i owe right now").startswith(
        "Your balance is $464.77 today. That is $500.00 from your bill of May 3 and $64.77 that came since. "
        "It is less the $100.00 that came off."
    )


def test_the_minimum_alone_is_told_with_what_stays_and_what_that_costs() -> None:
    its = book(statements=(bill("s5", "05-03", "05-28"),))
    text = said(its, "what if i only pay the minimum")
    # 465.00 at 24.99% a year is 9.68 in a twelfth of it.
    assert text.startswith(
        "You can. Pay at least $35.00 by May 28, and no late fee is added. The other $465.00 stays on your card "
        "and costs interest: about $9.68 a month, at your rate of 24.99%."
    )
    assert "Pay $500.00 by 5 p.m. on May 28, and what you bought costs no interest." in text
    unknown = said(book(statements=its.statements, account={"apr_bp": {}}), "what if i only pay the minimum")
    assert "costs interest. What you buy" in unknown


@pytest.mark.parametrize(
    "its",
    [
        book(),
        book(statements=(bill("s5", "05-03", "05-28", balance=3500),)),
        book(statements=(bill("s5", "05-03", "05-28"),), lines=(payment_line("p", 3500, "05-08"),)),
        book(statements=(bill("s4", "04-03", "04-28"),)),
    ],
)
def test_where_the_minimum_is_met_or_missed_or_all_there_is_what_is_due_is_told(its: Book) -> None:
    names = [reply.response for reply in of(its, "what if i only pay the minimum").replies]
    assert names[0].startswith("utter_bill_summary")


def test_what_is_new_is_listed_newest_first_and_what_was_billed_is_not() -> None:
    told = of(spending(), "what's new on my card")
    assert [reply.response for reply in told.replies] == ["utter_recent", "utter_recent_pending"]
    assert told.replies[0].cites == ("line-p", "b", "a")
    assert told.shown == ("line-p", "b", "a")
    nothing = book(statements=(bill("s5", "05-03", "05-28"),))
    assert said(nothing, "anything new?") == "Nothing new came since your bill of May 3."


def test_the_largest_purchase_is_of_the_time_that_is_named() -> None:
    assert "in the past 12 months is $99.00 at Ridge Fuel on April 6" in said(spending(), "my biggest purchase?")
    assert "from May 1 to May 12 is $52.37" in said(spending(), "what was my biggest purchase this month")


def test_an_offer_is_told_with_its_last_day_and_one_that_ended_is_not() -> None:
    offer = Plan("n1", "acc", "a", "transfer_offer", 200000, day("01-06"), day("10-06"))
    assert "rate of 0% until October 6" in said(book(plans=(offer,)), "when does my 0% end")
    over = Plan("n1", "acc", "a", "deferred", 200000, day("01-06"), day("04-06"))
    assert said(book(plans=(over,)), "when does my promo end") == "I see no offer on your account that still runs."


def test_the_interest_of_a_year_is_summed() -> None:
    rows = tuple(
        line(f"i{on}", cents, "INTEREST", on, type=LineType.INTEREST)
        for cents, on in ((500, "02-03"), (700, "03-03"), (900, "2025-12-03"))
    )
    its = book(lines=rows, account={"opened": date(2025, 12, 1)})
    assert "so far this year comes to $12.00" in said(its, "how much interest did i pay this year", "explain_interest")
    assert whole_question("why did I pay so much interest", "explain_interest") is not WholeQuestion.INTEREST_PAID
    assert whole_question("how much must I pay to stop interest", "explain_interest") is WholeQuestion.STOP_INTEREST


@pytest.mark.parametrize(
    "text", ["can i change my due date", "send me a copy of my statement", "does it hurt my credit score"]
)
def test_what_a_person_has_to_do_is_said_so_with_a_button_for_one(text: str) -> None:
    choices = [choice.intent for reply in of(spending(), text).replies for choice in WORDING.speak(reply).choices]
    assert choices == ["talk_to_human"]


def test_a_fee_at_a_shop_that_is_named_is_the_one_that_this_shop_set_off() -> None:
    bought = (line("a", 5237, "RIDGE FUEL 0042", "05-01"), line("b", 1240, "SQ *BLUE HERON", "05-05"))
    rows = (
        line("fa", 157, "FOREIGN FEE", "05-01", type=LineType.FEE),
        line("fb", 37, "FOREIGN FEE", "05-05", type=LineType.FEE),
    )
    fees = tuple(Fee(f"x{one}", "acc", f"f{one}", "foreign", 157, one, "2026-1") for one in "ab")
    its = book(lines=(*bought, *rows), fees=fees)
    assert explain_fee(its, Wanted(text="what is the ridge fuel fee"), TODAY).focus == "fa"
    assert explain_fee(its, Wanted(text="what is this foreign fee"), TODAY).focus == "fb"
