"""The words of the talk about one line: each question with its buttons, the summing up, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.billing.money import Money
from candor.billing.records import Book, Line
from candor.conversation.replies import Choice, Reply
from candor.disputes.asking import CONFIRM, REASON, changeable, kind_of
from candor.disputes.reasons import Answer, Reason
from candor.services.disputes.learn_facts import claimed, reason_of
from candor.services.disputes.tell_case import INTENT, case_facts
from candor.services.disputes.under_law import by_law
from candor.services.tools import Tools
from candor.store.disputes import KeptCase

OFFERED = (
    *(Reason.NOT_RECEIVED, Reason.NOT_AS_DESCRIBED, Reason.WRONG_AMOUNT, Reason.DUPLICATE),
    *(Reason.CREDIT_NOT_PROCESSED, Reason.CANCELLED_RECURRING, Reason.PAID_BY_OTHER_MEANS, Reason.UNRECOGNISED),
)
WISHES = ("money_back", "right_sum", "stop_it")
QUOTED = 160


@dataclass(frozen=True)
class Words:
    """Makes replies about one line of a book, as it stands on a day."""

    tools: Tools
    book: Book
    line: Line
    today: date

    def say(
        self,
        response: str,
        kept: KeptCase | None = None,
        facts: Mapping[str, str] | None = None,
        *,
        cites: tuple[str, ...] = (),
        choices: tuple[Choice, ...] = (),
    ) -> Reply:
        """A reply with what is known of the line and its case, in the words of the law that the case is under."""
        told = case_facts(self.tools, self.book, self.line, kept, self.today)
        own = (self.line.id, *((kept.id,) if kept else ()), *cites)
        response = by_law(response, kept.case.clocks.regime) if kept else response
        return Reply(response, {**told, **(facts or {})}, own, choices)

    def question(self, kept: KeptCase, asking: str, facts: Mapping[str, Any], response: str | None = None) -> Reply:
        """Asks for a fact, or for the confirmation of all of them."""
        if asking == CONFIRM:
            return self._sum_up(kept, facts)
        return self.say(response or f"utter_dispute_ask_{asking}", kept, choices=self._choices(facts, asking))

    def what_to_change(self, kept: KeptCase) -> Reply:
        """A button for each thing that was told."""
        reason = reason_of(kept.facts)
        names = changeable(reason, kept.facts) if reason else (REASON,)
        choices = tuple(self._choice(f"utter_label_dispute_part_{name}", "change", name) for name in names)
        return self.say("utter_dispute_change", kept, choices=choices)

    def open_already(self, kept: KeptCase) -> Reply:
        """The case that is open about this line, with what can be done about it."""
        choices = (
            self._choice("utter_label_dispute_add", "add", kept.id),
            self._choice("utter_label_dispute_withdraw", "withdraw", kept.id),
        )
        return self.say("utter_dispute_open_already", kept, choices=choices)

    def _choices(self, facts: Mapping[str, Any], asking: str) -> tuple[Choice, ...]:
        if asking == REASON:
            return tuple(self._choice(f"utter_label_dispute_{one}", "reason", one.value) for one in OFFERED)
        if asking == "wanted":
            return tuple(self._choice(f"utter_label_dispute_{wish}", "answer", wish) for wish in WISHES)
        if asking == "not_theirs":
            return (self._choice("utter_label_dispute_nobody", "yes"), self._choice("utter_label_dispute_found", "no"))
        if kind_of(reason_of(facts), asking) is Answer.YES_NO:
            return (self._choice("utter_label_dispute_yes", "yes"), self._choice("utter_label_dispute_no", "no"))
        return ()

    def _choice(self, label: str, what: str, value: str | None = None) -> Choice:
        return Choice(label, INTENT, {"line": self.line.id, "dispute": what, "value": value})

    def _sum_up(self, kept: KeptCase, facts: Mapping[str, Any]) -> Reply:
        story = str(facts.get("what_happened", ""))
        told = {
            "disputed": str(Money(claimed(facts, kept.case.charged), kept.currency)),
            "wrong": self.tools.wording.render(f"utter_word_dispute_{reason_of(facts)}", {}).text,
            "story": story if len(story) <= QUOTED else story[: QUOTED - 1].rstrip() + "…",
            "wish": str(facts.get("wanted", "")),
        }
        choices = (
            self._choice("utter_label_dispute_file", "file"),
            self._choice("utter_label_dispute_change", "change"),
            self._choice("utter_label_dispute_stop", "stop"),
        )
        return self.say("utter_dispute_sum_up", kept, told, choices=choices)
