"""What a bench may use of time is bounded, and what it says of a program that was stopped is true."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.bounded import Spent, how_far, spent
from tests.bench.retraining import Beside

DRAWN = r"\rEpochs:   0%|          | 0/100 [00:00<?, ?it/s]\rEpochs:   3%|3         | 3/100 [00:09<04:51,  3.0s/it]"
FOREVER = f"import sys, signal; sys.stderr.write('{DRAWN}'); sys.stderr.flush(); signal.pause()"


def python(source: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", source]


def late_once(log: Path) -> Callable[[], float]:
    """A clock on which 100 s go by as soon as the program has said how far it is."""
    return lambda: 100.0 if log.is_file() and b"3/100" in log.read_bytes() else 0.0


def test_a_program_that_has_used_its_time_is_stopped_and_what_it_said_last_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    took = spent(python(FOREVER), log, os.environ, most=99.0, monotonic=late_once(log))
    assert (took.clock, took.stopped_at) == (100.0, "epoch 3 of 100")


def test_a_program_that_ends_in_time_was_not_stopped_and_is_told_with_its_memory(tmp_path: Path) -> None:
    took = spent(python("print('b' * 9)"), tmp_path / "log", os.environ, most=1e9)
    assert took.stopped_at is None
    assert took.memory > 1
    assert (tmp_path / "log").read_text() == "bbbbbbbbb\n"


def test_a_program_that_fails_by_itself_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such pipeline"):
        spent(python("raise SystemExit('no such pipeline')"), tmp_path / "log", os.environ, most=1e9)


@pytest.mark.parametrize(
    ("stock", "reached", "said"),
    [
        (Spent(700.2, 1300, 2048, "epoch 4 of 100"), True, "more than 10.0 times faster: stock was stopped at epoch 4"),
        (Spent(420, 800, 2048), False, "6.0 times faster (missed 10)"),
        (Spent(700, 800, 2048), True, "10.0 times faster (reached 10)"),
    ],
)
def test_a_training_that_was_stopped_is_said_to_be_slower_than_that_and_one_that_ended_with_its_true_ratio(
    stock: Spent, reached: bool, said: str
) -> None:
    both = Beside(7849, Spent(70, 120, 900), stock)
    assert both.reached is reached
    assert said in both.told()


def test_a_training_that_was_stopped_early_is_told_so() -> None:
    assert how_far("INFO loading") == "before its first epoch"
