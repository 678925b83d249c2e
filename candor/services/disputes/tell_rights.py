"""What a dispute means for its customer: whether it is to be paid, how long it takes, what a loss would mean.

True of the law that the card stands under, of the bank's policy, and of the days of this case.
"""

from __future__ import annotations

from datetime import date

from candor.billing.days import spoken
from candor.billing.money import Money
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.disputes.clocks import Regime
from candor.disputes.policy import DisputePolicy
from candor.disputes.states import State
from candor.disputes.wondering import Topic
from candor.services.disputes.learn_facts import claimed, reason_of
from candor.services.disputes.tell_case import case_facts
from candor.services.disputes.under_law import by_law, latest_if_told
from candor.services.people.freeze_card import FROZEN
from candor.services.tools import Tools
from candor.store.disputes import KeptCase

TELLS = "utter_dispute_tell_"
# What says other words while there is no case yet: its days and its amount are not known.
BEFORE = frozenset({Topic.PAY, Topic.TIME})
UNKNOWN_BEFORE = frozenset({Topic.IN_TIME, Topic.NEXT})


def tell_rights(tools: Tools, book: Book, kept: KeptCase | None, topic: Topic, today: date) -> list[Reply]:
    """The answer about this case, or about a dispute that is to come; [] where there is nothing to say without one."""
    if topic is Topic.CARD:
        return [_card(book)]
    if kept is None:
        return _before(tools.dispute_policy, book, topic, today)
    line = next(line for line in book.lines if line.id == kept.case.line_id)
    facts = {
        **case_facts(tools, book, line, kept, today),
        "pay_days": str(tools.dispute_policy.reg_z.pay_window_days),
        "would_lend": str(Money(_would_lend(tools.dispute_policy, kept), kept.currency)),
    }
    told = Reply(by_law(_name(tools.dispute_policy, kept, topic), kept.case.clocks.regime), facts, (line.id, kept.id))
    autopay = _autopay(book, kept, today) if topic is Topic.PAY else None
    return [told, autopay] if autopay else [told]


def _name(policy: DisputePolicy, kept: KeptCase, topic: Topic) -> str:
    """The response that tells it of this case, as it is worded for Regulation Z."""
    match topic:
        case Topic.MONEY:
            return _about_money(policy, kept)
        case Topic.IN_TIME if not kept.case.clocks.notice_in_time:
            return "utter_dispute_late_notice"
        case Topic.NEXT if kept.case.state is State.DRAFT:
            return f"{TELLS}next_unfiled"
    return f"{TELLS}{topic}"


def _before(policy: DisputePolicy, book: Book, topic: Topic, today: date) -> list[Reply]:
    """What holds for any dispute of this account, told before there is one."""
    if topic in UNKNOWN_BEFORE:
        return []
    topic = Topic.TIME if topic is Topic.MONEY else topic
    name = f"{TELLS}{topic}_before" if topic in BEFORE else f"{TELLS}{topic}"
    latest = spoken(latest_if_told(policy, book, today), today)
    facts = {"result_by": latest, "pay_days": str(policy.reg_z.pay_window_days)}
    return [Reply(by_law(name, policy.regime_of(book.account.terms.id)), facts, (book.account.id,))]


def _card(book: Book) -> Reply:
    """A dispute changes nothing about the card; a freeze that was asked for does."""
    frozen = next((card for card in book.cards if card.status == FROZEN), None)
    if frozen:
        return Reply(f"{TELLS}card_frozen", {"card": frozen.last4}, (frozen.id,))
    return Reply(f"{TELLS}card")


def _about_money(policy: DisputePolicy, kept: KeptCase) -> str:
    if kept.case.temporary:
        return f"{TELLS}money"
    return f"{TELLS}money_at_filing" if _would_lend(policy, kept) else f"{TELLS}time"


def _would_lend(policy: DisputePolicy, kept: KeptCase) -> int:
    """Cents that filing this draft would lend at once; 0 when a person decides, or nothing is known yet."""
    reason = reason_of(kept.facts)
    if kept.case.state is not State.DRAFT or not reason:
        return 0
    amount = claimed(kept.facts, kept.case.charged)
    return policy.temporary_credit[kept.case.clocks.regime].at_filing(reason, amount)


def _autopay(book: Book, kept: KeptCase, today: date) -> Reply | None:
    """Whether the next automatic payment leaves the amount out; None where there is none to come."""
    clocks = kept.case.clocks
    coming = [bill for bill in book.statements if bill.due >= today]
    if clocks.regime is not Regime.REG_Z or clocks.autopay_block_by is None or not coming or not book.account.autopay:
        return None
    if kept.case.state is State.DRAFT:
        return None
    bill = min(coming, key=lambda one: one.due)
    name = f"{TELLS}autopay" if clocks.stops_autopay else f"{TELLS}autopay_late"
    facts = {"due": spoken(bill.due, today), "block_by": spoken(clocks.autopay_block_by, today)}
    return Reply(name, facts, (bill.id, kept.id))
