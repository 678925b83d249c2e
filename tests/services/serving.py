"""A store with one customer, one guest and a talk under a lease: what services and actions are tested on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from candor.billing.records import Account, Book, Card, Customer, Line, LineType, Terms
from candor.clock import FixedClock
from candor.conversation.context import TurnContext
from candor.conversation.messages import Conversation, Message, Owner, Sender
from candor.conversation.turns import LEASE, Lease
from candor.conversation.wording import Wording
from candor.services.goodwill.policy_in_force import policy_in_force
from candor.services.tools import Tools
from candor.store import Store
from tests import ours
from tests.databases import content, migrated

NOW = datetime(2026, 5, 12, 15, 0, tzinfo=UTC)
JACKET = Line(
    id="t-jacket",
    account_id="a01",
    type=LineType.PURCHASE,
    amount=8900,
    descriptor="NORTHFIELD OUTDOOR",
    txn_date=date(2026, 5, 2),
    post_date=date(2026, 5, 4),
    card_id="k01",
    entry_mode="online",
)
COFFEE = replace(JACKET, id="t-coffee", amount=1240, descriptor="BLUE HERON", txn_date=date(2026, 5, 3))
LATE_FEE = replace(
    JACKET, id="t-late", type=LineType.FEE, amount=4100, descriptor="LATE FEE", card_id=None, entry_mode=None
)
PAID = replace(LATE_FEE, id="t-paid", type=LineType.PAYMENT, amount=-5000, descriptor="PAYMENT - THANK YOU")
BOOK = Book(
    customer=Customer("c01", "Ada Hill", "ada@example.com"),
    account=Account("a01", "c01", date(2020, 1, 1), "open", 500000, 10, 5, {"purchase": 2499}, Terms("standard")),
    cards=(Card("k01", "a01", "Ada Hill", "4471", "visa"),),
    lines=(JACKET, COFFEE, LATE_FEE, PAID),
)


@dataclass
class Talk:
    """A conversation in the middle of a turn. `says` begins the next turn."""

    tools: Tools
    clock: FixedClock
    conversation: Conversation
    told: int = 0
    lease: Lease | None = None

    def says(self, text: str, choice: dict[str, object] | None = None) -> TurnContext:
        """The customer writes; the context of the turn that answers it."""
        self.told += 1
        now = self.clock.now()
        with self.tools.store.write() as tx:
            seq = tx.conversations.next_seq(self.conversation.id, now)
            name = f"{self.conversation.id}-{self.told}"
            message = Message(name, self.conversation.id, seq, Sender.CUSTOMER, text, now)
            tx.messages.add(message)
            if self.lease and self.lease.expires_at > now:
                tx.leases.release(self.lease, now)
            lease = self.lease = tx.leases.take(self.conversation.id, "worker", now, LEASE)
            assert lease
        return TurnContext(
            conversation=self.conversation.id,
            message=message.id,
            customer=self.conversation.customer_id,
            assurance="customer" if self.conversation.customer_id else "guest",
            fence=lease.fence,
            now=now,
            expires=now + timedelta(seconds=12),
            choice=choice,
        )


@cache
def _book_file() -> bytes:
    """A migrated database that holds BOOK: made once, copied for each test."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/book.db"
        migrated(url)
        store = Store(url)
        with store.write() as tx:
            tx.ledger.add_book(BOOK)
            # As the product does before it serves: no turn has to prove the policy.
            policy_in_force().keep(tx, _wording(), NOW)
        store.close()
        return content(Path(folder, "book.db"))


def _wording() -> Wording:
    return ours.wording()


def tools_on(folder: Path, clock: FixedClock) -> Tools:
    """The product's tools on a database of its own in this folder."""
    file = folder / "candor.db"
    file.write_bytes(_book_file())
    return Tools(Store(f"sqlite:///{file}"), clock, _wording(), ours.handoff_policy())


def talk_of(tools: Tools, clock: FixedClock, customer: str | None, name: str = "talk") -> Talk:
    """A new conversation of the customer, or of a guest."""
    guest = None if customer else "guest-session"
    begun = Conversation(name, customer, guest, Owner.BOT, clock.now(), clock.now(), 0, 0, None, 0)
    with tools.store.write() as tx:
        tx.conversations.add(begun)
    return Talk(tools, clock, begun)
