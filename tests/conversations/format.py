"""The format of a talk (docs/how-to/write-a-talk.md): read, checked, and every fault told with its file and step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from candor.conversation.handing_over import AT_ONCE
from tests.conversations.agent_part import DEEDS
from tests.stack import CLOCK

GUEST = "guest"
KINDS = frozenset(
    {"line", "hold", "fee", "interest", "statement", "payment", "refund", "card", "shop", "name", "account"}
    | {"subscription", "plan", "correction", "rate", "handoff", "case"}
)
# What a row of each table must be given and may be given.
ROWS = {
    "handoffs": ({"trigger"}, {"charge", "urgency", "state"}),
    "cases": ({"state"}, {"charge", "reason"}),
    "corrections": ({"mistake"}, {"charge"}),
    "outcomes": ({"result"}, {"charge"}),
}
TRIGGERS = AT_ONCE | {"fraud", "person", "dispute", "goodwill", "misunderstood", "bot_down", "taken_over"}
FEWEST_REWORDINGS = 3


class BadTalk(Exception):
    """A talk's file can not be used; says which file, which step and why."""


@dataclass(frozen=True)
class Expected:
    """One bubble. `response` is a name, or a beginning that ends with `*`; all else must stand in it, or must not."""

    response: str
    facts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What the customer says, in one of several ways, or presses; and what must follow, all of it and in order.

    Or what an agent does at the desk: `agent` is the deed and what belongs to it. `hours` is how long the customer was
    silent before.
    """

    number: int
    says: tuple[str, ...] = ()
    press: str | None = None
    expect: tuple[Expected, ...] = ()
    rows: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    owner: str | None = None
    hours: float = 0
    agent: tuple[str, str] | None = None


@dataclass(frozen=True)
class Talk:
    """One talk. `way` tells which of the ways of saying things it takes, `laws` under which the cards stand."""

    file: str
    name: str
    customer: str | None
    steps: tuple[Step, ...]
    clock: str = CLOCK
    way: int = 0
    laws: str = ""

    @property
    def id(self) -> str:
        """The talk's file and the way it is held, from 1: `fraud-2`."""
        return f"{Path(self.file).stem}-{self.way + 1}"

    def ways(self) -> list[Talk]:
        """The talk once for each way of saying things: a step with fewer ways keeps its first."""
        most = max((len(step.says) for step in self.steps), default=1)
        return [replace(self, way=way) for way in range(max(1, most))]

    def said(self, step: Step) -> str:
        return step.says[self.way] if self.way < len(step.says) else step.says[0]


def read_talk(path: Path) -> Talk:
    """Raises BadTalk for a file that is no talk."""
    return _Reader(path.name).talk(path.read_text(encoding="utf-8"))


@dataclass
class _Reader:
    file: str
    step: int = 0

    def talk(self, text: str) -> Talk:
        try:
            data = yaml.safe_load(text)
        except yaml.YAMLError as error:
            self._bad(f"is not YAML: {error}")
        data = self._keys(data, {"talk", "customer", "rewordings", "steps"}, {"clock", "laws"})
        steps = data["steps"]
        if not isinstance(steps, list) or not steps:
            self._bad("`steps` must be a list with at least one step")
        first, *rest = (self._step(number, step) for number, step in enumerate(steps, 1))
        customer = self._text(data["customer"], "customer")
        return Talk(
            file=self.file,
            name=self._text(data["talk"], "talk"),
            customer=None if customer == GUEST else customer,
            steps=(self._reworded(first, data["rewordings"]), *rest),
            clock=self._clock(data.get("clock", CLOCK)),
            laws=self._text(data["laws"], "laws") if "laws" in data else "",
        )

    def _reworded(self, first: Step, rewordings: object) -> Step:
        """The first step with all its ways of being said."""
        self.step = 0
        others = self._texts(rewordings, "rewordings")
        if len(first.says) != 1:
            self._bad("the first step must `say` something; its other ways stand under `rewordings`, not under `or`")
        if len(others) < FEWEST_REWORDINGS:
            self._bad(f"`rewordings` must be at least {FEWEST_REWORDINGS} other first sentences")
        told = [" ".join(said.casefold().split()) for said in (*first.says, *others)]
        twice = next((said for said in told if told.count(said) > 1), None)
        if twice:
            self._bad(f"the first sentence {twice!r} stands twice")
        return replace(first, says=(*first.says, *others))

    def _clock(self, value: object) -> str:
        return value if isinstance(value, str) else self._bad("`clock` must be text in quotes")

    def _step(self, number: int, step: object) -> Step:
        self.step = number
        found = self._keys(step, {"expect"}, {"say", "or", "press", "agent", "rows", "owner", "hours"})
        if len({"say", "press", "agent"} & found.keys()) != 1:
            self._bad("a step needs one of `say`, `press` and `agent`")
        if "or" in found and "say" not in found:
            self._bad("`or` stands beside `say` only")
        says = (found["say"], *self._list(found.get("or", []), "or")) if "say" in found else ()
        return Step(
            number=number,
            says=tuple(self._text(said, "say") for said in says),
            press=self._text(found["press"], "press") if "press" in found else None,
            expect=tuple(self._expected(one) for one in self._several(found["expect"])),
            rows=self._rows(found.get("rows", {})),
            owner=self._one_of(found.get("owner"), {None, "bot", "person"}, "owner"),
            hours=self._hours(found.get("hours", 0)),
            agent=self._deed(found["agent"]) if "agent" in found else None,
        )

    def _deed(self, value: object) -> tuple[str, str]:
        """`takes`, or one deed with what belongs to it: `{writes: "Hello."}`."""
        if isinstance(value, str):
            value = {value: "yes"}
        found = self._keys(value, set(), set(DEEDS))
        if len(found) != 1:
            self._bad("an agent does one thing in a step")
        ((deed, said),) = found.items()
        return str(deed), self._text(said, str(deed))

    def _hours(self, value: object) -> float:
        fits = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        return float(value) if fits else self._bad("`hours` must be a number of hours")  # type: ignore[arg-type]

    def _expected(self, one: object) -> Expected:
        if isinstance(one, str):
            one = {"response": one}
        found = self._keys(one, {"response"}, {"facts", "choices", "cites", "not"})
        response = self._text(found["response"], "response")
        if not response.startswith("utter_") or "*" in response[:-1]:
            self._bad(f"`{response}` is no response's name (or beginning, with * at its end)")
        cites = self._texts(found.get("cites", []), "cites")
        for kind in cites:
            self._one_of(kind, KINDS, "cites")
        return Expected(
            response,
            self._texts(found.get("facts", []), "facts"),
            self._texts(found.get("choices", []), "choices"),
            cites,
            self._texts(found.get("not", []), "not"),
        )

    def _rows(self, rows: object) -> dict[str, tuple[Mapping[str, Any], ...]]:
        found = self._keys(rows, set(), set(ROWS))
        for table, listed in found.items():
            for row in self._list(listed, "rows"):
                known = self._keys(row, *ROWS[table])
                if "trigger" in known:
                    self._one_of(known["trigger"], TRIGGERS, "trigger")
        return {table: tuple(listed) for table, listed in found.items()}

    def _keys(self, value: object, needed: set[str], allowed: set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._bad(f"{value!r} should be a mapping with {_listed(needed | allowed)}")
        for key in needed - value.keys():
            self._bad(f"`{key}` is missing")
        for key in value.keys() - needed - allowed:
            self._bad(f"`{key}` is unknown; known are {_listed(needed | allowed)}")
        return value

    def _several(self, value: object) -> list[object]:
        return value if isinstance(value, list) else [value]

    def _list(self, value: object, name: str) -> list[Any]:
        return value if isinstance(value, list) else self._bad(f"`{name}` must be a list")

    def _text(self, value: object, name: str) -> str:
        return value if isinstance(value, str) and value else self._bad(f"`{name}` must be text, in quotes")

    def _texts(self, value: object, name: str) -> tuple[str, ...]:
        return tuple(self._text(one, name) for one in self._list(value, name))

    def _one_of(self, value: Any, known: set[Any] | frozenset[Any], name: str) -> Any:
        return value if value in known else self._bad(f"`{name}: {value}` is unknown; known are {_listed(known)}")

    def _bad(self, why: str) -> NoReturn:
        raise BadTalk(f"{self.file}, step {self.step}: {why}" if self.step else f"{self.file}: {why}")


def _listed(names: set[Any] | frozenset[Any]) -> str:
    return ", ".join(sorted(f"`{name}`" for name in names if name is not None))
