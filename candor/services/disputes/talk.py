"""The talk about one dispute: what is asked next stands in the case's own row, so that it goes on whenever it can.

Nothing is kept in the bot: a draft that is found again, tomorrow or on another device, knows what it was told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from candor.billing.days import spoken
from candor.billing.money import Money
from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Choice, Reply
from candor.disputes import commands as do
from candor.disputes.asking import CONFIRM, REASON, changeable, kind_of, next_question, shown_by_file
from candor.disputes.reasons import Answer, Reason
from candor.disputes.states import State
from candor.disputes.told import agreed_sum, reason_told
from candor.services.disputes.begin_case import begin_case, count_for
from candor.services.disputes.correct_answer import corrected
from candor.services.disputes.days import instant
from candor.services.disputes.effects import MORNING, REFUND
from candor.services.disputes.known import is_old, known_facts, refunded
from candor.services.disputes.move_case import file_case, take_step
from candor.services.disputes.read_answer import UNKNOWN, YES, Unread, read_answer
from candor.services.disputes.tell_case import INTENT, case_facts, waiting_reply
from candor.services.disputes.under_law import bank_answers_for_shop, by_law, refund_by
from candor.services.people.freeze_card import offer_freeze
from candor.services.people.report_fraud import report_fraud
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase

UNFILED = "dispute_unfiled"
SENT = "sent"
"""A file came, as a button of the server's own."""
FOLLOW_UP_DAYS = 1
OFFERED = (
    *(Reason.NOT_RECEIVED, Reason.NOT_AS_DESCRIBED, Reason.WRONG_AMOUNT, Reason.DUPLICATE),
    *(Reason.CREDIT_NOT_PROCESSED, Reason.CANCELLED_RECURRING, Reason.PAID_BY_OTHER_MEANS, Reason.UNRECOGNISED),
)
WISHES = ("money_back", "right_sum", "stop_it")
TELLING_WORDS = 4
"""A message of fewer words names a reason and tells no story."""
QUOTED = 160


@dataclass(frozen=True)
class Talk:
    """One message about one line of a customer's book."""

    tx: Transaction
    tools: Tools
    context: TurnContext
    book: Book
    line: Line

    @property
    def today(self) -> date:
        return day_in(self.book.customer.time_zone, self.tools.clock.now())

    # --- begin

    def begin(self, text: str, reason: Reason | None = None) -> list[Reply]:
        """The first word about a line: kept with its instant, then what is missing is asked. Words on a line that can
        not be disputed here, or is disputed already, say why and what can be done. `reason`, when it is known from
        what the words answer, needs no words of its own."""
        refused = self.refused()
        if refused:
            return [refused]
        before = self.tx.disputes.draft_of(self.line.id)
        kept = self._here(before) if before else self._draft()
        response = "utter_dispute_resumed" if before else "utter_dispute_begun"
        return [self.say(response, kept), *self.go_on(kept, self._learnt(kept, text, reason))]

    def _here(self, kept: KeptCase) -> KeptCase:
        """A draft of another talk goes on in this one: it is here that its questions are answered."""
        return self.tx.disputes.goes_on_in(kept, self.context.conversation)

    def _draft(self) -> KeptCase:
        talk = self.context.conversation
        at = self.tx.disputes.first_word(talk, self.line.id) or self._said_at()
        kept = begin_case(self.tx, self.tools, self.book, self.line, notice_at=at, conversation_id=talk)
        self.tx.disputes.take_up(talk, self.line.id, kept.id)
        # The person who was promised for the words that named no charge: the case has its own follow-up.
        self.tx.handoffs.let_go(talk, "dispute", self.tools.clock.now())
        self.follow_if_unfiled(kept)
        return kept

    def follow_if_unfiled(self, kept: KeptCase) -> None:
        """What nobody files goes to a person the next morning."""
        follow_up = instant(self.today + timedelta(days=FOLLOW_UP_DAYS), MORNING, self.book.customer.time_zone)
        self.tx.due_work.add(UNFILED, kept.id, follow_up)

    def _said_at(self) -> datetime:
        message = self.tx.messages.get(self.context.message)
        return message.at if message else self.tools.clock.now()

    def refused(self) -> Reply | None:
        """Why no talk about this line can begin, with what can be done; None when one can."""
        if self.line.amount == 0:
            return self.say("utter_dispute_zero")
        back = refunded(self.book, self.line)
        if back:
            facts = {"back_on": spoken(back.post_date, self.today)}
            return self.say("utter_dispute_refunded", facts=facts, cites=(back.id,))
        kept = self.tx.disputes.open_of(self.line.id)
        return self._already(kept) if kept else None

    @property
    def is_old(self) -> bool:
        """Whether a person should look at what rights are left: no late notice is refused by itself."""
        return is_old(self.line, self.today)

    # --- answers

    def answer(self, kept: KeptCase, text: str) -> list[Reply]:
        """Takes the answer to the question that is open, and asks the next."""
        facts, asking = dict(kept.facts), kept.asking or CONFIRM
        reason = _reason(facts)
        right = corrected(facts, asking, text, self.today, kept.case.charged)
        if right:
            return self.go_on(kept, self._with_all(facts, right))
        if asking == CONFIRM:
            return self.file(kept) if YES.search(text) else self._change_asked(kept)
        if asking == REASON:
            return self._reason_told(kept, facts, text)
        value = read_answer(asking, kind_of(reason, asking), text, self.today, kept.case.charged)
        if isinstance(value, Unread):
            return [self.say(f"utter_dispute_unread_{value.why}", kept), self._question(kept, asking, facts)]
        facts = self._with(facts, asking, value)
        return self.go_on(kept, self._with_sum(kept, facts, text) if asking == "what_happened" else facts)

    def _reason_told(self, kept: KeptCase, facts: dict[str, Any], text: str) -> list[Reply]:
        """The customer's own words are the story; when they name no reason, the buttons are shown once more."""
        told, facts = reason_told(text), {**facts, "what_happened": _with_words(facts, text)}
        facts = self._with(facts, REASON, told.value) if told else facts
        return self.go_on(kept, facts, again=told is None)

    def keep_words(self, kept: KeptCase, text: str) -> None:
        """Keeps more of the story, and asks nothing."""
        self.tx.disputes.keep_talk(kept.id, {**kept.facts, "what_happened": _with_words(kept.facts, text)}, None)

    def pressed(self, kept: KeptCase, what: str, value: str | None) -> list[Reply]:
        """A button of the talk."""
        kept = self._here(kept)
        facts, asking = dict(kept.facts), kept.asking or CONFIRM
        yes_no = kind_of(_reason(facts), asking) is Answer.YES_NO
        if what in {"change", "stop", "file"}:
            return self._change(kept, value) if what == "change" and value else self._way(kept, what)
        if what == "reason" and value in set(Reason):
            facts = self._with(facts, REASON, value)
        elif what == "answer" and asking == "wanted" and value in WISHES:
            facts["wanted"] = self.tools.wording.render(f"utter_label_dispute_{value}", {}).text
        elif what in {"yes", "no"} and yes_no:
            facts[asking] = what == "yes"
        return self.go_on(kept, facts)

    def file_came(self, kept: KeptCase, name: str) -> list[Reply]:
        """What a file shows need not be asked any more; the question that was open is asked again."""
        facts = dict(kept.facts)
        told = shown_by_file(_reason(facts), facts)
        facts = self._with(facts, told, name) if told else facts
        return [self.say("utter_dispute_file_kept", kept, {"file": name}), *self.go_on(kept, facts)]

    def _way(self, kept: KeptCase, what: str) -> list[Reply]:
        return {"change": self._change_asked, "stop": self.stop, "file": self.file}[what](kept)

    def stop(self, kept: KeptCase) -> list[Reply]:
        """The customer stops: the first word is kept, and we come back to it."""
        by = self.today + timedelta(days=FOLLOW_UP_DAYS)
        take_step(self.tx, self.tools, kept, do.Abandon(by), actor="customer", key=self.context.message)
        self.tx.disputes.keep_talk(kept.id, kept.facts, None)
        return [self.say("utter_dispute_stopped", kept, {"back_by": spoken(by, self.today)})]

    def file(self, kept: KeptCase) -> list[Reply]:
        """Files the case on this one confirmation; asks on when something is still missing."""
        facts = dict(kept.facts)
        reason = _reason(facts)
        if reason is None or next_question(reason, facts) != CONFIRM:
            return self.go_on(kept, facts)
        submit = do.Submit(reason, self._amount(kept, facts), confirmed=True)
        filed = file_case(self.tx, self.tools, kept, submit, actor="customer", key=self.context.message)
        self.tx.disputes.keep_talk(filed.id, facts, None)
        self.tx.due_work.withdraw(UNFILED, filed.id)
        return self.filed(filed)

    def filed(self, kept: KeptCase) -> list[Reply]:
        """What holds from now on: the case number, what need not be paid, what comes next and by when."""
        replies = [self.say("utter_dispute_filed", kept)]
        if bank_answers_for_shop(self.tools.dispute_policy, kept):
            above = Money(self.tools.dispute_policy.uk.section_75_above, kept.currency)
            replies.append(self.say("utter_dispute_section_75", kept, {"above": str(above)}))
        if kept.case.temporary:
            replies.append(self.say("utter_dispute_lent", kept))
        if not kept.case.clocks.notice_in_time:
            replies.append(self.say("utter_dispute_late_notice", kept))
        waiting = [one for one in self.tx.disputes.of_customer(kept.customer_id) if one.case.state is State.DRAFT]
        return [*replies, *(self._other(one) for one in waiting[:1])]

    def ask_again(self, kept: KeptCase) -> Reply:
        """The question that is open, after something else was said."""
        return self._question(kept, kept.asking or CONFIRM, kept.facts)

    # --- inside

    def _learnt(self, kept: KeptCase, text: str, known: Reason | None) -> dict[str, Any]:
        """The facts with what the first words say already."""
        facts = dict(kept.facts)
        reason = known or reason_told(text)
        if reason and REASON not in facts:
            facts = self._with(facts, REASON, reason.value)
            if len(text.split()) >= TELLING_WORDS:
                facts["what_happened"] = text
        return self._with_sum(kept, facts, text)

    def _with_sum(self, kept: KeptCase, facts: dict[str, Any], text: str) -> dict[str, Any]:
        """The facts with the sum that it should have been, when a wrong amount is told with it."""
        agreed = agreed_sum(text) if facts.get(REASON) == Reason.WRONG_AMOUNT else None
        value = read_answer("agreed_amount", Answer.CENTS, agreed, self.today, kept.case.charged) if agreed else None
        return self._with(facts, "agreed_amount", value) if isinstance(value, int) else facts

    def _with_all(self, facts: dict[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
        for name, value in told.items():
            facts = self._with(facts, name, value)
        return facts

    def _with(self, facts: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
        """The facts with one more, and with what the ledger knows for the reason."""
        facts = {**facts, name: value}
        if name == REASON:
            facts = {**known_facts(self.book, self.line, Reason(value)), **facts}
        if name == "agreed_amount" and value != UNKNOWN:
            facts["amount"] = abs(self.line.amount) - value
        return facts

    def go_on(self, kept: KeptCase, facts: dict[str, Any], *, again: bool = False) -> list[Reply]:
        """Keeps what is known and asks for what is missing. A charge that nobody made goes to a person at once."""
        reason = _reason(facts)
        facts.setdefault("amount", kept.case.charged)
        facts.setdefault("line", kept.case.line_id)
        if reason is Reason.UNRECOGNISED and facts.get("not_theirs") is True:
            return self._nobody_made_it(kept, facts)
        asking = next_question(reason, facts)
        if reason is Reason.UNRECOGNISED and "not_theirs" not in facts:
            asking = "not_theirs"
        if facts.get("not_theirs") is False:
            return self._found_it(kept, facts)
        self.tx.disputes.keep_talk(kept.id, facts, asking)
        if again:
            return [self._question(kept, REASON, facts, "utter_dispute_which_reason")]
        return [self._question(kept, asking, facts)]

    def _nobody_made_it(self, kept: KeptCase, facts: dict[str, Any]) -> list[Reply]:
        """A person at once, with the card's freeze; where the law names a day for the money, that day is told too."""
        self.tx.disputes.keep_talk(kept.id, facts, None)
        kept = count_for(self.tx, self.tools, self.book, self.line, kept, Reason.UNRECOGNISED)
        handed = report_fraud(self.tx, self.tools, self.context, self.line.id)
        replies = [offer_freeze(self.tx, self.tools, self.context, handed, self.line.id)]
        back_by = refund_by(self.tools.dispute_policy, self.book, kept.case.clocks.notice_on)
        if back_by is None:
            return replies
        self.tx.due_work.add(REFUND, kept.id, instant(back_by, MORNING, self.book.customer.time_zone))
        return [*replies, self.say("utter_dispute_back_by", kept, {"back_by": spoken(back_by, self.today)})]

    def _found_it(self, kept: KeptCase, facts: dict[str, Any]) -> list[Reply]:
        self.tx.disputes.keep_talk(kept.id, {**facts, REASON: None, "not_theirs": None}, REASON)
        return [self._question(kept, REASON, facts, "utter_dispute_known_then")]

    def _question(self, kept: KeptCase, asking: str, facts: Mapping[str, Any], response: str | None = None) -> Reply:
        if asking == CONFIRM:
            return self._sum_up(kept, facts)
        return self.say(response or f"utter_dispute_ask_{asking}", kept, choices=self._choices(facts, asking))

    def _choices(self, facts: Mapping[str, Any], asking: str) -> tuple[Choice, ...]:
        reason = _reason(facts)
        if asking == REASON:
            return tuple(self._choice(f"utter_label_dispute_{one}", "reason", one.value) for one in OFFERED)
        if asking == "wanted":
            return tuple(self._choice(f"utter_label_dispute_{wish}", "answer", wish) for wish in WISHES)
        if asking == "not_theirs":
            return (self._choice("utter_label_dispute_nobody", "yes"), self._choice("utter_label_dispute_found", "no"))
        if kind_of(reason, asking) is Answer.YES_NO:
            return (self._choice("utter_label_dispute_yes", "yes"), self._choice("utter_label_dispute_no", "no"))
        return ()

    def _choice(self, label: str, what: str, value: str | None = None) -> Choice:
        return Choice(label, INTENT, {"line": self.line.id, "dispute": what, "value": value})

    def _sum_up(self, kept: KeptCase, facts: Mapping[str, Any]) -> Reply:
        reason = _reason(facts)
        story = str(facts.get("what_happened", ""))
        told = {
            "disputed": str(Money(self._amount(kept, facts), kept.currency)),
            "wrong": self.tools.wording.render(f"utter_word_dispute_{reason}", {}).text,
            "story": story if len(story) <= QUOTED else story[: QUOTED - 1].rstrip() + "…",
            "wish": str(facts.get("wanted", "")),
        }
        choices = (
            self._choice("utter_label_dispute_file", "file"),
            self._choice("utter_label_dispute_change", "change"),
            self._choice("utter_label_dispute_stop", "stop"),
        )
        return self.say("utter_dispute_sum_up", kept, told, choices=choices)

    def _change_asked(self, kept: KeptCase) -> list[Reply]:
        reason = _reason(kept.facts)
        names = changeable(reason, kept.facts) if reason else (REASON,)
        choices = tuple(self._choice(f"utter_label_dispute_part_{name}", "change", name) for name in names)
        return [self.say("utter_dispute_change", kept, choices=choices)]

    def _change(self, kept: KeptCase, name: str) -> list[Reply]:
        facts = {fact: value for fact, value in kept.facts.items() if fact != name}
        self.tx.disputes.keep_talk(kept.id, facts, name)
        return [self._question(kept, name, facts)]

    def _amount(self, kept: KeptCase, facts: Mapping[str, Any]) -> int:
        return min(int(facts.get("amount") or kept.case.charged), kept.case.charged)

    def _already(self, kept: KeptCase) -> Reply:
        choices = (
            Choice("utter_label_dispute_add", INTENT, {"line": self.line.id, "dispute": "add", "value": kept.id}),
            Choice(
                "utter_label_dispute_withdraw", INTENT, {"line": self.line.id, "dispute": "withdraw", "value": kept.id}
            ),
        )
        return self.say("utter_dispute_open_already", kept, choices=choices)

    def _other(self, kept: KeptCase) -> Reply:
        return waiting_reply(self.tools, self.book, kept, self.today)

    def say(
        self,
        response: str,
        kept: KeptCase | None = None,
        facts: Mapping[str, str] | None = None,
        *,
        cites: tuple[str, ...] = (),
        choices: tuple[Choice, ...] = (),
    ) -> Reply:
        told = case_facts(self.tools, self.book, self.line, kept, self.today)
        own = (self.line.id, *((kept.id,) if kept else ()), *cites)
        response = by_law(response, kept.case.clocks.regime) if kept else response
        return Reply(response, {**told, **(facts or {})}, own, choices)


def _with_words(facts: Mapping[str, Any], text: str) -> str:
    """The story so far with these words."""
    return " / ".join(part for part in (str(facts.get("what_happened") or ""), text) if part)


def _reason(facts: Mapping[str, Any]) -> Reason | None:
    told = facts.get(REASON)
    return Reason(told) if told else None
