"""What a line of the log holds, and what it must not."""

from __future__ import annotations

import json
import logging
import sys

from candor.web.logs import Lines


def line_of(**given: object) -> dict[str, object]:
    record = logging.LogRecord("candor.turns", logging.WARNING, "file", 1, "turn %s", ("failed",), None)
    record.__dict__.update(given)
    made: dict[str, object] = json.loads(Lines().format(record))
    return made


def test_a_line_says_when_who_and_what() -> None:
    line = line_of(created=0.0, facts={"status": 200})
    assert line == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "warning",
        "from": "candor.turns",
        "event": "turn failed",
        "status": 200,
    }


def test_of_an_exception_it_tells_the_kind_and_the_place_and_never_its_words() -> None:
    try:
        int("my card is 4111")
    except ValueError:
        line = line_of(exc_info=sys.exc_info())
    assert line["kind"] == "ValueError"
    assert "test_logs.py" in str(line["where"])
    assert "4111" not in str(line)


def test_what_is_no_json_does_not_break_the_log() -> None:
    assert line_of(facts={"odd": {1, 2}.__class__})["odd"] == "<class 'set'>"
