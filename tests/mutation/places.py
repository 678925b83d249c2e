"""What a changed program changes: the function, the lines before and after, and which lines of it have to be run."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

UNCHANGED = "__mutmut_orig"


@dataclass(frozen=True)
class Place:
    """One change. `key` is mutmut's name for it, which moves when other code does; the words do not.

    `lines` are those of the unchanged function in the file of changed programs: a test that runs none of them can not
    notice. Empty when every test of the function has to be asked. `nth` tells apart changes of the same words.
    """

    key: str
    module: str
    function: str
    was: str
    becomes: str
    lines: frozenset[int]
    nth: int = 0

    @property
    def words(self) -> tuple[str, str, str, str]:
        return self.module, self.function, self.was, self.becomes


def places_of(group: str, module: str) -> Iterator[Place]:
    """Every change of a module, as they stand in its file of changed programs (below the current folder)."""
    path = Path(group, f"{module}.py")
    functions = _functions(path)
    meta = json.loads(path.with_suffix(".py.meta").read_text(encoding="utf-8"))
    seen: Counter[tuple[str, ...]] = Counter()
    for key in meta["exit_code_by_key"]:
        name = key.rpartition(".")[2]
        place = _place(key, module, functions[name.partition("__mutmut_")[0] + UNCHANGED], functions[name], path)
        yield replace(place, nth=seen[place.words])
        seen[place.words] += 1


def function_of(name: str) -> str:
    """`Decision.plain` for mutmut's `xǁDecisionǁplain`, `decide` for `x_decide`."""
    return name.partition("__mutmut_")[0].removeprefix("x").replace("ǁ", ".").removeprefix(".").removeprefix("_")


def _place(key: str, module: str, before: Any, after: Any, path: Path) -> Place:
    old, new = (_lines(path)[one.lineno - 1 : one.end_lineno] for one in (before, after))
    # The first line is the name, which is another one in each copy.
    old, new = ([line.partition("(")[2], *lines] for line, *lines in (old, new))
    found = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    first, last = found[0][1], max(found[-1][2], found[0][1] + 1)
    was, becomes = (" ".join(line.strip() for line in lines) for lines in (old[first:last], _new(new, found)))
    touched = frozenset().union(*(_statement(before, before.lineno + at) for at in range(first, last)))
    return Place(key, module, function_of(key.rpartition(".")[2]), was, becomes, touched)


def _new(lines: list[str], found: list[Any]) -> list[str]:
    return lines[found[0][3] : max(found[-1][4], found[0][3])]


def _statement(function: Any, line: int) -> frozenset[int]:
    """The lines of the smallest statement that a line is in; none where it is the function's own head."""
    home: Any = None
    for node in ast.walk(function):
        if node is function or not isinstance(node, ast.stmt | ast.match_case):
            continue
        begin = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
        end = node.body[-1].end_lineno if isinstance(node, ast.match_case) else node.end_lineno
        if begin <= line <= (end or begin) and (home is None or end - begin <= home[1] - home[0]):
            home = (begin, end)
    return frozenset(range(home[0], home[1] + 1)) if home else frozenset()


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@cache
def _functions(path: Path) -> dict[str, Any]:
    tree = ast.parse("\n".join(_lines(path)))
    return {node.name: node for node in _all_functions(tree.body)}


def _all_functions(body: Iterable[ast.stmt]) -> Iterator[ast.FunctionDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _all_functions(node.body)
