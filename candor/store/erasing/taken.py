"""What erasing a customer takes, table by table. A test holds that no table and no words are missing here.

docs/reference/erasing.md shows it to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Whose(StrEnum):
    """How the rows of one customer are found."""

    CUSTOMER = "customer"
    ACCOUNT = "account"
    TALK = "talk"
    MESSAGE = "message"
    CASE = "case"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Taken:
    """`goes`: the whole row does. `blank`: what the columns with words are set to. `stays`: why the rest does.

    `by` is the column that tells whose the row is; nothing where it is nobody's. `held`: rows of a case that the law
    has us keep wait until it lets go.
    """

    whose: Whose
    by: str = ""
    goes: bool = False
    blank: Mapping[str, Any] = field(default_factory=dict)
    stays: str = ""
    held: bool = False


NONE: Any = object()
"""No value at all: NULL, in a column of JSON too."""
MONEY = "the books must balance for ever; nothing in it names a person once the customer's row is nameless"
COUNTED = "what was counted stays counted, under a number that leads to nobody"
OURS = "ours, about no customer"
CHAIN = "the chain of the messages, and the ids of rows that a reply rested on"


def _books() -> Taken:
    return Taken(Whose.ACCOUNT, "account_id", stays=MONEY)


TAKEN: Mapping[str, Taken] = {
    # Who they are.
    "customers": Taken(
        Whose.CUSTOMER, "id", blank={"name": "", "email": "", "language": "en", "flags": []},
        stays="a row of a random number, which money hangs on",
    ),
    "accounts": Taken(Whose.CUSTOMER, "customer_id", stays=MONEY),
    "cards": Taken(Whose.ACCOUNT, "account_id", blank={"holder": "", "last4": "0000"}, stays=MONEY),
    "sessions": Taken(Whose.CUSTOMER, "customer_id", goes=True),
    "fairness_segments": Taken(Whose.CUSTOMER, "customer_id", goes=True),
    # What was said.
    "conversations": Taken(
        Whose.TALK, "id", blank={"tracker": NONE, "waits_since": NONE}, stays="when there was a talk, and who answered"
    ),
    "messages": Taken(
        Whose.TALK, "conversation_id", blank={"text": "", "card": NONE, "client_id": NONE}, stays=CHAIN, held=True
    ),
    "choices": Taken(Whose.TALK, "conversation_id", goes=True),
    "inbox": Taken(
        Whose.TALK, "conversation_id", blank={"payload": NONE, "understanding": NONE}, stays="when it was answered"
    ),
    "leases": Taken(Whose.TALK, "conversation_id", stays="a number against late workers"),
    "handoffs": Taken(
        Whose.TALK, "conversation_id", blank={"context": {}, "package": {}, "summary": NONE}, stays=COUNTED
    ),
    "promises": Taken(Whose.TALK, "conversation_id", stays=COUNTED),
    "ratings": Taken(Whose.TALK, "conversation_id", blank={"comment": ""}, stays=COUNTED),
    "outcomes": Taken(Whose.TALK, "conversation_id", stays=COUNTED),
    "notes": Taken(Whose.TALK, "conversation_id", blank={"text": ""}, stays="that there was one, and whose"),
    "presence": Taken(Whose.TALK, "conversation_id", goes=True),
    "mails": Taken(Whose.TALK, "conversation_id", goes=True),
    # What trainers made of it.
    "labels": Taken(Whose.MESSAGE, "message_id", blank={"reason": ""}, stays=COUNTED),
    "bad_turns": Taken(Whose.MESSAGE, "message_id", goes=True),
    "bad_groups": Taken(Whose.MESSAGE, "id", goes=True),
    "taught": Taken(Whose.CUSTOMER, "customer_id", blank={"sentence": ""}, stays="that a trainer vouched for it"),
    "shadow_reads": Taken(Whose.MESSAGE, "message_id", goes=True),
    # Disputes: evidence of compliance is kept for two years (12 CFR 1026.25(a)).
    "dispute_notices": Taken(Whose.CUSTOMER, "customer_id", stays="the day of notice, by which a case is judged"),
    "disputes": Taken(
        Whose.CASE, "id", blank={"facts": {}, "new_facts": [], "asking": NONE}, stays=MONEY, held=True
    ),
    "dispute_events": Taken(Whose.CASE, "case_id", stays="codes, days and amounts; the database refuses a change"),
    "dispute_letters": Taken(Whose.CASE, "case_id", blank={"facts": {}}, stays="which letter, and its day", held=True),
    "dispute_alerts": Taken(Whose.CASE, "case_id", stays="kinds and days"),
    "dispute_files": Taken(Whose.CASE, "case_id", goes=True, held=True),
    # Money back.
    "goodwill_decisions": Taken(
        Whose.CUSTOMER, "customer_id", blank={"said": [], "why": ""},
        stays="the facts are counts and cents, by which each decision is replayed",
    ),
    "goodwill_grants": _books(),
    "goodwill_wishes": Taken(Whose.CUSTOMER, "customer_id", blank={"reason": ""}, stays=COUNTED),
    "goodwill_offers": Taken(Whose.MESSAGE, "message_id", stays=COUNTED),
    "corrections_opened": Taken(Whose.CUSTOMER, "customer_id", stays="what we owe is put right all the same"),
    # What came of it.
    "talk_outcomes": Taken(Whose.CUSTOMER, "customer_id", stays=COUNTED),
    "issues": Taken(Whose.CUSTOMER, "customer_id", stays=COUNTED),
    "surveys": Taken(Whose.CUSTOMER, "customer_id", blank={"comment": ""}, stays=COUNTED),
    # The books.
    **{
        name: _books()
        for name in (
            "statements", "transactions", "authorisations", "fees", "interest_charges", "payments", "refunds",
            "subscriptions", "plans", "apr_periods", "corrections", "journal_postings",
        )
    },
    "journal_moves": Taken(Whose.NOBODY, stays=MONEY),
    # By name only where an id stands in them, which becomes the random number.
    "audit": Taken(Whose.NOBODY, stays="who of us did what; it holds ids and counts, never words"),
    "due_work": Taken(Whose.NOBODY, stays="what is still owed"),
    "studio_jobs": Taken(Whose.NOBODY, stays="what goes on; those that have ended are forgotten whoever is erased"),
    # About nobody.
    **{
        name: Taken(Whose.NOBODY, stays=OURS)
        for name in (
            "terms", "merchants", "descriptors", "ledger_marks", "used_tokens", "duty", "desk_changes", "staff",
            "staff_sessions", "studio_marks", "studio_shadow", "goodwill_policies", "goodwill_budgets", "reactions",
            "context_looks", "mystery_shops", "trust_figures", "trust_outbox", "trust_counted", "trust_counts",
            "trust_months", "trust_state",
        )
    },
}  # fmt: skip
WORDLESS: Mapping[str, str] = {
    "conversations.agent": "staff", "conversations.team": "staff", "messages.name": "the agent's name",
    "messages.author": "staff", "messages.response": "a response of domain.yml", "messages.cites": CHAIN,
    "inbox.intent": "an intent", "notes.name": "staff", "notes.author": "staff", "customers.time_zone": "a region",
    "customers.detail_level": "a level", "cards.status": "a state", "cards.network": "a network",
    "dispute_events.actor": "staff, or customer", "dispute_events.key": "ids",
    "dispute_events.detail": "codes, days and amounts", "goodwill_decisions.facts": "counts and cents",
    "goodwill_decisions.trail": "rules by name", "labels.by": "staff", "labels.intent": "an intent",
    "taught.by": "staff", "taught.intent": "an intent", "taught.file": "a file of ours",
}  # fmt: skip
"""Columns with text that tell nothing of a customer, in tables of which others are blanked."""
