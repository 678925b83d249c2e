"""A story held step by step: what each message should be followed by, and what the bot did instead. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import yaml

from candor.training.stories import value_of

LISTEN = "action_listen"


@dataclass(frozen=True)
class Told:
    """What a customer does in a story, at which line (from 1): an intent, or words of their own (`text`).

    `wanted` are the actions that must follow, in order, each with its line; empty when the story does not say.
    """

    story: str
    line: int
    intent: str = ""
    text: str = ""
    wanted: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Held:
    """What came of a step. `line` is where it went wrong, or where the step stands; `replies` are what was said."""

    story: str
    line: int
    said: str
    wanted: tuple[str, ...]
    did: tuple[str, ...]
    replies: tuple[str, ...] = field(default=())

    @property
    def fine(self) -> bool:
        return not self.wanted or self.wanted == self.did

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"fine": self.fine}


def steps_of(text: str) -> list[Told]:
    """The customer's steps of all stories of a file; of steps that stand for several (`or`), the first."""
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    stories = value_of(tree, "stories")
    found: list[Told] = []
    for story in stories.value if isinstance(stories, yaml.SequenceNode) else ():
        named, steps = value_of(story, "story"), value_of(story, "steps")
        name = str(named.value) if named is not None else ""
        found += _told(name, steps.value if isinstance(steps, yaml.SequenceNode) else ())
    return found


def _told(name: str, steps: Sequence[yaml.Node]) -> Iterator[Told]:
    said: Told | None = None
    for step in steps:
        either = value_of(step, "or")
        first = either.value[0] if isinstance(either, yaml.SequenceNode) and either.value else step
        intent, words, action = (value_of(first, key) for key in ("intent", "user", "action"))
        line = int(first.start_mark.line) + 1
        if intent is not None or words is not None:
            if said:
                yield said
            known = str(intent.value) if intent is not None else ""
            said = Told(name, line, known, str(words.value).strip() if words is not None else "")
        elif action is not None and said:
            said = Told(name, said.line, said.intent, said.text, (*said.wanted, (line, str(action.value))))
    if said:
        yield said


def held(told: Told, said: str, did: Sequence[str], replies: Sequence[str]) -> Held:
    """The step beside what the bot did. Of listening nothing is said: it ends every turn."""
    wanted = [pair for pair in told.wanted if pair[1] != LISTEN]
    done = tuple(name for name in did if name != LISTEN)
    names = tuple(name for _, name in wanted)
    wrong = next((line for place, (line, name) in enumerate(wanted) if done[place : place + 1] != (name,)), None)
    if wrong is None and names and names != done:
        wrong = wanted[-1][0]
    return Held(told.story, wrong or told.line, said, names, done, tuple(replies))


def actions_after(events: Sequence[Mapping[str, Any]], message_id: str) -> list[str]:
    """The actions that the bot's memory holds behind a message, in order."""
    places = [
        place for place, one in enumerate(events) if one.get("event") == "user" and one.get("message_id") == message_id
    ]
    behind = events[places[-1] + 1 :] if places else ()
    return [str(one.get("name")) for one in behind if one.get("event") == "action"]
