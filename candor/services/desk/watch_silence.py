"""An agent is gone or silent: first the desk reminds, then the talk waits in the queue again. Never to the bot."""

from __future__ import annotations

from datetime import datetime

from candor.conversation.desk import OnDuty
from candor.conversation.messages import Conversation
from candor.services.desk.release import send_back
from candor.services.tools import Tools
from candor.store import Transaction


def watch_silence(tools: Tools) -> list[str]:
    """Puts every talk back into the queue whose customer has waited for too long; gives their ids.

    Too long is `silent.back` of data/policy/handoff.yml since the customer's first unanswered word; when the agent
    has signed out, at once. A talk that rests until an instant is left alone until then.
    """
    now = tools.clock.now()
    with tools.store.read() as tx:
        late = [talk.id for talk in _left_alone(tx, tools, now)]
    return [talk for talk in late if _sent_back(tools, talk)]


def _sent_back(tools: Tools, conversation_id: str) -> bool:
    """Looked at again in the transaction that writes: the agent may have answered meanwhile."""
    with tools.store.write() as tx:
        tx.conversations.held(conversation_id)
        late = {talk.id for talk in _left_alone(tx, tools, tools.clock.now())}
        return conversation_id in late and send_back(tx, tools, conversation_id, by=None)


def _left_alone(tx: Transaction, tools: Tools, now: datetime) -> list[Conversation]:
    duty = {one.agent: one for one in tx.desk.on_duty()}
    resting = tx.handoffs.resting(now)
    return [
        talk
        for talk in tx.conversations.taken()
        if talk.id not in resting and _is_left(talk, duty.get(str(talk.agent)), tools, now)
    ]


def _is_left(talk: Conversation, agent: OnDuty | None, tools: Tools, now: datetime) -> bool:
    if talk.waits_since is None:
        return False
    signed_out = agent is not None and agent.left_at is not None
    return signed_out or now - talk.waits_since >= tools.handoff_policy.back
