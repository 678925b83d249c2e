"""A wish for money back, decided by the policy and done: once, with everything that belongs to it, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.billing.records import Correction, LineType
from candor.conversation.handing_over import State as Waits
from candor.errors import OverCap
from candor.goodwill.decision import decide
from candor.goodwill.granted import State
from candor.services.goodwill import deciding
from candor.services.goodwill.decide_goodwill import decide_goodwill
from candor.services.goodwill.gather_facts import gather_facts, month_of
from candor.services.goodwill.policy_in_force import PolicyInForce
from candor.services.goodwill.replay import replay_decisions
from candor.services.people.bring_in_person import bring_in_person
from tests.billing.books import credit_for
from tests.billing.books import local as at
from tests.databases import migrated
from tests.goodwill.requests import POLICY
from tests.services.goodwill.giving import (
    ACCOUNT,
    CUSTOMER,
    FOUR,
    WORDING,
    ask,
    credits_of,
    decisions,
    fee_of,
    four_kinds,
    holding,
    late_book,
    open_bank,
)
from tests.services.serving import talk_of


@pytest.fixture
def bank(sqlite_url, clock):
    return lambda books: open_bank(sqlite_url, clock, books)


def test_a_first_late_fee_comes_off_with_all_that_belongs_to_it(bank):
    talk = bank(late_book(4))
    told = ask(talk)
    assert [reply.response for reply in told] == [
        "utter_goodwill_fee",
        "utter_goodwill_terms",
        "utter_goodwill_next_time",
        "utter_goodwill_also_autopay",
    ]
    words = " ".join(WORDING.speak(reply).text for reply in told)
    for said in ("$30.00", "May 14", "June 3", "one-time", "not a payment", "rights", "May 12, 2027"):
        assert said in words
    with talk.tools.store.read() as tx:
        (made,) = tx.goodwill.decisions()
        posting = tx.journal.of("goodwill:line-f4")
        granted = tx.goodwill.grant_of(made.id)
        budget = tx.goodwill.budget("2026-05", 1_500_000)
        (audit,) = tx.trail.of(talk.conversation.id)
    assert (audit["actor"], audit["act"], audit["at"]) == ("bot", "goodwill_grant", talk.clock.now())
    assert audit["detail"] == {"decision": made.id, "line": "line-f4", "reason": "G-FEE", "cents": 3000}
    assert (made.conversation_id, made.account_id, made.customer_id) == (talk.conversation.id, ACCOUNT, CUSTOMER)
    assert (made.line_id, made.version, made.granted_by, made.authority) == ("line-f4", 1, None, "bot")
    assert (made.decision, made.amount, made.reason, made.eligible_on) == ("GRANT", 3000, "G-FEE", date(2027, 5, 12))
    assert made.facts["amt"] == 3000
    assert made.trail[-1] == {"rule": "G-FEE", "order": 210, "held": True} or made.trail[-1]["held"] is False
    assert posting.legs == {"customer": -3000, "goodwill": 3000}
    assert granted.state is State.PAID
    assert budget.left == 1_497_000
    assert {made.id, posting.line_id, "line-f4"} <= set(told[0].cites)
    assert credits_of(talk) == [3000]


@pytest.mark.parametrize(
    ("taken", "fee", "response"),
    [(30_000, 1500, "utter_goodwill_fee"), (40_000, 2000, "utter_goodwill_fee_to_limit")],
    ids=["all", "a part"],
)
def test_a_limit_is_named_only_where_it_left_something(bank, taken, fee, response):
    """The fee for cash is 5% of it."""
    books = four_kinds()
    amounts = {"cash": taken, "cash-fee": fee}
    lines = tuple(replace(line, amount=amounts.get(line.id, line.amount)) for line in books.lines)
    fees = tuple(replace(one, amount=fee) if one.kind == "cash" else one for one in books.fees)
    talk = bank(replace(books, lines=lines, fees=fees))
    told = ask(talk, "cash-fee")
    assert (told[0].response, told[0].facts) == (response, {"given": "$15.00"})


def test_asking_again_shows_the_decision_and_decides_nothing(bank):
    talk = bank(late_book(4))
    first = ask(talk)
    again = ask(talk, text="come on, take it off, I am a good customer")
    assert again[0].response == "utter_goodwill_again"
    assert again[1:] == first
    assert decisions(talk) == [("GRANT", 3000, "G-FEE")]


def test_a_turn_that_is_tried_again_says_what_it_said_and_gives_nothing_more(bank):
    talk = bank(late_book(4))
    context = talk.says("take it off")
    with talk.tools.store.write() as tx:
        first = decide_goodwill(tx, talk.tools, context, "line-f4")
    with talk.tools.store.write() as tx:
        assert decide_goodwill(tx, talk.tools, context, "line-f4") == first
    assert credits_of(talk) == [3000]


def test_a_no_comes_first_with_its_rule_what_helps_and_who_may_decide_otherwise(bank):
    books = late_book(2, 3, 4)
    given = [credit_for(books.lines[place], 3000, f"0{place + 3}-15") for place in (0, 1)]
    talk = bank(
        replace(
            books,
            lines=(*books.lines, *(line for line, _ in given)),
            corrections=tuple(why for _, why in given),
        )
    )
    told = ask(talk)
    assert decisions(talk) == [("DENY", 0, "G-FRQ")]
    words = [WORDING.speak(reply).text for reply in told]
    assert words[0].startswith("I can not take this off now.")
    assert "April 15, 2027" in words[1]  # twelve months after the newest
    assert "due day" in words[2]
    assert "A person on our team" in words[-1]
    assert "11:15 a.m. on May 13" in words[-1]
    assert [choice.label for choice in told[-1].choices] == [
        "utter_label_goodwill_person",
        "utter_label_goodwill_leave",
    ]
    assert credits_of(talk) == [3000, 3000]


def test_a_denial_stands_until_its_day_and_is_decided_anew_from_then_on(bank, clock):
    talk = bank(late_book(4, opened=date(2025, 12, 20)))
    with talk.tools.store.write() as tx:  # one small thing that a late fee of a new account is refused for
        tx.journal.post(
            key="before",
            account_id=ACCOUNT,
            why="goodwill",
            legs=[("customer", -600), ("goodwill", 600)],
            at=clock.now() - timedelta(days=9),
        )
    ask(talk)
    assert decisions(talk) == [("DENY", 0, "G-TEN")]
    clock.advance(timedelta(days=38))
    ask(talk)
    assert len(decisions(talk)) == 1
    clock.advance(timedelta(days=1))  # June 20: six months
    ask(talk)
    assert decisions(talk)[1:] == [("GRANT", 3000, "G-FEE")]


def test_what_a_person_decides_is_handed_over_with_its_day_and_once(bank):
    books = late_book(3, 4)
    given, why = credit_for(books.lines[0], 3000, "04-15")
    talk = bank(replace(books, lines=(*books.lines, given), corrections=(why,)))
    told = ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-2ND")]
    assert "11:15 a.m. on May 13" in WORDING.speak(told[0]).text
    ask(talk)
    with talk.tools.store.read() as tx:
        (handoff,) = tx.handoffs.of_customer(CUSTOMER)
        (made,) = tx.goodwill.decisions()
    assert (handoff.trigger, handoff.context["charge"], handoff.context["reason"]) == ("goodwill", "line-f4", "G-2ND")
    assert (handoff.context["authority"], handoff.context["amount"]) == (made.authority, 3000) == ("agent", 3000)
    assert (made.handoff_id, handoff.context["decision"]) == (handoff.id, made.id)
    assert handoff.id in told[0].cites


def test_our_own_mistake_is_found_by_the_assistant_and_put_right_by_who_may_give_so_much(bank):
    """The payment had come in time: the fee should never have been there."""
    books = late_book(4, cents=12_000)
    early = replace(books.payments[0], received_at=at("04-20"), credited_on=date(2026, 4, 20))
    talk = bank(replace(books, payments=(early,)))
    (told,) = ask(talk)
    assert decisions(talk) == [("CORRECT", 12_000, "G-COR")]
    assert told.response == "utter_goodwill_correction_person"
    assert credits_of(talk) == []
    with talk.tools.store.read() as tx:
        (handoff,) = tx.handoffs.of_customer(CUSTOMER)
        assert tx.goodwill.decisions()[0].authority == "bot"
    assert (handoff.trigger, handoff.context["authority"]) == ("goodwill", "supervisor")


def test_a_line_that_was_said_to_be_wrong_is_never_traded_for_a_credit(bank):
    talk = bank(late_book(4))
    context = talk.says("this fee is wrong")
    with talk.tools.store.write() as tx:
        bring_in_person(tx, talk.tools, context, "dispute", "line-f4")
    told = ask(talk)
    assert decisions(talk) == [("DISPUTE", 0, "G-DSP")]
    assert told[0].response == "utter_goodwill_disputed"
    assert credits_of(talk) == []


def test_a_charge_that_the_policy_has_no_kind_for_meets_a_person(bank):
    books = late_book(4)
    talk = bank(replace(books, fees=()))
    ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-HUM")]


def test_rows_that_contradict_each_other_meet_a_person(bank):
    books = late_book(4)
    talk = bank(replace(books, fees=(replace(books.fees[0], amount=2900),)))
    ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-EVD")]


def test_a_spent_budget_changes_who_decides_and_never_who_is_eligible(bank, clock):
    talk = bank(late_book(4))
    with talk.tools.store.write() as tx:
        tx.goodwill.open_month(month_of(clock.now().date()), 1_500_000)
        assert tx.goodwill.spend("2026-05", 1_498_000)
    ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-BUD")]
    with talk.tools.store.read() as tx:
        assert tx.goodwill.budget("2026-05", 1_500_000).left == 2000


def test_of_the_last_money_that_went_elsewhere_a_moment_before_nothing_is_given(bank, monkeypatch):
    talk = bank(late_book(4))
    monkeypatch.setattr("candor.store.goodwill.Goodwill.spend", lambda *_, **__: False)
    ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-BUD")]
    assert credits_of(talk) == []


def test_the_fourth_credit_of_a_year_is_for_a_person(bank):
    talk = bank(four_kinds())
    for line in FOUR:
        ask(talk, line)
    assert [one[0] for one in decisions(talk)] == ["GRANT", "GRANT", "GRANT", "HANDOFF"]
    assert decisions(talk)[-1][2] == "G-CAP"


def test_when_the_database_finds_a_grant_over_a_cap_nothing_at_all_was_decided(bank, monkeypatch):
    """Facts that were read wrongly, by a bug or by a race, end here."""
    talk = bank(four_kinds())
    for line in FOUR[:3]:
        ask(talk, line)
    wrong = deciding.gather_facts
    monkeypatch.setattr(
        deciding, "gather_facts", lambda *a: type(f := wrong(*a))({**f.plain, "n": 0, "used": 0, "same": 0})
    )
    with pytest.raises(OverCap, match="over the number"):
        ask(talk, FOUR[3])
    assert len(decisions(talk)) == 3
    with talk.tools.store.read() as tx:
        assert tx.goodwill.budget("2026-05", 1_500_000).spent == 5700


@pytest.mark.parametrize(
    "changed",
    [
        {"account": {"limit": 100}},
        {"account": {"limit": 99_000_000}},
        {"account": {"apr_bp": {"purchase": 1}}},
        {"customer": {"language": "fr"}},
        {"customer": {"name": "Zed", "email": "z@example.net"}},
        {"customer": {"detail_level": "full"}},
        {"more": 9_000_000},
    ],
    ids=str,
)
@pytest.mark.parametrize("months", [(4,), (2, 3, 4)], ids=str)
def test_what_may_not_decide_changes_nothing_from_end_to_end(sqlite_url, tmp_path, clock, changed, months):
    """Balance, spending, product, language, name, and how somebody asks: the same decision, amount, words and trail."""
    plain = open_bank(sqlite_url, clock, late_book(*months))
    books = late_book(*months, **changed.get("account", {}))
    books = replace(books, customer=replace(books.customer, **changed.get("customer", {})))
    if "more" in changed:
        spent = replace(fee_of(4)[0], id="spent", type=LineType.PURCHASE, amount=changed["more"], descriptor="YACHTS")
        books = replace(books, lines=(*books.lines, spent))
    other = open_bank(migrated(f"sqlite:///{tmp_path / 'other.db'}"), clock, books)
    one = ask(plain, text="could you please take the fee off?")
    two = ask(other, text="TAKE IT OFF NOW or I leave, you thieves")
    assert [(reply.response, reply.facts) for reply in one] == [(reply.response, reply.facts) for reply in two]
    with plain.tools.store.read() as tx, other.tools.store.read() as other_tx:
        (first,), (second,) = tx.goodwill.decisions(), other_tx.goodwill.decisions()
    for name in ("facts", "decision", "amount", "reason", "authority", "trail", "version", "eligible_on"):
        assert getattr(first, name) == getattr(second, name)


def test_every_decision_replays_from_what_was_stored_and_a_changed_one_is_found(bank):
    talk = bank(four_kinds())
    for line in FOUR:
        ask(talk, line)
    with talk.tools.store.read() as tx:
        assert replay_decisions(tx) == (4, [])
        made = tx.goodwill.decisions()[0]
    older = replace(made, id="older", message_id=None, authority="bot")
    with talk.tools.store.write() as tx:  # as hand-overs by amount were written before they named a person
        tx.goodwill.add(older)
        assert replay_decisions(tx) == (5, [])
    forged = replace(made, id="forged", message_id=None, facts={**made.facts, "age": 181})
    with talk.tools.store.write() as tx:
        tx.goodwill.add(forged)
        tx.goodwill.add(replace(made, id="raised", message_id=None, authority="manager"))
        assert sorted(replay_decisions(tx)[1]) == ["forged", "raised"]


def test_a_gift_uses_nothing_up(bank):
    talk = bank(late_book(4))
    with talk.tools.store.write() as tx:
        tx.journal.post(
            key="gift",
            account_id=ACCOUNT,
            why="gift",
            legs=[("customer", -1000), ("goodwill", 1000)],
            at=talk.clock.now(),
            refs={"note": "gift"},
        )
    ask(talk)
    with talk.tools.store.read() as tx:
        assert tx.goodwill.decisions()[0].facts["n"] == 0
        assert any(isinstance(row, Correction) and row.note == "gift" for row in tx.ledger.book(CUSTOMER).corrections)


def told_of(talk, trigger):
    """The customer said something that a person has to look at first."""
    context = talk.says("my mother died")
    with talk.tools.store.write() as tx:
        bring_in_person(tx, talk.tools, context, trigger)


def answered(talk):
    """A person took it, and gave the talk back to the assistant."""
    with talk.tools.store.write() as tx:
        tx.handoffs.take(talk.conversation.id, "agent-1", talk.clock.now())
        tx.handoffs.end(talk.conversation.id, Waits.HANDED_BACK, talk.clock.now())


@pytest.mark.parametrize("trigger", ["bereavement", "hardship", "self_harm", "legal", "regulator", "fraud"])
def test_who_told_us_of_something_grave_meets_a_person_and_no_rule_of_money(bank, trigger):
    talk = bank(late_book(4))
    told_of(talk, trigger)
    (reply, hard) = ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-HUM")]
    assert [reply.response, hard.response] == ["utter_goodwill_person_now", "utter_goodwill_also_hardship"]
    with talk.tools.store.read() as tx:
        assert tx.goodwill.decisions()[0].facts["flag"] == ["sensitive"]


@pytest.mark.parametrize("trigger", ["dispute", "goodwill", "person", "misunderstood", "correction"])
def test_other_hand_overs_leave_the_rules_as_they_are(bank, trigger):
    talk = bank(late_book(4))
    told_of(talk, trigger)
    ask(talk)
    assert decisions(talk) == [("GRANT", 3000, "G-FEE")]


def test_what_was_grave_in_another_talk_is_with_a_person_until_it_was_answered(bank, clock):
    talk = bank(late_book(4))
    told_of(talk, "bereavement")
    later = talk_of(talk.tools, clock, CUSTOMER, "later")
    ask(later)
    answered(talk)
    with talk.tools.store.write() as tx:
        tx.handoffs.take(later.conversation.id, "agent-1", clock.now())
        tx.handoffs.end(later.conversation.id, Waits.CLOSED, clock.now())
    ask(later)
    assert decisions(talk) == [("HANDOFF", 0, "G-HUM"), ("GRANT", 3000, "G-FEE")]


def test_what_was_grave_in_this_talk_stays_with_a_person_after_they_gave_it_back(bank):
    talk = bank(late_book(4))
    told_of(talk, "hardship")
    answered(talk)
    ask(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-HUM")]


def test_the_account_is_held_before_anything_is_read_of_it(bank, monkeypatch):
    talk = bank(late_book(4))
    held = holding(monkeypatch)
    ask(talk)
    assert held == [ACCOUNT]


def test_a_process_that_has_just_started_reads_the_words_of_its_policy(bank):
    talk = bank(late_book(4))
    talk.tools = replace(talk.tools, goodwill=PolicyInForce())
    ask(talk)
    assert decisions(talk) == [("GRANT", 3000, "G-FEE")]


def test_what_was_credited_or_corrected_today_already_counts(bank, clock):
    """A grant of this morning is no reason for a second one this afternoon; tomorrow's rows are not looked at."""
    talk = bank(late_book(4))
    for kind, decided_so in (("goodwill", "G-DUP"), ("temporary", "G-DSP")):
        for on, reason in (("05-12", decided_so), ("05-13", "G-FEE")):
            books = late_book(4)
            back, why = credit_for(books.lines[0], 3000, on, kind)
            with talk.tools.store.read() as tx:
                one = replace(books, lines=(*books.lines, back), corrections=(why,))
                found = gather_facts(tx, one, one.lines[0], date(2026, 5, 12), POLICY)
            assert decide(found.facts, POLICY).reason == reason, (kind, on)


def test_who_asks_again_while_a_grant_waits_for_the_payment_is_told_the_same(bank, clock):
    talk = bank(late_book(4, paid=False))
    first = ask(talk)
    clock.advance(timedelta(days=3))
    again = ask(talk)
    assert again == (again[0], *first)
    assert again[0].facts == {"told_on": "May 12"}
    assert decisions(talk) == [("GRANT_ON_PAYMENT", 3000, "G-PAY")]
    with talk.tools.store.read() as tx:
        (made,) = tx.goodwill.decisions()
    assert (made.granted_by, made.conversation_id) == ("G-FEE", talk.conversation.id)


def test_who_asks_again_about_what_is_disputed_is_decided_anew(bank):
    talk = bank(late_book(4))
    context = talk.says("this fee is wrong")
    with talk.tools.store.write() as tx:
        bring_in_person(tx, talk.tools, context, "dispute", "line-f4")
    ask(talk)
    assert ask(talk)[0].response == "utter_goodwill_disputed"
    assert decisions(talk) == [("DISPUTE", 0, "G-DSP")] * 2
