"""Cards under other laws: their own days, their own rights, and money lent on the day that the law leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from candor.disputes.clocks import Regime
from candor.disputes.reasons import Reason
from candor.services.clocks.run_due import run_due
from candor.services.disputes.begin_case import begin_case, count_for
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.dispute_policy import current_policy, policy_under
from candor.services.disputes.render_letter import word_letter
from candor.services.disputes.under_law import bank_answers_for_shop
from candor.services.tools import Tools
from tests.services.disputes.cases import begun, filed, owed, read, tick
from tests.services.disputes.test_move_case import DENIED
from tests.services.serving import BOOK, JACKET, NOW, tools_on

# By hand from the notice, Tuesday, May 12, 2026: May 25 is a holiday in the United States and in the United Kingdom.
CREDIT_BY, REG_E_END = date(2026, 5, 27), date(2026, 6, 26)
UK_ANSWER, UK_END = "June 3", date(2026, 7, 7)
EU_END, EU_REFUND = date(2026, 5, 26), date(2026, 5, 13)


@pytest.fixture
def under(data_folder, clock):
    def tools(regime: Regime) -> Tools:
        return replace(tools_on(data_folder, clock), dispute_policy=policy_under(regime))

    return tools


@pytest.mark.parametrize(
    ("regime", "resolve_by", "credit_by"),
    [(Regime.REG_E, REG_E_END, CREDIT_BY), (Regime.UK, UK_END, None), (Regime.EU, EU_END, None)],
)
def test_a_whole_bank_stands_under_the_law_of_its_setting(under, regime, resolve_by, credit_by):
    clocks = begun(under(regime)).case.clocks
    assert (clocks.regime, clocks.resolve_by, clocks.provisional_credit_by) == (regime, resolve_by, credit_by)


def test_single_terms_stand_under_another_law(data_folder, clock):
    policy = replace(current_policy(), terms={"standard": Regime.REG_E})
    assert begun(replace(tools_on(data_folder, clock), dispute_policy=policy)).case.clocks.resolve_by == REG_E_END
    assert policy.regime_of("gold") is Regime.REG_Z


@pytest.mark.parametrize("how", ["paid in a shop", "a new account"])
def test_regulation_e_leaves_ninety_days_for_payments_in_a_shop_and_new_accounts(under, how):
    line, book = JACKET, BOOK
    if how == "paid in a shop":
        line = replace(JACKET, entry_mode="chip")
    else:
        book = replace(BOOK, account=replace(BOOK.account, opened=date(2026, 4, 10)))
    tools = under(Regime.REG_E)
    with tools.store.write() as tx:
        clocks = begin_case(tx, tools, book, line, notice_at=NOW).case.clocks
    assert clocks.resolve_by == date(2026, 8, 10)
    assert clocks.provisional_credit_by == (CREDIT_BY if how == "paid in a shop" else date(2026, 6, 10))


def test_a_debit_card_s_money_is_lent_on_the_last_day_once_and_not_before(under, clock):
    tools = under(Regime.REG_E)
    before = owed(tools)
    kept = filed(tools, reason=Reason.UNRECOGNISED)
    assert read(tools, kept.id).case.temporary == 0
    clock.at = datetime(2026, 5, 27, 15, 59, tzinfo=UTC)
    run_due(tools, HANDLERS)
    assert read(tools, kept.id).case.temporary == 0
    clock.at = datetime(2026, 5, 27, 16, 0, tzinfo=UTC)
    run_due(tools, HANDLERS)
    run_due(tools, HANDLERS)
    assert read(tools, kept.id).case.temporary == 8900
    assert owed(tools) == before - 8900
    tick(tools)
    with tools.store.read() as tx:
        letters = [letter.kind for letter in tx.disputes.letters(kept.id) if letter.sent_on]
        alerts = [alert.kind for alert in tx.disputes.alerts()]
    assert letters == ["acknowledgement", "temporary_credit"]
    assert alerts == ["credit_is_due"]


def test_what_was_decided_before_is_not_lent(under, clock):
    from candor.services.disputes.move_case import move_case

    tools = under(Regime.REG_E)
    kept = filed(tools)
    with tools.store.write() as tx:
        move_case(tx, tools, "s01", kept.id, DENIED)
    clock.at = datetime(2026, 5, 28, 16, 0, tzinfo=UTC)
    run_due(tools, HANDLERS)
    assert read(tools, kept.id).case.held == 0


@pytest.mark.parametrize(
    ("regime", "parts"),
    [
        (Regime.REG_E, ("by May 27", "money back on your account", "June 26")),
        (Regime.UK, (f"by {UK_ANSWER}", "£100", "July 7")),
        (Regime.EU, ("next working day", "May 26")),
    ],
)
def test_the_acknowledgement_tells_the_rights_of_its_law_and_no_other_s(under, regime, parts):
    tools = under(regime)
    kept = filed(tools)
    tick(tools)
    with tools.store.read() as tx:
        words = " ".join(word_letter(tools, tx.disputes.letters(kept.id)[0]).paragraphs)
    for part in ("$89.00", "May 12", *parts):
        assert part in words
    assert "do not have to pay" not in words


def test_a_refusal_on_a_debit_card_asks_for_no_payment(under):
    from candor.services.disputes.move_case import move_case

    tools = under(Regime.REG_E)
    kept = filed(tools)
    with tools.store.write() as tx:
        move_case(tx, tools, "s01", kept.id, DENIED)
    tick(tools)
    with tools.store.read() as tx:
        letter = next(one for one in tx.disputes.letters(kept.id) if one.kind == "explanation")
    words = " ".join(word_letter(tools, letter).paragraphs)
    assert letter.due_on == date(2026, 5, 15)
    assert "The parcel was signed for." in words
    assert "Please pay" not in words
    assert read(tools, kept.id).case.state.value == "closed"


def test_what_the_customer_did_not_allow_has_the_day_of_the_refund(under):
    tools = under(Regime.EU)
    kept = begun(tools)
    with tools.store.write() as tx:
        counted = count_for(tx, tools, BOOK, JACKET, kept, Reason.UNRECOGNISED)
    assert counted.case.clocks.resolve_by == EU_REFUND
    assert read(tools, kept.id).case.clocks.credit_itself_on == EU_REFUND


def test_a_filed_case_keeps_its_clocks_whatever_is_claimed_later(under):
    tools = under(Regime.EU)
    kept = filed(tools)
    with tools.store.write() as tx:
        assert count_for(tx, tools, BOOK, JACKET, kept, Reason.UNRECOGNISED) == kept
    assert read(tools, kept.id).case.clocks.resolve_by == EU_END


@pytest.mark.parametrize(
    ("price", "reason", "answers"),
    [
        (10_000, Reason.NOT_RECEIVED, False),
        (10_001, Reason.NOT_RECEIVED, True),
        (3_000_000, Reason.NOT_AS_DESCRIBED, True),
        (3_000_001, Reason.NOT_RECEIVED, False),
        (20_000, Reason.DUPLICATE, False),
    ],
)
def test_the_bank_answers_for_the_shop_above_100_and_up_to_30000_pounds(under, price, reason, answers):
    tools = under(Regime.UK)
    case = begun(tools, replace(JACKET, amount=price))
    case = replace(case, case=replace(case.case, charged=price, reason=reason))
    assert bank_answers_for_shop(tools.dispute_policy, case) is answers
    assert not bank_answers_for_shop(
        tools.dispute_policy, replace(case, case=replace(case.case, clocks=replace(case.case.clocks, regime=Regime.EU)))
    )
