"""How far a long command is: the pace gives the time that is left, and programs are told once a second at most."""

from __future__ import annotations

import json

import pytest

from candor.cli import telling
from candor.cli.telling import Bar, Telling
from candor.cli.terminal import err


def test_the_first_one_waits_for_a_start_and_does_not_count_in_the_pace():
    now = [100.0]
    bar = Bar(lambda _: None, 11, monotonic=lambda: now[0])
    for at in (150.0, 152.0):
        assert bar.left is None
        now[0] = at
        bar.advance()
    assert bar.left == 18
    bar.move(11, 11)
    assert bar.left == 0


@pytest.mark.parametrize(("between", "lines"), [(3600.0, 1), (0.0, 4)])
def test_a_program_is_told_once_in_so_many_seconds(between, lines, capsys, monkeypatch):
    monkeypatch.setattr(telling, "SECONDS_BETWEEN", between)
    with Telling(err(), as_json=True).bar("Reading", 3) as bar:
        for _ in range(3):
            bar.advance()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == lines
    assert told[0] == {"doing": "Reading", "done": 0, "of": 3, "left": None}
