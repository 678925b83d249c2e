"""Reads data/policy/goodwill.yml. What is wrong with it is told with its line, and then it does not come into force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from candor.errors import PolicyRefused
from candor.goodwill.policy import Policy
from candor.goodwill.reader import Path as Place
from candor.goodwill.reader import Problem
from candor.goodwill.reading import read_policy
from candor.settings import ROOT

POLICY_FILE = ROOT / "data" / "policy" / "goodwill.yml"


@dataclass(frozen=True)
class PolicyFile:
    """A policy file as read: the policy when it is whole, else what is wrong; `plain` is its values."""

    path: Path
    plain: Any = None
    policy: Policy | None = None
    problems: tuple[Problem, ...] = ()
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line_of(self, where: Place) -> int:
        """The line of a place in the file, or of the nearest thing around it; 1 when there is none."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def told(self, problem: Problem) -> str:
        """`goodwill.yml:41: rule G-NEW: ...`"""
        rule = f"rule {problem.rule}: " if problem.rule else ""
        return f"{self.path}:{self.line_of(problem.where)}: {rule}{problem.reason}"


def load_goodwill_policy(path: Path = POLICY_FILE) -> Policy:
    """The policy. Raises PolicyRefused with a line for each thing that is wrong."""
    file = read_policy_file(path)
    if file.policy is None:
        raise PolicyRefused("\n".join(map(file.told, file.problems)))
    return file.policy


def read_policy_file(path: Path = POLICY_FILE) -> PolicyFile:
    """What the file holds, right or wrong. Raises PolicyRefused only when it can not be opened."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyRefused(f"{path}:1: it can not be read ({type(error).__name__})") from error
    try:
        alias = next((event for event in yaml.parse(text) if isinstance(event, yaml.AliasEvent)), None)
        if alias is not None:
            wrong = Problem((), None, f"*{alias.anchor} stands for another place: write it out")
            return PolicyFile(path, problems=(wrong,), lines={(): alias.start_mark.line + 1 if alias.start_mark else 1})
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        plain = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        wrong = Problem((), None, f"it is no YAML: {getattr(error, 'problem', None) or type(error).__name__}")
        return PolicyFile(path, problems=(wrong,), lines={(): line})
    lines = {place: mark for place, mark, _ in _places(node, ())} if node else {}
    twice = [Problem(place, None, f"{place[-1]} stands there twice") for place, _, again in _places(node, ()) if again]
    policy, problems = read_policy(plain)
    problems = twice + problems
    return PolicyFile(path, plain, None if problems else policy, tuple(problems), lines)


def _places(node: yaml.Node | None, where: Place) -> Iterator[tuple[Place, int, bool]]:
    """Every place with its line, and whether its key stood there before."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            place = (*where, str(key.value))
            yield place, key.start_mark.line + 1, key.value in seen
            seen.add(key.value)
            yield from _places(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*where, number), value.start_mark.line + 1, False
            yield from _places(value, (*where, number))
