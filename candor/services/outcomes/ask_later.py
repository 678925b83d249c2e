"""Asks by mail, a day after a talk, whoever did not answer in the chat: once, by a link that ends and works once.

Only who is known and whose address is verified, never after what would hurt, and hardly ever: one mail in ninety days.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from candor.billing.days import spoken
from candor.clock import day_in
from candor.conversation.mail import Mail, MailState, address_on_file
from candor.ids import new_id
from candor.services.clocks.run_due import Handler
from candor.services.outcomes.ask_at_end import may_ask
from candor.services.outcomes.survey_links import Links
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork
from candor.store.trust.outcomes import ASKS

ASK_LATER = "ask_later"
"""The kind of due work; its subject is all talks."""
TALKS = "talks"
EVERY = timedelta(hours=1)
RESTS, TOO_OLD = timedelta(days=1), timedelta(days=2)
NOT_AGAIN = timedelta(days=90)
GOOD_FOR = timedelta(days=14)


def ask_later(links: Links) -> Handler:
    """What is done each hour: mails into the outbox for talks that rest since a day."""

    def ask(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
        for talk, customer in tx.trust.unasked(now - TOO_OLD, now - RESTS, now - NOT_AGAIN):
            if may_ask(tx, talk):
                _write(tx, tools, links, talk, customer, now)
        tx.due_work.add(ASK_LATER, TALKS, now + EVERY)

    return ask


def _write(tx: Transaction, tools: Tools, links: Links, talk: str, customer_id: str, now: datetime) -> None:
    customer = tx.ledger.customer(customer_id)
    address = address_on_file(customer.email, customer.flags)
    if address is None:
        return
    until = now + GOOD_FOR
    zone = customer.time_zone
    facts = {"customer": customer.name, "day": spoken(day_in(zone, until), day_in(zone, now))}
    said = [tools.wording.render(f"utter_survey_mail_{part}", facts).text for part in ("body", "link")]
    said.append(links.link(talk, until))
    mail = Mail(
        id=new_id(),
        conversation_id=talk,
        up_to=ASKS,
        address=address,
        subject=tools.wording.render("utter_survey_mail_subject", {}).text,
        body="\n\n".join(said) + "\n",
        made_at=now,
        state=MailState.WAITING,
        try_at=now,
    )
    tx.mails.add(mail)
    tx.trail.add(now, actor="bot", act="asked_by_mail", subject=talk, mail=mail.id)
