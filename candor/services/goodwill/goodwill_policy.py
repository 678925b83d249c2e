"""Reads data/policy/goodwill.yml. What is wrong with it is told with its line, and then it does not come into force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from candor.errors import PolicyRefused
from candor.goodwill.policy import Policy
from candor.goodwill.reader import Path as Place
from candor.goodwill.reader import Problem
from candor.goodwill.reading import read_policy
from candor.services.goodwill.policy_yaml import before_reading, odd_values, places_of, text_of
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
    text = text_of(path)
    try:
        if odd := before_reading(text):
            return _unread(path, *odd)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        places = list(places_of(node))
        problems = [Problem(place, None, f"{place[-1]} stands there twice") for place, _, again in places if again]
        problems += odd_values(places)
        lines = {place: one.start_mark.line + 1 for place, one, _ in places if one.start_mark}
        plain = yaml.safe_load(text)
    except ValueError:  # of a day that is none, told by its place
        return PolicyFile(path, problems=tuple(problems), lines=lines)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__
        return _unread(path, f"it is no YAML: {reason}", mark.line + 1 if mark else 1)
    policy, wrong = read_policy(plain)
    problems += wrong
    return PolicyFile(path, plain, None if problems else policy, tuple(problems), lines)


def _unread(path: Path, reason: str, line: int) -> PolicyFile:
    return PolicyFile(path, problems=(Problem((), None, reason),), lines={(): line})
