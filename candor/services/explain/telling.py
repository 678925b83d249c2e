"""From an explanation to what the bot says: response names, facts, cites, choices and the charge card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from candor.billing.explanation import Detail, Explanation, NextStep
from candor.billing.lines import explain
from candor.billing.lines.common import day_of
from candor.billing.page import Page
from candor.billing.records import Book
from candor.conversation.replies import Choice, Reply

# What the bot asked last, so that "yes" and "no" mean something.
IS_IT_YOURS, WHICH_CHARGE, WANT_PERSON, WHICH_AMOUNT = "is_it_yours", "which_charge", "want_person", "which_amount"
# Whether it made sense; beside an offered person, a typed "yes" may be an answer to either.
CLEAR, CLEAR_OR_PERSON = "clear", "clear_or_person"
ASKED_BY = {NextStep.SAY_IF_YOURS: IS_IT_YOURS, NextStep.ASK_PERSON: WANT_PERSON}
LABEL = "utter_label_"
# Kinds that are no charge by a shop get no card.
BY_SHOPS = (
    *("purchase", "unclear_name", "posted_differs", "tip", "split", "duplicate", "conversion", "dcc", "subscription"),
    *("trial_end", "instalment", "pending", "refund", "cash", "card_check"),
)


@dataclass(frozen=True)
class Told:
    """What is said, and what the talk is about now: the line in focus, the list just shown, the question asked.

    `explanation` is what the replies tell, where they tell one line.
    """

    replies: tuple[Reply, ...]
    focus: str | None = None
    shown: tuple[str, ...] = ()
    asked: str | None = None
    explanation: Explanation | None = None

    @property
    def last_of_explanation(self) -> int:
        """The place of the last reply that tells the line; the last of all when none is left of it."""
        own = self.explanation.responses if self.explanation else ()
        places = [place for place, reply in enumerate(self.replies) if reply.response in own]
        return places[-1] if places else len(self.replies) - 1

    def followed_by(self, reply: Reply) -> Told:
        """With a reply right behind the explanation, before whatever else is said."""
        place = self.last_of_explanation + 1
        return replace(self, replies=(*self.replies[:place], reply, *self.replies[place:]))


def tell_line(book: Book, line_id: str, today: date, detail: Detail = Detail.SHORT) -> Told:
    """The explanation of one line as replies; raises NoSuchLine for an id that is not in the book."""
    return tell(explain(book, line_id, today, detail))


def tell(told: Explanation) -> Told:
    """The card goes with the first reply, so that the amount stands beside the words."""
    first, *rest = told.responses
    replies = (
        Reply(first, told.all_facts, told.cites, _show_sum(told), card_of(told)),
        *(Reply(name, told.all_facts, told.cites) for name in rest),
    )
    return Told(replies, focus=told.line_id, asked=ASKED_BY.get(told.next_step), explanation=told)


def _show_sum(told: Explanation) -> tuple[Choice, ...]:
    """A button for the full sum, where there is one that has not been shown; a single number is none."""
    if len(told.steps) < 2 or told.detail is Detail.FULL:
        return ()
    payload = {"line": told.line_id, "detail": Detail.FULL.value}
    return (Choice(f"{LABEL}show_sum", "choose_charge", payload),)


def ask_which(
    book: Book, ids: Sequence[str], today: date, response: str, facts: Mapping[str, str] | None = None
) -> Told:
    """A question with one button for each line that may be meant."""
    choices = tuple(Choice(label_of(book, line_id, today), "choose_charge", {"line": line_id}) for line_id in ids)
    return Told((Reply(response, facts or {}, tuple(ids), choices),), shown=tuple(ids), asked=WHICH_CHARGE)


def label_of(book: Book, line_id: str, today: date) -> str:
    """A line on a button: `Blue Heron Coffee, $12.40, May 3`."""
    page = Page(book, today)
    row = page.line(line_id) or page.hold(line_id)
    if row is None:
        facts = explain(book, line_id, today).facts
        return ", ".join(facts[name] for name in ("name", "amount", "date") if name in facts)
    return f"{page.shop(row).said}, {page.amount(abs(row.amount))}, {page.say(day_of(page, row))}"


def card_of(told: Explanation) -> dict[str, Any] | None:
    """The charge card of interface.md; its labels and status are names of responses, so that domain.yml words them."""
    if not told.kind.startswith(BY_SHOPS) and not told.kind.endswith("_hold"):
        return None
    if not {"name", "amount", "date"} <= told.facts.keys():
        return None
    return {
        "type": "charge",
        **{name: told.facts[name] for name in ("name", "amount", "date")},
        "status": f"{LABEL}{told.status}",
        "descriptor": told.facts.get("descriptor", told.facts["name"]),
        "rows": [[f"{LABEL}{label}", value] for label, value in told.details.items()],
    }
