"""Holds a talk with the running product and checks each step: words, facts, buttons, cited rows, rows written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from candor.conversation.handing_over import HandOff
from candor.store import Store
from tests.conversations import time_and_traces
from tests.conversations.agent_part import AgentPart
from tests.conversations.format import Expected, Step, Talk
from tests.conversations.hearing import Conversation
from tests.conversations.kept import Kept
from tests.stack import Stack


def hold(talk: Talk, stack: Stack, store: Store) -> None:
    """Raises AssertionError that names the file, the step and what was said instead. `store` is the product's."""
    try:
        with Conversation(stack.url, talk.customer) as conversation:
            level = time_and_traces.level_of(stack.folder, conversation.id)
            checker = _Checker(talk, conversation, store)
            for step in talk.steps:
                if step.hours:
                    time_and_traces.let_pass(stack.folder, conversation.id, step.hours)
                checker.take(step)
    finally:
        time_and_traces.wipe(stack.folder, conversation.id, level)


@dataclass
class _Checker:
    talk: Talk
    conversation: Conversation
    store: Store
    step: int = 0
    kept: Kept = field(init=False)

    def take(self, step: Step) -> None:
        self.step, self.kept = step.number, self._look()
        said, answers = self._agent(*step.agent) if step.agent else self._customer(step)
        self.kept = self._look()
        self._replies(step.expect, answers, said)
        for answer in answers:
            self._cites_are_ours(answer)
        self._rows(step.rows, self.kept.handoffs)
        if step.owner:
            with self.store.read() as tx:
                owner = tx.conversations.get(self.conversation.id).owner
            self._check(owner == step.owner, f"the talk is the {owner}'s, not the {step.owner}'s")

    def _customer(self, step: Step) -> tuple[str, list[dict[str, Any]]]:
        said = self._filled(step.press if step.press else self.talk.said(step))
        return said, self.conversation.press(said) if step.press else self.conversation.say(said)

    def _agent(self, deed: str, said: str) -> tuple[str, list[dict[str, Any]]]:
        """What the customer gets of it: the agent's own words are checked here, all other lines by the step."""
        AgentPart(self.store).do(self.conversation.id, deed, self._filled(said))
        came = self.conversation.news()
        spoken = [bubble["text"] for bubble in came if bubble["from"] == "agent"]
        self._check(spoken == ([self._filled(said)] if deed == "writes" else []), f"the agent's words are {spoken}")
        return f"{deed}: {said}", [bubble for bubble in came if bubble["from"] != "agent"]

    def _replies(self, expected: Sequence[Expected], answers: Sequence[Mapping[str, Any]], said: str) -> None:
        names = [answer["response"] for answer in answers]
        told = "\n".join(f"    {answer['response']}: {answer['text']}" for answer in answers)
        fits = len(names) == len(expected) and all(map(_is_named, names, expected))
        self._check(fits, f"to {said!r} came\n{told}\n  and not {[one.response for one in expected]}")
        for one, answer in zip(expected, answers, strict=True):
            self._reply(one, answer)

    def _reply(self, expected: Expected, answer: Mapping[str, Any]) -> None:
        for fact in map(self._filled, expected.facts):
            self._check(fact in answer["text"], f"{fact!r} is missing in {answer['text']!r}")
        for wrong in map(self._filled, expected.absent):
            self._check(wrong not in answer["text"], f"{wrong!r} must not stand in {answer['text']!r}")
        labels = [choice["label"] for choice in answer["choices"]]
        for label in map(self._filled, expected.choices):
            shown = label in labels or (label.endswith("*") and any(one.startswith(label[:-1]) for one in labels))
            self._check(shown, f"the button {label!r} is missing among {labels}")
        kinds = {self.kept.kind_of(cited) for cited in answer["cites"]}
        missing = set(expected.cites) - kinds
        self._check(not missing, f"cites no {sorted(missing)}, only {sorted(map(str, kinds))}")

    def _cites_are_ours(self, answer: Mapping[str, Any]) -> None:
        """Nothing but this customer's own rows stands behind any reply, and every amount has a row behind it."""
        for cited in answer["cites"]:
            self._check(self.kept.kind_of(cited) is not None, f"cites {cited!r}, which is no row of this customer")
        amounts = "$" in answer["text"]
        self._check(not amounts or bool(answer["cites"]), f"an amount without a row behind it: {answer['text']!r}")

    def _rows(self, rows: Mapping[str, Sequence[Mapping[str, Any]]], handoffs: Sequence[HandOff]) -> None:
        if "corrections" in rows:
            found = [(row.mistake, row.line_id) for row in self.kept.corrections]
            self._same("corrections", rows["corrections"], found)
        if "outcomes" in rows:
            self._same("outcomes", rows["outcomes"], [(row.result, row.line_id) for row in self.kept.outcomes])
        if "cases" in rows:
            self._same_cases(rows["cases"])
        if "handoffs" not in rows:
            return
        wanted = [row["trigger"] for row in rows["handoffs"]]
        self._check([row.trigger for row in handoffs] == wanted, f"hand-overs are {[h.trigger for h in handoffs]}")
        for row, handoff in zip(rows["handoffs"], handoffs, strict=True):
            self._check(handoff.due > handoff.requested_at, "a promise lies in the past")
            if "charge" in row:
                charge = self.kept.lookups.value(f"{row['charge']}.id")
                self._check(handoff.context["charge"] == charge, f"the hand-over is about {handoff.context['charge']}")
            if "urgency" in row:
                self._check(handoff.urgency == row["urgency"], f"the hand-over's urgency is {handoff.urgency}")
            if "state" in row:
                self._check(handoff.state == row["state"], f"the hand-over is {handoff.state}")

    def _same(self, table: str, wanted: Sequence[Mapping[str, Any]], found: Sequence[tuple[str, str | None]]) -> None:
        told = [row.get("mistake") or row.get("result") for row in wanted]
        self._check([name for name, _ in found] == told, f"{table} are {[name for name, _ in found]}")
        for row, (_, line) in zip(wanted, found, strict=True):
            if "charge" in row:
                charge = self.kept.lookups.value(f"{row['charge']}.id")
                self._check(line == charge, f"a row of {table} is about {line}")

    def _same_cases(self, wanted: Sequence[Mapping[str, Any]]) -> None:
        found = [kept.case for kept in self.kept.cases]
        told = [row["state"] for row in wanted]
        self._check([case.state for case in found] == told, f"cases are {[str(case.state) for case in found]}")
        for row, case in zip(wanted, found, strict=True):
            reason = row.get("reason", case.reason)
            self._check(case.reason == reason, f"the case's reason is {case.reason}")
            if "charge" in row:
                charge = self.kept.lookups.value(f"{row['charge']}.id")
                self._check(case.line_id == charge, f"the case is about {case.line_id}")

    def _filled(self, text: str) -> str:
        return self.kept.lookups.fill(text) if "{{" in text else text

    def _look(self) -> Kept:
        today = datetime.fromisoformat(self.talk.clock).date()
        return Kept(self.store, self.conversation.id, self.talk.customer, today)

    def _check(self, holds: bool, otherwise: str) -> None:
        assert holds, f"{self.talk.file}, step {self.step}: {otherwise}"


def _is_named(name: str | None, expected: Expected) -> bool:
    wanted = expected.response
    return bool(name) and (name == wanted or (wanted.endswith("*") and str(name).startswith(wanted[:-1])))
