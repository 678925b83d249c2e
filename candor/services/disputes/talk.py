"""The talk about one dispute: what is asked next stands in the case's own row, so that it goes on whenever it can.

Nothing is kept in the bot: a draft that is found again, tomorrow or on another device, knows what it was told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from candor.billing.days import spoken
from candor.billing.money import Money
from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.disputes import commands as do
from candor.disputes.asking import CONFIRM, REASON, kind_of, next_question, shown_by_file
from candor.disputes.reasons import Answer, Reason
from candor.disputes.states import State
from candor.disputes.told import reason_told
from candor.services.disputes.begin_case import begin_case, count_for
from candor.services.disputes.correct_answer import corrected
from candor.services.disputes.days import instant
from candor.services.disputes.effects import MORNING, REFUND
from candor.services.disputes.known import is_old, refunded
from candor.services.disputes.learn_facts import Learning, claimed, reason_of, with_words
from candor.services.disputes.move_case import file_case, take_step
from candor.services.disputes.put_question import WISHES, Words
from candor.services.disputes.read_answer import YES, Unread, read_answer
from candor.services.disputes.tell_case import waiting_reply
from candor.services.disputes.under_law import bank_answers_for_shop, refund_by
from candor.services.people.freeze_card import offer_freeze
from candor.services.people.report_fraud import report_fraud
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase

UNFILED = "dispute_unfiled"
SENT = "sent"
"""A file came, as a button of the server's own."""
FOLLOW_UP_DAYS = 1


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

    @property
    def words(self) -> Words:
        return Words(self.tools, self.book, self.line, self.today)

    @property
    def learning(self) -> Learning:
        return Learning(self.book, self.line, self.today)

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
        learnt = self.learning.from_first_words(kept.facts, text, reason, kept.case.charged)
        return [self.words.say(response, kept), *self.go_on(kept, learnt)]

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
            return self.words.say("utter_dispute_zero")
        back = refunded(self.book, self.line)
        if back:
            facts = {"back_on": spoken(back.post_date, self.today)}
            return self.words.say("utter_dispute_refunded", facts=facts, cites=(back.id,))
        kept = self.tx.disputes.open_of(self.line.id)
        return self.words.open_already(kept) if kept else None

    @property
    def is_old(self) -> bool:
        """Whether a person should look at what rights are left: no late notice is refused by itself."""
        return is_old(self.line, self.today)

    # --- answers

    def answer(self, kept: KeptCase, text: str) -> list[Reply]:
        """Takes the answer to the question that is open, and asks the next."""
        facts, asking = dict(kept.facts), kept.asking or CONFIRM
        reason = reason_of(facts)
        right = corrected(facts, asking, text, self.today, kept.case.charged)
        if right:
            return self.go_on(kept, self.learning.adding_all(facts, right))
        if asking == CONFIRM:
            return self.file(kept) if YES.search(text) else [self.words.what_to_change(kept)]
        if asking == REASON:
            return self._reason_told(kept, facts, text)
        value = read_answer(asking, kind_of(reason, asking), text, self.today, kept.case.charged)
        if isinstance(value, Unread):
            return [self.words.say(f"utter_dispute_unread_{value.why}", kept), self.words.question(kept, asking, facts)]
        facts = self.learning.adding(facts, asking, value)
        if asking == "what_happened":
            facts = self.learning.adding_sum(facts, text, kept.case.charged)
        return self.go_on(kept, facts)

    def _reason_told(self, kept: KeptCase, facts: dict[str, Any], text: str) -> list[Reply]:
        """The customer's own words are the story; when they name no reason, the buttons are shown once more."""
        told, facts = reason_told(text), {**facts, "what_happened": with_words(facts, text)}
        facts = self.learning.adding(facts, REASON, told.value) if told else facts
        return self.go_on(kept, facts, again=told is None)

    def keep_words(self, kept: KeptCase, text: str) -> None:
        """Keeps more of the story, and asks nothing."""
        self.tx.disputes.keep_talk(kept.id, {**kept.facts, "what_happened": with_words(kept.facts, text)}, None)

    def pressed(self, kept: KeptCase, what: str, value: str | None) -> list[Reply]:
        """A button of the talk."""
        kept = self._here(kept)
        facts, asking = dict(kept.facts), kept.asking or CONFIRM
        yes_no = kind_of(reason_of(facts), asking) is Answer.YES_NO
        if what in {"change", "stop", "file"}:
            return self._change(kept, value) if what == "change" and value else self._way(kept, what)
        if what == "reason" and value in set(Reason):
            facts = self.learning.adding(facts, REASON, value)
        elif what == "answer" and asking == "wanted" and value in WISHES:
            facts["wanted"] = self.tools.wording.render(f"utter_label_dispute_{value}", {}).text
        elif what in {"yes", "no"} and yes_no:
            facts[asking] = what == "yes"
        return self.go_on(kept, facts)

    def file_came(self, kept: KeptCase, name: str) -> list[Reply]:
        """What a file shows need not be asked any more; the question that was open is asked again."""
        facts = dict(kept.facts)
        told = shown_by_file(reason_of(facts), facts)
        facts = self.learning.adding(facts, told, name) if told else facts
        return [self.words.say("utter_dispute_file_kept", kept, {"file": name}), *self.go_on(kept, facts)]

    def _way(self, kept: KeptCase, what: str) -> list[Reply]:
        if what == "change":
            return [self.words.what_to_change(kept)]
        return self.stop(kept) if what == "stop" else self.file(kept)

    def stop(self, kept: KeptCase) -> list[Reply]:
        """The customer stops: the first word is kept, and we come back to it."""
        by = self.today + timedelta(days=FOLLOW_UP_DAYS)
        take_step(self.tx, self.tools, kept, do.Abandon(by), actor="customer", key=self.context.message)
        self.tx.disputes.keep_talk(kept.id, kept.facts, None)
        return [self.words.say("utter_dispute_stopped", kept, {"back_by": spoken(by, self.today)})]

    def file(self, kept: KeptCase) -> list[Reply]:
        """Files the case on this one confirmation; asks on when something is still missing."""
        facts = dict(kept.facts)
        reason = reason_of(facts)
        if reason is None or next_question(reason, facts) != CONFIRM:
            return self.go_on(kept, facts)
        submit = do.Submit(reason, claimed(facts, kept.case.charged), confirmed=True)
        filed = file_case(self.tx, self.tools, kept, submit, actor="customer", key=self.context.message)
        self.tx.disputes.keep_talk(filed.id, facts, None)
        self.tx.due_work.withdraw(UNFILED, filed.id)
        return self.filed(filed)

    def filed(self, kept: KeptCase) -> list[Reply]:
        """What holds from now on: the case number, what need not be paid, what comes next and by when."""
        replies = [self.words.say("utter_dispute_filed", kept)]
        if bank_answers_for_shop(self.tools.dispute_policy, kept):
            above = Money(self.tools.dispute_policy.uk.section_75_above, kept.currency)
            replies.append(self.words.say("utter_dispute_section_75", kept, {"above": str(above)}))
        if kept.case.temporary:
            replies.append(self.words.say("utter_dispute_lent", kept))
        if not kept.case.clocks.notice_in_time:
            replies.append(self.words.say("utter_dispute_late_notice", kept))
        waiting = [one for one in self.tx.disputes.of_customer(kept.customer_id) if one.case.state is State.DRAFT]
        return [*replies, *(waiting_reply(self.tools, self.book, one, self.today) for one in waiting[:1])]

    def ask_again(self, kept: KeptCase) -> Reply:
        """The question that is open, after something else was said."""
        return self.words.question(kept, kept.asking or CONFIRM, kept.facts)

    # --- inside

    def go_on(self, kept: KeptCase, facts: dict[str, Any], *, again: bool = False) -> list[Reply]:
        """Keeps what is known and asks for what is missing. A charge that nobody made goes to a person at once."""
        reason = reason_of(facts)
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
            return [self.words.question(kept, REASON, facts, "utter_dispute_which_reason")]
        return [self.words.question(kept, asking, facts)]

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
        return [*replies, self.words.say("utter_dispute_back_by", kept, {"back_by": spoken(back_by, self.today)})]

    def _found_it(self, kept: KeptCase, facts: dict[str, Any]) -> list[Reply]:
        self.tx.disputes.keep_talk(kept.id, {**facts, REASON: None, "not_theirs": None}, REASON)
        return [self.words.question(kept, REASON, facts, "utter_dispute_known_then")]

    def _change(self, kept: KeptCase, name: str) -> list[Reply]:
        facts = {fact: value for fact, value in kept.facts.items() if fact != name}
        self.tx.disputes.keep_talk(kept.id, facts, name)
        return [self.words.question(kept, name, facts)]
