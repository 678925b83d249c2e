"""Reading a policy file strictly: every field by its kind, none twice, none that nobody asked for.

Each refusal is a DisputePolicyRefused that begins with file and line, `data/policy/disputes.yml:12: reg-z.notice_days
is missing`, so that whoever edits the rules finds the place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml

from candor.errors import DisputePolicyRefused

MOST = 10_000_000
Choice = TypeVar("Choice", bound=StrEnum)


class PolicyNode:
    """One place of the file. `path` is where it stands, for people; `node` knows its line."""

    def __init__(self, file: Path, node: yaml.Node, path: str = "") -> None:
        self._file, self._node, self.path = file, node, path
        self._asked: set[str] = set()
        self._fields: dict[str, yaml.Node] = {}

    @classmethod
    def read(cls, file: Path) -> PolicyNode:
        """The whole of a file. Raises DisputePolicyRefused when it is not there or no YAML."""
        try:
            node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except (OSError, UnicodeDecodeError) as error:
            raise DisputePolicyRefused(f"{file}: can not be read ({type(error).__name__})") from None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = f":{mark.line + 1}" if mark else ""
            raise DisputePolicyRefused(f"{file}{at}: is no YAML ({getattr(error, 'problem', error)})") from None
        if node is None:
            raise DisputePolicyRefused(f"{file}:1: is empty")
        return cls(file, node)

    def refuse(self, problem: str) -> NoReturn:
        line = self._node.start_mark.line + 1
        raise DisputePolicyRefused(f"{self._file}:{line}: {self.path or 'the file'} {problem}")

    def field(self, name: str) -> PolicyNode:
        """A field that has to be there."""
        found = self.optional(name)
        if found is None:
            PolicyNode(self._file, self._node, self._below(name)).refuse("is missing")
        return found

    def optional(self, name: str) -> PolicyNode | None:
        self._asked.add(name)
        node = self._known().get(name)
        return PolicyNode(self._file, node, self._below(name)) if node is not None else None

    def items(self) -> list[PolicyNode]:
        """The entries of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.refuse("is no list")
        return [PolicyNode(self._file, node, f"{self.path}[{n}]") for n, node in enumerate(self._node.value)]

    def named(self) -> dict[str, PolicyNode]:
        """All fields of a place whose names are the writer's own."""
        return {name: self.field(name) for name in self._known()}

    def only(self, allowed: Iterable[str] = ()) -> None:
        """Refuses a field that nobody asked for: a misspelt rule must not be passed over."""
        known = self._asked | set(allowed)
        for name, node in self._known().items():
            if name not in known:
                place = PolicyNode(self._file, node, self._below(name))
                place.refuse(f"is not known here; there are: {', '.join(sorted(known))}")

    def number(self, least: int = 0, most: int = MOST) -> int:
        found = self._value()
        if not isinstance(found, int) or isinstance(found, bool):
            self.refuse(f"is {found!r}, no whole number")
        if not least <= found <= most:
            self.refuse(f"is {found}, not from {least} to {most}")
        return found

    def day(self) -> date:
        found = self._value()
        if type(found) is not date:
            self.refuse(f"is {found!r}, no day; write it as 2025-01-31")
        return found

    def text(self) -> str:
        found = self._value()
        if not isinstance(found, str) or not found.strip():
            self.refuse(f"is {found!r}, no text; put it in quotes")
        return found

    def choice(self, kind: type[Choice]) -> Choice:
        found = self.text()
        if found not in set(kind):
            self.refuse(f"is {found}; write one of: {', '.join(kind)}")
        return kind(found)

    def once(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """The values of a list, refused when one stands there twice."""
        found = tuple(values)
        for number, value in enumerate(found):
            if value in found[:number]:
                self.refuse(f"names {value} twice")
        return found

    def _value(self) -> Any:
        if not isinstance(self._node, yaml.ScalarNode):
            self.refuse("is no single value")
        try:
            return yaml.SafeLoader("").construct_object(self._node)
        except (ValueError, yaml.YAMLError):
            self.refuse(f"is {self._node.value}, which there is not")

    def _known(self) -> dict[str, yaml.Node]:
        if self._fields:
            return self._fields
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse("has no fields")
        for key, node in self._node.value:
            name = str(key.value)
            if name in self._fields:
                PolicyNode(self._file, key, self._below(name)).refuse("stands there twice")
            self._fields[name] = node
        return self._fields

    def _below(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
