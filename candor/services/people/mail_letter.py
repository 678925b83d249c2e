"""Mails a letter about a dispute. It stands in the chat as well, and an open chat is no delivery: what the law wants in
writing is something to keep, and nobody knows whether who has a window open reads it.
"""

from __future__ import annotations

from datetime import datetime

from candor.conversation.mail import Mail, MailState, address_on_file
from candor.conversation.messages import Message
from candor.ids import new_id
from candor.services.tools import Tools
from candor.store import Transaction


def mail_letter(tx: Transaction, tools: Tools, conversation_id: str, said: Message, now: datetime) -> bool:
    """Whether a mail stands in the outbox when this commits: none to an address that is not verified."""
    conversation = tx.conversations.get(conversation_id)
    if conversation.customer_id is None:
        return False
    customer = tx.ledger.customer(conversation.customer_id)
    address = address_on_file(customer.email, customer.flags)
    if address is None:
        return False
    facts = {"customer": customer.name}
    begin, end = (tools.wording.render(name, facts).text for name in ("utter_mail_letter", "utter_mail_letter_end"))
    mail = Mail(
        id=new_id(),
        conversation_id=conversation_id,
        # Below zero: that a letter was mailed says nothing of what an agent wrote before it.
        up_to=-said.seq,
        address=address,
        subject=tools.wording.render("utter_mail_letter_subject", facts).text,
        body=f"{begin}\n\n{said.text}\n\n{end}\n",
        made_at=now,
        state=MailState.WAITING,
        try_at=now,
    )
    tx.mails.add(mail)
    tx.trail.add(now, actor="desk", act="mail_written", subject=conversation_id, mail=mail.id)
    return True
