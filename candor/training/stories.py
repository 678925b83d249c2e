"""Stories as text: made from a talk, and checked while they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from candor.conversation.bad_turns import AnsweredTurn
from candor.conversation.nameless import nameless
from candor.yaml_file import read_yaml

LONGEST = 20_000
DEEPEST = 10
OPENING = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
OTHER_STEPS = frozenset({"slot_was_set", "or", "user", "active_loop", "checkpoint"})
NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Problem:
    """What is wrong, and on which line (from 1)."""

    line: int
    what: str


@dataclass(frozen=True)
class House:
    """What stories may name, and what the rules do after each intent."""

    intents: frozenset[str]
    actions: frozenset[str]
    responses: frozenset[str]
    after: Mapping[str, str]


def house_of(project: Path) -> House:
    """Read from domain.yml and data/rules."""
    domain = read_yaml(project / "domain.yml")
    intents = {next(iter(one)) if isinstance(one, dict) else one for one in domain["intents"]}
    responses = frozenset(domain["responses"])
    after: dict[str, str] = {}
    for path in sorted((project / "data" / "rules").glob("*.yml")):
        for rule in read_yaml(path)["rules"]:
            steps = rule["steps"]
            if len(steps) > 1 and "intent" in steps[0] and "action" in steps[1]:
                after[steps[0]["intent"]] = steps[1]["action"]
    return House(frozenset(intents), frozenset(domain.get("actions") or ()) | responses, responses, after)


def story_of(turns: Sequence[AnsweredTurn], house: House, name: str) -> str:
    """The talk as a story: what each message was taken for, and what the rules do after it."""
    steps = [line for turn in turns for line in _steps(turn, house)]
    return "\n".join(['version: "3.1"', "", "stories:", f"  - story: {_quoted(name)}", "    steps:", *steps, ""])


def _steps(turn: AnsweredTurn, house: House) -> list[str]:
    action = house.after.get(turn.intent)
    return [f"      - intent: {turn.intent}", *([f"      - action: {action}"] if action else [])]


def talk_of(said: Sequence[tuple[str, Sequence[str]]], name: str, names: Sequence[str]) -> str:
    """The talk as a test (docs/how-to/write-a-talk.md): nobody's words but nameless ones; the rest is the trainer's."""
    lines = [f"talk: {_quoted(name)}", "customer: c01"]
    lines += ["rewordings:  # the same first sentence as three others would say it"]
    first = nameless(said[0][0], names) if said else ""
    lines += [f"  - {_quoted(first)}"] * 3 + ["steps:"]
    for text, responses in said:
        lines += [f"  - say: {_quoted(nameless(text, names))}", f"    expect: [{', '.join(responses)}]"]
    return "\n".join([*lines, ""])


def story_problems(text: str, house: House) -> list[Problem]:
    """What Rasa would refuse, or what a rule speaks against, each at its line."""
    tree = _composed(text)
    if isinstance(tree, Problem):
        return [tree]
    stories = value_of(tree, "stories")
    if not isinstance(stories, yaml.SequenceNode) or not stories.value:
        return [Problem(1, "there is no list of stories")]
    return [problem for story in stories.value for problem in _of_story(story, house)]


def talk_problems(text: str, house: House) -> list[Problem]:
    """What the talks' own reader would refuse first, each at its line."""
    tree = _composed(text)
    if isinstance(tree, Problem):
        return [tree]
    found = [Problem(1, f"the key {key} is missing") for key in ("talk", "customer", "rewordings", "steps")
             if value_of(tree, key) is None]  # fmt: skip
    rewordings = value_of(tree, "rewordings")
    if isinstance(rewordings, yaml.SequenceNode):
        said = {node.value for node in rewordings.value}
        if len(said) < 3:
            found.append(Problem(_line(rewordings), "three different rewordings are needed"))
    for node in _scalars(value_of(tree, "steps")):
        name = str(node.value)
        if name.startswith("utter_") and not name.endswith("*") and name not in house.responses:
            found.append(Problem(_line(node), f"{name} is no response of domain.yml"))
    return found


def step_lines(text: str) -> list[int]:
    """The lines of a talk's steps, in order; none when it can not be read."""
    tree = _composed(text)
    steps = None if isinstance(tree, Problem) else value_of(tree, "steps")
    return [_line(step) for step in steps.value] if isinstance(steps, yaml.SequenceNode) else []


def _of_story(story: yaml.Node, house: House) -> Iterable[Problem]:
    if value_of(story, "story") is None:
        yield Problem(_line(story), "a story needs a name: story: ...")
    steps = value_of(story, "steps")
    if not isinstance(steps, yaml.SequenceNode) or not steps.value:
        yield Problem(_line(story), "a story needs steps")
        return
    intent = ""
    for step in steps.value:
        yield from _of_either(step, house)
        said, done = value_of(step, "intent"), value_of(step, "action")
        if said is not None:
            intent = str(said.value)
            if intent not in house.intents:
                yield Problem(_line(said), f"{intent} is no intent of domain.yml")
        elif done is not None:
            action = str(done.value)
            if action not in house.actions:
                yield Problem(_line(done), f"{action} is no action or response of domain.yml")
            elif house.after.get(intent, action) != action:
                yield Problem(_line(done), f"a rule does {house.after[intent]} after {intent}: the two conflict")
            intent = ""
        elif not isinstance(step, yaml.MappingNode) or not {str(key.value) for key, _ in step.value} & OTHER_STEPS:
            yield Problem(_line(step), "a step is an intent or an action")


def _of_either(step: yaml.Node, house: House) -> Iterable[Problem]:
    """Of a step that stands for several: each must be an intent."""
    several = value_of(step, "or")
    for one in several.value if isinstance(several, yaml.SequenceNode) else ():
        said = value_of(one, "intent")
        if said is None or str(said.value) not in house.intents:
            yield Problem(_line(one), f"{said.value if said is not None else 'this'} is no intent of domain.yml")


def _composed(text: str) -> yaml.Node | Problem:
    if len(text) > LONGEST:
        return Problem(1, f"longer than {LONGEST} letters")
    try:
        problem = next(_unwanted(text), None)
        if problem:
            return problem
        tree: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Problem(line, error.problem or "this is no YAML")
    except yaml.YAMLError as error:
        return Problem(1, str(error).splitlines()[0])
    return tree if isinstance(tree, yaml.MappingNode) else Problem(1, "there are no keys here")


def _unwanted(text: str) -> Iterator[Problem]:
    """What YAML can say and a story has no use for. Brackets in brackets would take minutes to read, or never end."""
    depth = 0
    for token in yaml.scan(text):
        line = token.start_mark.line + 1
        depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
        if depth > DEEPEST:
            yield Problem(line, "there are too many brackets in brackets")
        if isinstance(token, (yaml.AliasToken, yaml.TagToken)):
            yield Problem(line, "anchors and tags have no place here")


def value_of(node: yaml.Node | None, key: str) -> Any:
    """The node under a key of a mapping; None when it is not there."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if getattr(name, "value", None) == key), None)


def _scalars(node: Any) -> Iterable[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _scalars(inner)
    elif isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            if getattr(key, "value", "") in ("expect", "response"):
                yield from _scalars(inner)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def slug(name: str) -> str:
    """A file's name of a story's name. Empty when there is no letter or digit in it."""
    return NAME.sub("_", name.lower()).strip("_")[:60]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.split())}"'
