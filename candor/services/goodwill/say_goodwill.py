"""What is said with a decision (domain 3.3): the answer first, then what is always told, then what else helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from candor.billing.bill import next_close
from candor.billing.days import business_days_after, spoken
from candor.billing.journal import Posting
from candor.billing.lines.annual_fee import last_day_to_end
from candor.billing.page import Page
from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.conversation.promises import due
from candor.conversation.replies import Choice, Reply
from candor.goodwill.asking import SERVICE
from candor.goodwill.decision import Decision
from candor.goodwill.granted import Decided, Granted
from candor.goodwill.history import GIVEN_BACK, past_due
from candor.goodwill.policy import Kind
from candor.services.goodwill.give import POSTS_WITHIN
from candor.services.goodwill.goodwill_words import alternative_of, response_of
from candor.services.goodwill.let_down import LetDown
from candor.services.people.bring_in_person import Promised
from candor.services.people.say_when import promise_by
from candor.services.tools import Tools

# A no always offers a person; said once is enough.
SAID_WITH_NO = frozenset({"person"})
PERSON, LEAVE = "person", "leave"
USUAL, LEAVE_USUAL = "usual", "leave_usual"
"""The answers to "I can give you our usual credit now"."""
USUAL_CREDIT = "utter_goodwill_also_standard_credit"
UP_TO_LIMIT, WHOLE = frozenset({"utter_goodwill_interest", "utter_goodwill_fee_to_limit"}), "utter_goodwill_fee"
"""A limit is spoken of only where it left something of the charge."""


@dataclass(frozen=True)
class Saying:
    """A decision with all that its words may need. `about` is the fee or interest, or the promise that we broke;
    `credit` is what was given, `promised` the person brought in."""

    tools: Tools
    book: Book
    about: Line | LetDown
    today: date
    decided: Decided
    decision: Decision
    credit: Posting | Granted | None
    promised: Promised | None

    @property
    def cites(self) -> tuple[str, ...]:
        posted = (self.credit.line_id,) if isinstance(self.credit, Posting) and self.credit.line_id else ()
        person = self.promised.cites if self.promised else ()
        line = (self.line.id,) if self.line else ()
        return (*line, self.decided.id, *posted, *person)

    @property
    def usual(self) -> int:
        """What a broken promise gets by our rules, in cents."""
        return self.decision.policy.caps[SERVICE]

    @property
    def line(self) -> Line | None:
        return self.about if isinstance(self.about, Line) else None


def say_decision(saying: Saying) -> tuple[Reply, ...]:
    """The bubbles of a decision, in the order in which they are told."""
    match saying.decision.decision:
        case Kind.GRANT:
            terms = "utter_goodwill_terms" if saying.line else "utter_goodwill_terms_service"
            return (_first(saying), _reply(saying, terms), *_next_time(saying))
        case Kind.GRANT_ON_PAYMENT:
            return (_first(saying), _reply(saying, "utter_goodwill_terms_on_payment"), *_alternatives(saying))
        case Kind.DENY:
            return (_first(saying), *_alternatives(saying), _way_on(saying))
        case Kind.CORRECT:
            return (_reply(saying, "utter_goodwill_correction_person"),)
        case _:
            return (_first(saying), *_alternatives(saying))


def say_again(decided: Decided, zone: str, today: date, response: str = "utter_goodwill_again") -> tuple[Reply, ...]:
    """What was decided before, told as it was; whoever asks again has lost nothing by it."""
    said = tuple(Reply.from_json(reply) for reply in decided.said)
    told_on = {"told_on": spoken(day_in(zone, decided.at), today)}
    return (Reply(response, told_on, (decided.id,)), *said)


def _first(saying: Saying) -> Reply:
    response = response_of(saying.decision.words)
    whole = saying.line is not None and saying.decided.amount == saying.line.amount
    return _reply(saying, WHOLE if whole and response in UP_TO_LIMIT else response)


def _next_time(saying: Saying) -> tuple[Reply, ...]:
    """The next day to ask, with the first of what helps not to need it."""
    helps = _alternatives(saying)[:1]
    return (*((_reply(saying, "utter_goodwill_next_time"),) if saying.decided.eligible_on else ()), *helps)


def _alternatives(saying: Saying) -> tuple[Reply, ...]:
    """What else helps, as far as we know what the words say of it."""
    names = [name for name in saying.decision.alternatives if name not in SAID_WITH_NO]
    known = facts_of(saying)
    wording = saying.tools.wording
    told = [response for name in names if wording.placeholders(response := alternative_of(name)) <= known.keys()]
    return tuple(_reply(saying, response, _take_it(response)) for response in told)


def _take_it(response: str) -> tuple[Choice, ...]:
    """Buttons where something else that helps can be had at once."""
    if response != USUAL_CREDIT:
        return ()
    return (
        Choice("utter_label_goodwill_yes", "affirm", {"goodwill": USUAL}),
        Choice("utter_label_goodwill_no", "deny", {"goodwill": LEAVE_USUAL}),
    )


def _way_on(saying: Saying) -> Reply:
    """Who may decide otherwise and by when, and how to leave it in peace."""
    return _reply(saying, "utter_goodwill_person_may", ways_on(saying.line.id if saying.line else None))


def ways_on(line_id: str | None) -> tuple[Choice, ...]:
    """After a no: a person, or peace."""
    kept = {"line": line_id} if line_id else {}
    return (
        Choice("utter_label_goodwill_person", "affirm" if kept else "talk_to_human", {**kept, "goodwill": PERSON}),
        Choice("utter_label_goodwill_leave", "deny", {**kept, "goodwill": LEAVE}),
    )


def _reply(saying: Saying, response: str, choices: tuple[Choice, ...] = ()) -> Reply:
    """With the facts that the words ask for, and no others."""
    known = facts_of(saying)
    needs = saying.tools.wording.placeholders(response)
    return Reply(response, {name: known[name] for name in sorted(needs) if name in known}, saying.cites, choices)


def facts_of(saying: Saying) -> Mapping[str, str]:
    """Every fact that the words of this decision may ask for, as it is read."""
    book, today, decided = saying.book, saying.today, saying.decided
    page = Page(book, today)
    zone, now = book.customer.time_zone, decided.at
    found = {
        "given": page.amount(decided.amount),
        "post_by": page.say(business_days_after(today, POSTS_WITHIN)),
        "next_close": page.say(next_close(book.account.cycle_day, today)),
        "past_due": page.amount(past_due(book, today)),
        "by": _by(saying, zone, now),
        **{name: str(value) for name, value in saying.decision.rule.says.items()},
        **(_of_line(page, saying.line) if saying.line else {"standard": page.amount(saying.usual)}),
    }
    if decided.eligible_on:
        found["eligible"] = page.say(decided.eligible_on)
    if isinstance(saying.credit, Granted) and saying.credit.pay_by:
        found["pay_by"] = page.say(saying.credit.pay_by)
    return found


def _of_line(page: Page, line: Line) -> dict[str, str]:
    ends = last_day_to_end(page, line)
    return {**_back(page, line), **({"end_by": page.say(ends)} if ends and ends >= page.today else {})}


def _by(saying: Saying, zone: str, now: datetime) -> str:
    """By when a person answers: as promised, or as it would be promised now."""
    if saying.promised:
        return saying.promised.facts["by"]
    return promise_by(saying.tools.wording, due("goodwill", now, saying.tools.handoff_policy), zone, now)


def _back(page: Page, line: Line) -> dict[str, str]:
    """What was given back for this line before, and when."""
    rows = [row for row in page.book.corrections if row.kind in GIVEN_BACK and row.target_id == line.id]
    given = [credit for row in rows if (credit := page.line(row.line_id)) is not None]
    if not given:
        return {}
    newest = max(given, key=lambda credit: credit.post_date)
    return {"back": page.amount(-sum(credit.amount for credit in given)), "back_on": page.say(newest.post_date)}
