import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.understanding import reader


class Echo(reader.Reader):
    """Understands nothing, remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def read(self, text: str, today: str) -> dict[str, Any]:
        self.asked.append((text, today))
        return {"text": text}


def read_all(texts: bytes) -> list[str]:
    return [json.loads(line)["text"] for line in reader.lines(Echo(), io.BytesIO(texts), "2026-05-12")]


def test_each_line_is_answered_in_the_order_given() -> None:
    assert read_all(b"one\ntwo\r\n\nfour") == ["one", "two", "", "four"]


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert read_all(b"caf\xe9\n") == ["caf�"]


def test_who_asks_is_told_how_long_each_took() -> None:
    (found,) = map(json.loads, reader.lines(Echo(), io.BytesIO(b"one"), "2026-05-12", timed=True))
    assert found["milliseconds"] >= 0
    assert list(found) == ["text", "milliseconds"]


def test_the_day_is_handed_on() -> None:
    echo = Echo()
    list(reader.lines(echo, io.BytesIO(b"yesterday"), "2026-05-12"))
    assert echo.asked == [("yesterday", "2026-05-12")]


def test_without_a_model_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CANDOR_MODEL", str(tmp_path / "none.tar.gz"))
    monkeypatch.setattr("sys.argv", ["reader"])
    monkeypatch.setattr(reader, "set_up_logs", lambda: None)
    monkeypatch.setattr(reader.logging, "disable", lambda level: None)
    assert reader.main() == 1
    assert "run make train" in capsys.readouterr().err
