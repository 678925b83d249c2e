"""Writes docs/reference/a-dispute.md: one talk about a dispute, held with a product that runs, and the rows of it."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from candor.settings import ROOT
from candor.store.disputes import KeptCase
from tests.conversations.hearing import Conversation
from tests.stack import CLOCK, Stack, running

PAGE = ROOT / "docs" / "reference" / "a-dispute.md"
CUSTOMER = "c01"
# What begins with > is pressed.
SAYS = (
    "the blue heron charge is wrong, i never got what i paid for",
    "will this hurt my credit?",
    "May 6",
    "do I have to pay it meanwhile?",
    "12 Pine Street, Portland",
    ">The money back",
    "no, I meant May 7",
    "what if I lose?",
    ">Yes, file it",
    "when do I get my money back?",
    "what about my dispute?",
)
LETTER_WITHIN = 180.0
HEAD = f"""# A dispute, with its rows

One talk of the sample bank as it was held with the running product, whose clock began at {CLOCK};
`scripts/disputes-talk` holds it anew and writes this page. What each row is for: [disputes](disputes.md).

## What was said

| from | response | words |
|---|---|---|
"""


def page() -> str:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "var", CLOCK) as stack:
        with Conversation(stack.url, CUSTOMER) as talk:
            said = "\n".join(line for text in SAYS for line in _turn(talk, text))
        return HEAD + said + "\n\n" + "\n".join(_rows(stack)) + "\n"


def _turn(talk: Conversation, text: str) -> Iterator[str]:
    pressed = text.startswith(">")
    answers = talk.press(text[1:]) if pressed else talk.say(text)
    yield f"| customer | | {f'*{text[1:]}*' if pressed else text} |"
    for bubble in answers:
        words = " ".join(bubble["text"].split()).replace("|", "\\|")
        yield f"| bot | `{bubble['response']}` | {words} |"


def _rows(stack: Stack) -> Iterator[str]:
    case = _letter_sent(stack)
    with stack.reading() as tx:
        notices = [(at, line) for at, line, of in tx.disputes.notices_of(CUSTOMER) if of == case.id]
        history, letters = tx.disputes.history(case.id), tx.disputes.letters(case.id)
        zone = ZoneInfo(tx.ledger.customer(CUSTOMER).time_zone)
        promises = [row for row in tx.promises.open_of(CUSTOMER) if row.id.startswith(case.id)]
    yield "## The first word (`dispute_notices`)\n\n| at | line |\n|---|---|"
    yield from (
        f"| {at:%Y-%m-%d %H:%M} | {'the Blue Heron line' if line else 'not named yet'} |" for at, line in notices
    )
    clocks = case.case.clocks
    yield "\n## The case (`disputes`)\n\n| column | value |\n|---|---|"
    told = {
        "id": case.id, "state": case.case.state, "reason": case.case.reason, "amount": case.case.amount,
        "regime": clocks.regime, "notice_on": clocks.notice_on, "last_notice_day": clocks.last_notice_day,
        "acknowledge_by": clocks.acknowledge_by, "resolve_by": clocks.resolve_by,
        "credit_itself_on": clocks.credit_itself_on, "temporary": case.case.temporary,
    }  # fmt: skip
    yield from (f"| `{name}` | {value} |" for name, value in told.items())
    yield from (f"| `facts.{name}` | {value} |" for name, value in case.facts.items() if name != "line")
    yield "\n## What happened (`dispute_events`)\n\n| place | kind | actor |\n|---|---|---|"
    yield from (f"| {place} | `{row.kind}` | {row.actor} |" for place, row in enumerate(history))
    yield "\n## Letters (`dispute_letters`)\n\n| kind | due | sent |\n|---|---|---|"
    yield from (f"| `{letter.kind}` | {letter.due_on} | {letter.sent_on} |" for letter in letters)
    yield "\n## Promises still open (`promises`)\n\n| what | due |\n|---|---|"
    yield from (f"| {row.what} | {row.due_at.astimezone(zone):%Y-%m-%d} |" for row in promises)


def _letter_sent(stack: Stack) -> KeptCase:
    """The case, once its letters have gone out by themselves."""
    until = time.monotonic() + LETTER_WITHIN
    while time.monotonic() < until:
        with stack.reading() as tx:
            (case,) = (kept for kept in tx.disputes.of_customer(CUSTOMER) if kept.case.is_open)
            if all(letter.sent_on for letter in tx.disputes.letters(case.id)):
                return case
        time.sleep(1)
    raise AssertionError("no letter went out")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
