"""The labels of the window are plain, calm and short."""

from __future__ import annotations

import json
import subprocess

import pytest

from candor.trust.readability import grade
from widget.build import HERE, node_and_npm

HIGHEST_GRADE = 8.0
LONGEST_SENTENCE = 25


@pytest.fixture(scope="module")
def labels() -> list[str]:
    node, _ = node_and_npm()
    script = f"import('{(HERE / 'src' / 'words.js').as_uri()}').then(m => console.log(JSON.stringify(m.words)))"
    said = subprocess.run([*node, "-e", script], capture_output=True, text=True, check=True).stdout
    words = json.loads(said)
    return [one for value in words.values() for one in (value if isinstance(value, list) else [value])]


def test_no_label_shouts_or_plays_down(labels: list[str]) -> None:
    text = " ".join(labels).lower()
    for wrong in ("!", "oops", "sorry", "unfortunately", "please note", "inconvenience", "error", "invalid"):
        assert wrong not in text


def test_sentences_are_easy_to_read(labels: list[str]) -> None:
    sentences = [label for label in labels if label.endswith((".", "?")) and len(label.split()) >= 4]
    assert sentences
    assert grade(" ".join(sentences)) <= HIGHEST_GRADE
    assert all(len(label.split()) <= LONGEST_SENTENCE for label in sentences)
