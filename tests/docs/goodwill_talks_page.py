"""Writes docs/reference/goodwill-talks.md: what the policy says to customers of the sample bank, and the rows of it.

.venv/app/bin/python -m tests.docs.goodwill_talks_page
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from candor.billing.records import Line
from candor.clock import FixedClock
from candor.conversation.replies import Reply
from candor.goodwill.granted import Decided
from candor.importing.sample.load import load_sample
from candor.services.goodwill.decide_goodwill import decide_goodwill
from candor.services.goodwill.decide_service import decide_service
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.tools import Tools
from candor.settings import ROOT
from candor.store import Store, Transaction
from candor.store.migrate import migrate
from tests import ours
from tests.services.serving import Talk, talk_of

PAGE = ROOT / "docs" / "reference" / "goodwill-talks.md"
NOON = datetime(2026, 5, 12, 15, 0, tzinfo=UTC)
HEAD = """# Talks about money back, with their rows

<!-- Made by `python -m tests.docs.goodwill_talks_page` from the sample bank. Change that, not this. -->

Customers of the sample bank, asked on May 12, 2026. `tests/conversations` holds such talks with the running product.
"""
IS = Callable[[Line], bool]


@dataclass(frozen=True)
class Shown:
    """One talk: whose, what they say, and about which of their lines; where about none, a promise was broken."""

    title: str
    customer: str
    text: str
    about: IS | None


TALKS = (
    Shown("Granted", "c01", "can you take the late fee off?", lambda line: line.descriptor == "LATE FEE"),
    Shown(
        "Denied", "c12", "can you take the balance transfer fee off?", lambda line: "TRANSFER FEE" in line.descriptor
    ),
    Shown("Handed over", "c07", "can you take the late fee off?", lambda line: line.descriptor == "LATE FEE"),
    Shown("With the payment", "c17", "can you take the late fee off?", lambda line: line.descriptor == "LATE FEE"),
    Shown("A promise that we broke", "c06", "nobody answered me, I want something for my trouble", None),
)


def page() -> str:
    """The page, from a bank made for it."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/candor.db"
        migrate(url)
        clock = FixedClock(NOON)
        tools = Tools(Store(url), clock, ours.wording(), load_handoff_policy())
        load_sample(tools.store, clock)
        parts = [part for shown in TALKS for part in _told(tools, clock, shown)]
        tools.store.close()
    return "\n".join([HEAD, *parts])


def _told(tools: Tools, clock: FixedClock, shown: Shown) -> Iterator[str]:
    clock.advance(timedelta(minutes=1))
    talk = talk_of(tools, clock, shown.customer, f"talk-{shown.title}")
    with tools.store.read() as tx:
        lines = [line for line in tx.ledger.book(shown.customer).lines if shown.about and shown.about(line)]
    line = max(lines, key=lambda one: one.post_date, default=None)
    replies = _asked(talk, shown, line)
    about = f'about "{line.descriptor}" of {line.post_date}, {line.amount} cents' if line else "after a broken promise"
    yield f"## {shown.title}\n\nCustomer {shown.customer}, {about}.\n\n> **Customer:** {shown.text}"
    for reply in replies:
        said = tools.wording.speak(reply)
        yield f">\n> **Candor:** {' '.join([said.text, *(f'[{choice.label}]' for choice in said.choices)])}"
    yield "\nRows, in one transaction:\n\n| table | row |\n|---|---|"
    with tools.store.read() as tx:
        decided = tx.goodwill.decisions(shown.customer)[0]
        yield from (f"| {table} | {row} |" for table, row in _rows(tx, decided, talk))
    yield ""


def _asked(talk: Talk, shown: Shown, line: Line | None) -> tuple[Reply, ...]:
    now = talk.clock.now()
    if line is None:
        with talk.tools.store.write() as tx:
            due = now - timedelta(days=1)
            tx.promises.add("a-promise", talk.conversation.id, "a person answers", due - timedelta(days=1), due)
    context = talk.says(shown.text)
    with talk.tools.store.write() as tx:
        if line:
            return decide_goodwill(tx, talk.tools, context, line.id)
        return decide_service(tx, talk.tools, context) or ()


def _rows(tx: Transaction, made: Decided, talk: Talk) -> Iterator[tuple[str, str]]:
    after = f", next {made.eligible_on}" if made.eligible_on else ""
    who = f"decided by {made.by}, authority {made.authority}"
    yield "`goodwill_decisions`", f"{made.decision} {made.amount}, {made.reason}, version {made.version}, {who}{after}"
    facts = ", ".join(f"{name} {value}" for name, value in made.facts.items() if name != "flag")
    yield "its facts", f"{facts}, flag {', '.join(made.facts['flag']) or 'none'}"
    yield "its trail", ", ".join(f"{one['rule']} {'yes' if one['held'] else 'no'}" for one in made.trail)
    granted = tx.goodwill.grant_of(made.id)
    if granted:
        until = f", until {granted.pay_by}" if granted.pay_by else ""
        yield (
            "`goodwill_grants`",
            f"{granted.kind}, {granted.cents} cents, {granted.state}{until}, month {granted.month}",
        )
        spent = tx.goodwill.spent(NOON.date(), NOON.date())[0]
        yield (
            "`goodwill_budgets`",
            f"{spent.month}: {spent.total} of {spent.budget} cents spent, {spent.waiting} waiting",
        )
    for posted in tx.journal.of_account(made.account_id):
        if posted.refs.get("decision") == made.id:
            moves = ", ".join(f"{move.cents} from {move.from_ledger} to {move.to_ledger}" for move in posted.moves)
            yield "`journal_postings`, `journal_moves`", f"{posted.why}: {moves}"
            line = next(row for row in tx.ledger.book(made.customer_id).lines if row.id == posted.line_id)
            yield "`transactions`", f"{line.descriptor}, {line.amount} cents, final {line.post_date}, on no bill yet"
    if granted and granted.promise_id:
        promise = tx.promises.get(granted.promise_id)
        assert promise
        yield "`promises`", f"{promise.what}, kept by {promise.due_at:%Y-%m-%d %H:%M} UTC"
    handoff = tx.handoffs.get(made.handoff_id) if made.handoff_id else None
    if handoff:
        knows = ", ".join(sorted(handoff.context))
        yield "`handoffs`, `promises`", f"{handoff.trigger}, by {handoff.due:%Y-%m-%d %H:%M} UTC; knows {knows}"
    yield "`audit`", ", ".join(row["act"] for row in tx.trail.of(talk.conversation.id))


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
