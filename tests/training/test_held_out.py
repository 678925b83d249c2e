"""No sentence that we measure with is one that we teach with.

The held-out sentences stand outside of the project; `held_out.sha256` has the digests of their letters and digits.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from candor.settings import ROOT

HELD_OUT = frozenset((Path(__file__).parent / "held_out.sha256").read_text(encoding="ascii").split())
TAUGHT = sorted(path for name in ("nlu", "stories") for path in (ROOT / "data" / name).rglob("*.yml"))
MARKED = re.compile(r"\[([^\]]+)\](?:\([a-z_]+\)|\{[^}]*\})")


def digest(text: str) -> str:
    """Case, punctuation, spaces and marks of entities make no difference."""
    plain = "".join(letter for letter in MARKED.sub(r"\1", text).casefold() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def sentences(found: object) -> Iterator[str]:
    """Every line of `examples` and every `user` said in a story, wherever they stand."""
    if isinstance(found, dict):
        for name, inner in found.items():
            if name == "examples":
                yield from (line.strip().removeprefix("- ") for line in str(inner).splitlines() if line.strip())
            elif name == "user":
                yield str(inner)
            else:
                yield from sentences(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from sentences(inner)


@pytest.mark.parametrize("path", TAUGHT, ids=lambda path: path.name)
def test_no_sentence_of_the_held_out_file_is_taught(path: Path) -> None:
    taught = sentences(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [text for text in taught if digest(text) in HELD_OUT] == []


def test_the_digests_are_there_and_the_sentences_are_found() -> None:
    assert len(HELD_OUT) > 700
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in HELD_OUT)
    assert sum(1 for path in TAUGHT for _ in sentences(yaml.safe_load(path.read_text(encoding="utf-8")))) > 3000


def test_marks_case_and_punctuation_hide_no_copy() -> None:
    assert digest("Why did [Blue Heron](merchant) take $5?") == digest("why did blue heron take 5")
    assert digest('the [second]{"entity": "ordinal"} one') == digest("The second one")


def test_examples_and_what_users_say_in_stories_are_both_found() -> None:
    data = {"nlu": [{"intent": "greet", "examples": "- hello\n- good day"}], "stories": [{"steps": [{"user": "hi"}]}]}
    assert list(sentences(data)) == ["hello", "good day", "hi"]
