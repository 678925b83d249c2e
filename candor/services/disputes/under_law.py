"""What depends on whose law a card stands under: its clocks, the days that are told, and the words that tell them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.disputes.claims import section_75
from candor.disputes.clocks import Clocks, Regime
from candor.disputes.clocks.months import cycle_end
from candor.disputes.policy import DisputePolicy
from candor.disputes.reasons import Reason
from candor.store.disputes import KeptCase

NEW_ACCOUNT_DAYS = 30
"""12 CFR 1005.11(c)(3): a transfer within so many days after the first deposit."""
IN_A_SHOP = frozenset({"chip", "tap", "swipe"})
# Responses that tell rights of Regulation Z, and what is said under another law instead.
OTHERWISE: Mapping[tuple[str, Regime], str] = {
    ("utter_dispute_filed", Regime.REG_E): "utter_dispute_filed_reg_e",
    ("utter_dispute_filed", Regime.UK): "utter_dispute_filed_uk",
    ("utter_dispute_filed", Regime.EU): "utter_dispute_filed_eu",
    ("utter_dispute_late_notice", Regime.EU): "utter_dispute_late_notice_eu",
    **{
        (f"utter_dispute_{name}", regime): f"utter_dispute_{name}_paid"
        for name in ("open_already", "stands_open", "withdraw_sure")
        for regime in (Regime.REG_E, Regime.UK, Regime.EU)
    },
    **{
        (f"utter_dispute_tell_{name}", regime): f"utter_dispute_tell_{topic}_paid"
        for name, topic in (("pay", "pay"), ("pay_before", "pay"), ("lose", "lose"), ("interest", "interest"))
        for regime in (Regime.REG_E, Regime.UK, Regime.EU)
    },
    ("utter_dispute_tell_time", Regime.REG_E): "utter_dispute_tell_time_reg_e",
    ("utter_dispute_tell_time", Regime.UK): "utter_dispute_tell_time_uk",
    ("utter_dispute_tell_time", Regime.EU): "utter_dispute_tell_time_eu",
}
ABOUT_THE_SHOP = frozenset(
    {Reason.NOT_RECEIVED, Reason.NOT_AS_DESCRIBED, Reason.CREDIT_NOT_PROCESSED, Reason.WRONG_AMOUNT}
)
"""A breach of contract or a false promise of the shop's, which Section 75 makes the bank's as well."""


def by_law(response: str, regime: Regime) -> str:
    """The response that tells the same under this law."""
    return OTHERWISE.get((response, regime), response)


def clocks_of(
    policy: DisputePolicy, book: Book, line: Line, notice_at: datetime, *, unauthorised: bool = False
) -> Clocks:
    """The clocks of a notice about a line, by the law that the account stands under."""
    notice = day_in(book.customer.time_zone, notice_at)
    match policy.regime_of(book.account.terms.id):
        case Regime.REG_E:
            new = (line.txn_date - book.account.opened).days <= NEW_ACCOUNT_DAYS
            long = line.entry_mode in IN_A_SHOP or _abroad(book, line)
            return policy.reg_e.clocks(_sent_on(book, line, notice), notice, new_account=new, shop_or_abroad=long)
        case Regime.UK:
            return policy.uk.clocks(notice, unauthorised=unauthorised)
        case Regime.EU:
            return policy.eu.clocks(line.post_date, notice, unauthorised=unauthorised)
        case Regime.REG_Z:
            return policy.reg_z.clocks(
                sent=_sent_on(book, line, notice),
                closes=book.account.cycle_day,
                notice=notice,
                autopay=_next_autopay(book, notice),
            )


def days_by_law(policy: DisputePolicy, kept: KeptCase) -> dict[str, date]:
    """The days that words of this law tell beside those of every case: `credit_by`, `answer_by`."""
    clocks = kept.case.clocks
    days = {"credit_by": clocks.provisional_credit_by} if clocks.provisional_credit_by else {}
    return {**days, "answer_by": policy.uk.answer_by(clocks.notice_on)} if clocks.regime is Regime.UK else days


def latest_if_told(policy: DisputePolicy, book: Book, today: date) -> date:
    """The last day of the answer to whatever charge is disputed today."""
    match policy.regime_of(book.account.terms.id):
        case Regime.REG_E:
            return today + timedelta(days=policy.reg_e.end_days_long)
        case Regime.UK:
            return today + timedelta(weeks=policy.uk.complaint_weeks)
        case Regime.EU:
            return policy.eu.calendar.after(today, policy.eu.shop_refund_business_days)
        case Regime.REG_Z:
            return policy.reg_z.resolve_by(today, book.account.cycle_day)


def refund_by(policy: DisputePolicy, book: Book, notice_on: date) -> date | None:
    """When a charge that the customer did not allow is back by law; None where the law names no such day."""
    match policy.regime_of(book.account.terms.id):
        case Regime.UK:
            return policy.uk.refund_by(notice_on)
        case Regime.EU:
            return policy.eu.refund_by(notice_on)
    return None


def bank_answers_for_shop(policy: DisputePolicy, kept: KeptCase) -> bool:
    """Whether Section 75 makes what the shop did wrong the bank's as well: the price of the item counts."""
    fits = kept.case.clocks.regime is Regime.UK and kept.case.reason in ABOUT_THE_SHOP
    return fits and section_75(kept.case.charged, policy.uk.section_75_above, policy.uk.section_75_most)


def _abroad(book: Book, line: Line) -> bool:
    shop = book.merchants.get(line.merchant_id or "")
    return shop is not None and shop.country != book.account.terms.home


def _sent_on(book: Book, line: Line, notice: date) -> date:
    """When the first bill that shows the line was sent; while it is on none, when that bill closes at the earliest."""
    bills = {bill.id: bill for bill in book.statements}
    bill = bills.get(line.statement_id or "")
    return bill.transmitted_on if bill else cycle_end(max(line.post_date, notice), book.account.cycle_day)


def _next_autopay(book: Book, notice: date) -> date | None:
    coming = [bill.due for bill in book.statements if bill.due >= notice]
    return min(coming) if book.account.autopay and coming else None
