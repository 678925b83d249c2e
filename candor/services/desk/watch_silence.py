"""An agent is gone or silent: first the desk reminds, then the talk waits in the queue again. Never to the bot.

Due work, not a loop: each customer's word that an agent owes an answer to has its own row, so a restart of any process
forgets none of them.
"""

from __future__ import annotations

from datetime import datetime

from candor.services.desk.release import send_back
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork

AGENT_SILENT = "agent_silent"
"""The kind of due work; its subject is a conversation."""


def expect_answer(tx: Transaction, tools: Tools, conversation_id: str, agent: str, now: datetime) -> None:
    """The agent owes this talk's customer a word from now on: looked at after `silent.back` of the policy, and at once
    when the agent has signed out."""
    is_gone = tx.desk.has_left(agent)
    tx.due_work.add(AGENT_SILENT, conversation_id, now if is_gone else now + tools.handoff_policy.back)


def agent_silent(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """Puts the talk back into the queue if its customer still waits for the agent's word, and tells them by when
    somebody else answers. A talk that rests until an instant is left alone until then."""
    conversation = tx.conversations.held(work.subject)
    if conversation.agent is None or conversation.waits_since is None:
        return
    rests_until = max(
        (one.snoozed_until for one in tx.handoffs.unfinished(conversation.id) if one.snoozed_until), default=None
    )
    late_at = conversation.waits_since + tools.handoff_policy.back
    if rests_until and rests_until > now:
        tx.due_work.add(AGENT_SILENT, conversation.id, rests_until + tools.handoff_policy.back)
    elif now >= late_at or tx.desk.has_left(conversation.agent):
        send_back(tx, tools, conversation.id, by=None)
    else:
        tx.due_work.add(AGENT_SILENT, conversation.id, late_at)
