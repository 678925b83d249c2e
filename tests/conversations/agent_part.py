"""The agent's part of a talk: what somebody of the staff does at the desk, by the desk's own services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from candor.clock import FixedClock
from candor.conversation.handing_over import Cause, Outcome
from candor.services.desk.add_note import add_note
from candor.services.desk.agents import Agent
from candor.services.desk.claim import take_over
from candor.services.desk.close_talk import close_talk
from candor.services.desk.hand_back import hand_back
from candor.services.desk.release import release
from candor.services.desk.transfer import transfer
from candor.services.desk.write_as_agent import write_as_agent
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.tools import Tools
from candor.store import Store
from tests import ours

DANA = Agent("talk-dana", "Dana")
Deed = Callable[[Tools, str, str], object]
DEEDS: Mapping[str, Deed] = {
    "takes": lambda tools, talk, _: take_over(tools, DANA, talk),
    "writes": lambda tools, talk, text: write_as_agent(tools, DANA, talk, text, str(hash(text))[-20:]),
    "notes": lambda tools, talk, text: add_note(tools, DANA, talk, text, f"{talk}-{hash(text)}"[-60:]),
    "releases": lambda tools, talk, _: release(tools, DANA, talk),
    "passes_on": lambda tools, talk, team: transfer(tools, DANA, talk, team=team),
    "hands_back": lambda tools, talk, agreed: hand_back(tools, DANA, talk, agreed),
    "closes": lambda tools, talk, outcome: close_talk(tools, DANA, talk, Outcome(outcome), Cause.OTHER),
}
"""What an agent may do in a talk. What stands behind it in the file is the text, the team, what was agreed, or the
outcome; `yes` for taking and releasing."""


@dataclass(frozen=True)
class AgentPart:
    """The desk beside a running product, on the same database. Its now is just behind the talk's last words."""

    store: Store

    def do(self, conversation_id: str, deed: str, said: str) -> None:
        with self.store.read() as tx:
            last_at = tx.conversations.get(conversation_id).last_at
        clock = FixedClock(last_at + timedelta(seconds=1))
        tools = Tools(self.store, clock, ours.wording(), load_handoff_policy())
        DEEDS[deed](tools, conversation_id, said)
