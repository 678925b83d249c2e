"""Labels: one person's newest word on a turn stands, and others' beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from candor.conversation.labels import CUSTOMER, Label, LabelKind
from tests.store.talks import NOON, ask, begin


def label(message_id: str, **other: object) -> Label:
    made = Label("l1", message_id, LabelKind.MISROUTED, "explain_fee", "asked for a fee", "ana", NOON)
    return replace(made, **other)


def test_a_label_is_kept_with_its_reason_and_intent(store):
    with store.write() as tx:
        begin(tx)
        message = ask(tx, "talk")
        tx.labels.add(label(message.id))
    with store.read() as tx:
        assert tx.labels.of(message.id) == [label(message.id)]


def test_the_same_person_says_it_anew_and_another_beside_it(store):
    later = NOON + timedelta(minutes=5)
    with store.write() as tx:
        begin(tx)
        message = ask(tx, "talk")
        tx.labels.add(label(message.id))
        tx.labels.add(label(message.id, id="l2", intent="explain_interest", reason="no, interest", at=later))
        tx.labels.add(label(message.id, id="l3", kind=LabelKind.NOT_IT, by=CUSTOMER, intent=None))
    with store.read() as tx:
        customer, staff = tx.labels.of(message.id)
        assert (customer.by, customer.kind) == (CUSTOMER, LabelKind.NOT_IT)
        assert (staff.intent, staff.reason, staff.at) == ("explain_interest", "no, interest", later)


def test_labels_since_a_moment_come_oldest_first(store):
    with store.write() as tx:
        begin(tx)
        first, second = ask(tx, "talk"), ask(tx, "talk")
        tx.labels.add(label(second.id, id="l2", at=NOON + timedelta(hours=2)))
        tx.labels.add(label(first.id, at=NOON + timedelta(hours=1)))
    with store.read() as tx:
        assert [one.message_id for one in tx.labels.since(NOON)] == [first.id, second.id]
        assert [one.message_id for one in tx.labels.since(NOON + timedelta(hours=2))] == [second.id]
