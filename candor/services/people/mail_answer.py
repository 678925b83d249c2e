"""Writes the mail that brings a person's answer to a customer who has left the chat.

Looked at some minutes after the answer, as due work: who has read it by then needs no mail, and who has the chat open
is left alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from candor.conversation.desk import CUSTOMER
from candor.conversation.mail import Mail, MailState, address_on_file
from candor.conversation.messages import Conversation, Message, Sender
from candor.ids import new_id
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork

MAIL_ANSWER = "mail_answer"
"""The kind of due work; its subject is a conversation."""
AFTER = timedelta(minutes=2)


def expect_reading(tx: Transaction, conversation: Conversation, now: datetime) -> None:
    """An agent has just written: a mail follows if the customer leaves, or has left, without reading it."""
    if conversation.customer_id:
        tx.due_work.add(MAIL_ANSWER, conversation.id, now + AFTER)


def mail_answer(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The mail stands in the outbox, once for each bubble, when this commits; none for a guest, for an address that is
    not verified, or for what was read meanwhile."""
    conversation = tx.conversations.held(work.subject)
    if conversation.customer_id is None:
        return
    customer = tx.ledger.customer(conversation.customer_id)
    address = address_on_file(customer.email, customer.flags)
    unread = _unread(tx, conversation)
    if address is None or not unread:
        return
    if any(one.who == CUSTOMER for one in tx.desk.present(conversation.id, now)):
        tx.due_work.add(MAIL_ANSWER, conversation.id, now + AFTER)
        return
    facts = {"customer": customer.name, "agent": unread[-1].name or ""}
    said = "\n\n".join(message.text for message in unread)
    body = tools.wording.render("utter_mail_answer", facts).text
    end = tools.wording.render("utter_mail_end", facts).text
    mail = Mail(
        id=new_id(),
        conversation_id=conversation.id,
        up_to=unread[-1].seq,
        address=address,
        subject=tools.wording.render("utter_mail_subject", facts).text,
        body=f"{body}\n\n{said}\n\n{end}\n",
        made_at=now,
        state=MailState.WAITING,
        try_at=now,
    )
    tx.mails.add(mail)
    tx.trail.add(now, actor="desk", act="mail_written", subject=conversation.id, mail=mail.id)


def _unread(tx: Transaction, conversation: Conversation) -> list[Message]:
    """The agent's bubbles that the customer has neither seen nor been mailed."""
    after = max(conversation.read_seq, tx.mails.mailed_up_to(conversation.id))
    views = tx.messages.after(conversation.id, after)
    return [view.message for view in views if view.message.sender is Sender.AGENT]
