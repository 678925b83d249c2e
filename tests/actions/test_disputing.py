"""The talk about a dispute, as actions hold it: from the first word to the case number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.clock import day_in
from candor.disputes.clocks import Regime
from candor.disputes.reasons import Reason
from candor.disputes.states import State
from candor.errors import ChoiceGone
from candor.services.clocks.run_due import run_due
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.dispute_policy import policy_under
from tests.actions.calling import Caller
from tests.conftest import NOW
from tests.services.serving import JACKET, talk_of, tools_on

WRONG = ("dispute_charge", "action_dispute")
OTHER = ("explain_charge", "action_explain_charge")
UNSURE = ("nlu_fallback", "action_not_understood")


@pytest.fixture
def caller(data_folder, clock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


def names(replies) -> list[str]:
    return [reply.response for reply in replies]


def cases(caller: Caller):
    with caller.talk.tools.store.read() as tx:
        return tx.disputes.of_customer("c01")


def notices(caller: Caller):
    with caller.talk.tools.store.read() as tx:
        return tx.disputes.notices_of("c01")


def text(caller: Caller, reply) -> str:
    return caller.talk.tools.wording.speak(reply).text


async def press(caller: Caller, replies, label: str):
    """Presses the button of the newest replies whose words begin like this."""
    for reply in reversed(replies):
        worded = caller.talk.tools.wording.speak(reply)
        for choice in worded.choices:
            if choice.label.startswith(label):
                action = "action_report_fraud" if choice.intent == "report_fraud" else "action_dispute"
                return await caller.says(choice.label, choice.intent, action, dict(choice.payload))
    raise AssertionError(f"no button {label}")


async def up_to_the_sum(caller: Caller):
    """The jacket never came: three questions until all is there."""
    first = await caller.says("the northfield jacket never came and they wont answer", *WRONG)
    assert names(first) == ["utter_dispute_begun", "utter_dispute_ask_expected_on"]
    assert names(await caller.says("May 8", *UNSURE)) == ["utter_dispute_ask_address"]
    assert names(await caller.says("12 Pine Street, Portland", *UNSURE)) == ["utter_dispute_ask_wanted"]
    return await caller.says("I want my money back", "request_goodwill", "action_goodwill")


async def test_a_dispute_is_taken_in_one_talk_and_filed_on_one_confirmation(caller):
    summed = await up_to_the_sum(caller)
    assert names(summed) == ["utter_dispute_sum_up"]
    assert "the northfield jacket never came" in text(caller, summed[0])
    assert cases(caller)[0].case.state is State.DRAFT
    filed = await press(caller, summed, "Yes, file it")
    assert names(filed) == ["utter_dispute_filed", "utter_dispute_lent"]
    (kept,) = cases(caller)
    assert kept.id in text(caller, filed[0])
    assert (kept.case.state, kept.case.reason, kept.case.amount, kept.case.temporary) == (
        State.INVESTIGATING, Reason.NOT_RECEIVED, 8900, 8900,
    )  # fmt: skip
    assert kept.facts["expected_on"] == "2026-05-08"
    assert kept.facts["wanted"] == "I want my money back"


async def test_a_typed_yes_files_it_too(caller):
    await up_to_the_sum(caller)
    assert names(await caller.says("yes please", "affirm", "action_answer_yes"))[0] == "utter_dispute_filed"


async def test_the_notice_is_the_first_word_even_if_the_customer_stops(caller, clock):
    await caller.says("the northfield jacket never came", *WRONG)
    clock.advance(timedelta(minutes=10))
    assert names(await caller.says("never mind", "deny", "action_answer_no")) == ["utter_dispute_stopped"]
    assert [(at, line) for at, line, _ in notices(caller)] == [(NOW, "t-jacket")]
    assert cases(caller)[0].case.state is State.ABANDONED
    clock.advance(timedelta(days=5))
    again = await caller.says("northfield still did not send the jacket", *WRONG)
    assert names(again)[0] in ("utter_dispute_begun", "utter_dispute_resumed")
    assert {(kept.case.state, kept.case.notice_at) for kept in cases(caller)} == {
        (State.ABANDONED, NOW), (State.DRAFT, NOW),
    }  # fmt: skip


async def test_it_goes_on_tomorrow_where_it_stopped(caller, clock):
    await caller.says("the northfield jacket never came", *WRONG)
    await caller.says("May 8", *UNSURE)
    clock.advance(timedelta(hours=20))
    caller.events.append({"event": "session_started"})
    told = await caller.says("what about my dispute?", "dispute_status", "action_dispute_status")
    assert names(told) == ["utter_dispute_waiting"]
    assert names(await press(caller, told, "Go on")) == ["utter_dispute_ask_address"]


async def test_another_question_is_answered_and_the_dispute_waits(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    said = await caller.says("what is the blue heron charge?", *OTHER, merchant="Blue Heron")
    assert names(said)[0].startswith("utter_explain")
    assert names(said)[-1] == "utter_dispute_waiting"
    said = await caller.says("May 8", *UNSURE)
    assert "expected_on" not in cases(caller)[0].facts
    assert "utter_dispute_waiting" not in names(said)


async def test_an_answer_that_is_none_is_asked_again_with_an_example(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    for vague in ("a while back", "ages ago i think"):
        said = await caller.says(vague, *UNSURE)
        assert names(said) == ["utter_dispute_unread_day", "utter_dispute_ask_expected_on"]


async def test_what_was_told_can_be_changed_before_it_is_filed(caller):
    summed = await up_to_the_sum(caller)
    parts = await press(caller, summed, "Change something")
    asked = await press(caller, parts, "The day it was due")
    assert names(asked) == ["utter_dispute_ask_expected_on"]
    assert names(await caller.says("May 9", *UNSURE)) == ["utter_dispute_sum_up"]
    assert cases(caller)[0].facts["expected_on"] == "2026-05-09"


async def test_the_same_charge_twice_shows_the_open_case(caller):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    again = await caller.says("the northfield charge is wrong", *WRONG)
    assert names(again) == ["utter_dispute_open_already"]
    assert len(cases(caller)) == 1


async def test_a_second_charge_waits_for_nobody(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    other = await caller.says("and the 12.40 at blue heron is wrong too", *WRONG, merchant="Blue Heron", amount="1240")
    assert names(other) == ["utter_dispute_begun", "utter_dispute_ask_reason"]
    assert {kept.case.line_id for kept in cases(caller)} == {"t-jacket", "t-coffee"}


async def test_a_reason_that_no_word_gives_is_asked_with_buttons_and_the_words_are_kept(caller):
    asked = await caller.says("I want to dispute the northfield charge", *WRONG, merchant="Northfield")
    assert names(asked) == ["utter_dispute_begun", "utter_dispute_ask_reason"]
    closest = await caller.says("they are just impossible", *UNSURE)
    assert names(closest) == ["utter_dispute_which_reason"]
    assert names(await press(caller, closest, "The amount is wrong")) == ["utter_dispute_ask_agreed_amount"]
    over = await caller.says("$95", *UNSURE)
    assert names(over) == ["utter_dispute_unread_not_less", "utter_dispute_ask_agreed_amount"]
    assert names(await caller.says("we said $80", *UNSURE)) == ["utter_dispute_ask_wanted"]
    (kept,) = cases(caller)
    assert (kept.facts["amount"], kept.facts["what_happened"]) == (900, "they are just impossible")


async def test_what_nobody_made_goes_to_a_person_at_once_with_a_freeze_offered(caller):
    asked = await caller.says("I do not recognise northfield at all", *WRONG, merchant="Northfield")
    assert names(asked)[-1] == "utter_dispute_ask_not_theirs"
    handed = await press(caller, asked, "Nobody here made it")
    assert names(handed) == ["utter_handed_over_fraud_charge"]
    frozen = await press(caller, handed, "Freeze the card ending 4471")
    assert names(frozen) == ["utter_card_frozen"]
    with caller.talk.tools.store.read() as tx:
        assert [card.status for card in tx.ledger.book("c01").cards] == ["frozen"]
        assert [row["act"] for row in tx.trail.of("k01")] == ["card_freeze_offered", "card_frozen"]


async def test_a_charge_that_is_remembered_is_no_fraud(caller):
    asked = await caller.says("I do not recognise northfield at all", *WRONG, merchant="Northfield")
    assert names(await press(caller, asked, "Yes, that may be")) == ["utter_dispute_known_then"]


async def test_a_draft_that_nobody_files_goes_to_a_person_the_next_morning(caller, clock):
    await caller.says("the northfield jacket never came", *WRONG)
    clock.advance(timedelta(days=2))
    run_due(caller.talk.tools, HANDLERS)
    with caller.talk.tools.store.read() as tx:
        (handed,) = tx.handoffs.of_customer("c01", "dispute")
        assert handed.context["case"] == cases(caller)[0].id
        assert tx.messages.last_reply("talk").response == "utter_dispute_follow_up"


async def test_a_filed_case_can_be_asked_about_added_to_and_taken_back(caller):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    told = await caller.says("what about my dispute", "dispute_status", "action_dispute_status")
    assert names(told) == ["utter_dispute_stands_open"]
    assert names(await press(caller, told, "Add something")) == ["utter_dispute_ask_more"]
    assert names(await caller.says("the shop wrote that it is lost", *UNSURE)) == ["utter_dispute_added_words"]
    assert cases(caller)[0].facts["more"] == ["the shop wrote that it is lost"]
    sure = await press(caller, told, "Take it back")
    assert names(sure) == ["utter_dispute_withdraw_sure"]
    assert cases(caller)[0].case.is_open
    assert names(await press(caller, sure, "Yes, take it back")) == ["utter_dispute_withdrawn"]
    assert cases(caller)[0].case.state is State.WITHDRAWN


async def test_a_turn_that_is_tried_again_files_once(caller):
    summed = await up_to_the_sum(caller)
    (choice,) = [c for c in caller.talk.tools.wording.speak(summed[0]).choices if c.label == "Yes, file it"]
    context = caller.talk.says(choice.label, dict(choice.payload))
    tracker = caller.tracker(context, choice.label, "dispute_charge")
    first = await caller.call("action_dispute", tracker)
    again = await caller.call("action_dispute", tracker)
    assert [text(caller, reply) for reply in first] == [text(caller, reply) for reply in again]
    assert len(cases(caller)) == 1


async def test_a_person_is_always_one_word_away(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    handed = await caller.says("get me a person", "talk_to_human", "action_talk_to_human")
    assert names(handed) == ["utter_handed_over_person"]


async def test_a_button_of_another_customer_s_case_does_nothing(caller):
    others = {"line": "t-other", "dispute": "file", "value": None}
    with pytest.raises(ChoiceGone):
        await caller.says("x", "dispute_charge", "action_dispute", others)
    assert cases(caller) == []


async def test_the_words_of_the_dates_are_those_of_the_clocks(caller):
    filed = await press(caller, await up_to_the_sum(caller), "Yes, file it")
    clocks = cases(caller)[0].case.clocks
    assert clocks.acknowledge_by == date(2026, 6, 11)
    assert "June 11" in text(caller, filed[0])


async def test_a_month_is_asked_about_again_and_who_does_not_know_the_day_goes_on(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    rough = await caller.says("some time last year maybe", *OTHER)
    assert names(rough) == ["utter_dispute_unread_day_rough", "utter_dispute_ask_expected_on"]
    ahead = await caller.says("I do not know", "out_of_scope", "action_out_of_scope")
    assert names(ahead) == ["utter_dispute_ask_address"]
    assert cases(caller)[0].facts["expected_on"] == "unknown"


async def test_a_day_that_is_still_to_come_is_an_answer_to_us(caller):
    await caller.says("the northfield charge is wrong, I cancelled it", *WRONG)
    ahead = await caller.says("May 30", "out_of_scope", "action_out_of_scope")
    assert names(ahead) == ["utter_dispute_unread_day_ahead", "utter_dispute_ask_cancelled_on"]


async def test_what_is_promised_in_a_talk_is_a_row_kept_by_what_keeps_it(caller, clock):
    sum_up = await up_to_the_sum(caller)
    await press(caller, sum_up, "Yes, file it")
    case = cases(caller)[0].id
    clocks = cases(caller)[0].case.clocks
    assert promised(caller) == {
        f"{case}:letter": (clocks.acknowledge_by, "open"), f"{case}:result": (clocks.credit_itself_on, "open"),
    }  # fmt: skip
    clock.advance(timedelta(minutes=2))
    run_due(caller.talk.tools, HANDLERS)
    assert promised(caller)[f"{case}:letter"][1] == "kept"
    assert promised(caller)[f"{case}:result"][1] == "open"
    clock.at = caller.talk.tools.clock.now() + timedelta(days=100)
    run_due(caller.talk.tools, HANDLERS)
    assert promised(caller)[f"{case}:result"][1] == "kept"


async def test_what_the_customer_takes_back_need_not_be_kept(caller):
    sum_up = await up_to_the_sum(caller)
    filed = await press(caller, sum_up, "Yes, file it")
    stands = await caller.says("what about my dispute?", "dispute_status", "action_dispute_status")
    sure = await press(caller, stands, "Take it back")
    await press(caller, sure, "Yes, take it back")
    assert filed
    assert {state for _, state in promised(caller).values()} == {"withdrawn"}


async def test_to_come_back_to_what_was_stopped_is_promised_too(caller, clock):
    sum_up = await up_to_the_sum(caller)
    await press(caller, sum_up, "Stop")
    case = cases(caller)[0].id
    assert promised(caller) == {f"{case}:back": (date(2026, 5, 13), "open")}
    clock.advance(timedelta(days=1))
    run_due(caller.talk.tools, HANDLERS)
    assert promised(caller)[f"{case}:back"] == (date(2026, 5, 13), "kept")


def promised(caller: Caller) -> dict[str, tuple[date, str]]:
    """By id: the customer's own day by which it is due, and what became of it; without those of hand-overs."""
    with caller.talk.tools.store.read() as tx:
        names = [
            f"{kept.id}:{what}" for kept in tx.disputes.of_customer("c01") for what in ("letter", "result", "back")
        ]
        rows = [row for row in map(tx.promises.get, names) if row]
    return {
        row.id: (
            day_in("America/New_York", row.due_at),
            "kept" if row.kept_at else "withdrawn" if row.withdrawn_at else "open",
        )
        for row in rows
    }


async def test_an_answer_that_was_taken_for_a_withdrawal_stops_nothing(caller):
    await caller.says("the northfield charge is wrong", *WRONG)
    said = await caller.says("it came in the wrong colour", "take_back", "action_take_back")
    assert "utter_dispute_stopped" not in names(said)
    assert names(await caller.says("oh it was me after all", "take_back", "action_take_back")) == [
        "utter_dispute_stopped"
    ]


@pytest.fixture
def under(data_folder, clock):
    """A talk with a bank whose cards stand under another law."""

    def talk(regime: Regime) -> Caller:
        tools = replace(tools_on(data_folder, clock), dispute_policy=policy_under(regime))
        return Caller(talk_of(tools, clock, "c01"))

    return talk


@pytest.mark.parametrize(
    ("regime", "told"),
    [
        (Regime.REG_E, ("by May 27", "money back on your account by that day", "June 26")),
        (Regime.UK, ("by June 3", "July 7", "credit record")),
        (Regime.EU, ("May 26", "or we write to you why not")),
    ],
)
async def test_filing_tells_the_days_and_rights_of_the_law_that_the_card_stands_under(under, regime, told):
    caller = under(regime)
    filed = await press(caller, await up_to_the_sum(caller), "Yes, file it")
    assert names(filed) == [f"utter_dispute_filed_{regime.value.replace('-', '_')}"]
    for part in told:
        assert part in text(caller, filed[0])
    again = await caller.says("the northfield charge is wrong", *WRONG)
    assert names(again) == ["utter_dispute_open_already_paid"]
    stands = await caller.says("what about my dispute?", "dispute_status", "action_dispute_status")
    assert names(stands) == ["utter_dispute_stands_open_paid"]
    assert names(await press(caller, stands, "Take it back")) == ["utter_dispute_withdraw_sure_paid"]
    for said in (*filed, *again, *stands):
        assert "do not have to pay" not in text(caller, said)


@pytest.mark.parametrize(("regime", "day"), [(Regime.UK, "May 13"), (Regime.EU, "May 13"), (Regime.REG_E, None)])
async def test_what_nobody_made_is_back_by_the_next_business_day_where_the_law_says_so(under, regime, day):
    caller = under(regime)
    asked = await caller.says("i dont know this northfield charge, i never bought there", *WRONG)
    said = await press(caller, asked, "Nobody here made it")
    assert names(said)[0].startswith("utter_handed_over_fraud")
    assert names(said)[1:] == (["utter_dispute_back_by"] if day else [])
    if day:
        assert day in text(caller, said[1])
        assert cases(caller)[0].case.clocks.resolve_by == date(2026, 5, 13)
        caller.talk.clock.advance(timedelta(days=1))
        run_due(caller.talk.tools, HANDLERS)
        with caller.talk.tools.store.read() as tx:
            assert "refund_is_due" in {alert.kind for alert in tx.disputes.alerts()}


async def test_a_dear_purchase_in_the_united_kingdom_is_answered_for_by_the_bank(under):
    caller = under(Regime.UK)
    with caller.talk.tools.store.write() as tx:
        tx.ledger.add_lines("a01", lines=[replace(JACKET, id="t-sofa", amount=45_000, descriptor="OAK SOFAS")])
    await caller.says("the oak sofas sofa never came", *WRONG, merchant="Oak Sofas")
    await caller.says("May 8", *UNSURE)
    await caller.says("12 Pine Street, Portland", *UNSURE)
    filed = await press(caller, await caller.says("my money back", *UNSURE), "Yes, file it")
    assert names(filed) == ["utter_dispute_filed_uk", "utter_dispute_section_75"]
    assert "$100.00" in text(caller, filed[1])


async def test_a_debit_charge_in_the_european_union_after_13_months_is_late_and_taken_all_the_same(under):
    caller = under(Regime.EU)
    old = replace(JACKET, id="t-old", amount=4_500, descriptor="OLD LAMPS", post_date=date(2025, 4, 2))
    with caller.talk.tools.store.write() as tx:
        tx.ledger.add_lines("a01", lines=[replace(old, txn_date=date(2025, 4, 1))])
    await caller.says("the old lamps lamp never came", *WRONG, merchant="Old Lamps")
    await caller.says("April 20", *UNSURE)
    await caller.says("12 Pine Street, Portland", *UNSURE)
    filed = await press(caller, await caller.says("my money back", *UNSURE), "Yes, file it")
    assert names(filed) == ["utter_dispute_filed_eu", "utter_dispute_late_notice_eu"]


@pytest.mark.parametrize("day", ["february 30", "31/02/2026", "the 45th of may", "30 feb"])
@pytest.mark.parametrize("heard", [UNSURE, ("out_of_scope", "action_out_of_scope")])
async def test_a_day_that_there_is_not_is_said_to_be_none(caller, day, heard):
    await caller.says("the northfield jacket never came", *WRONG)
    said = await caller.says(day, *heard)
    assert names(said) == ["utter_dispute_unread_day_none", "utter_dispute_ask_expected_on"]
    assert names(await caller.says("May 8", *heard)) == ["utter_dispute_ask_address"]


async def test_who_asks_to_take_it_back_is_asked_whether_they_are_sure(caller):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    asked = await caller.says("i want to withdraw my dispute", "dispute_status", "action_dispute_status")
    assert names(asked) == ["utter_dispute_withdraw_sure"]
    assert names(await press(caller, asked, "Yes, take it back")) == ["utter_dispute_withdrawn"]
    assert cases(caller)[0].case.state is State.WITHDRAWN


async def test_file_it_files_though_something_else_was_said_in_between(caller):
    await up_to_the_sum(caller)
    await caller.says("what is the blue heron charge?", *OTHER, merchant="Blue Heron")
    assert names(await caller.says("yes file it", "affirm", "action_answer_yes"))[0] == "utter_dispute_filed"


async def test_what_is_open_already_can_be_added_to_and_taken_back(caller):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    again = await caller.says("i want to add something about the northfield charge, it is wrong", *WRONG)
    assert names(await press(caller, again, "Add something")) == ["utter_dispute_ask_more"]
    assert names(await caller.says("the shop is closed now", *UNSURE)) == ["utter_dispute_added_words"]
