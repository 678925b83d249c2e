"""Which policy decides: the file's while it is whole, else the last good one, also after a start."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from candor.errors import PolicyRefused
from candor.services.goodwill.goodwill_policy import POLICY_FILE
from candor.services.goodwill.policy_in_force import PolicyInForce
from tests.services.goodwill.giving import WORDING

WHOLE = POLICY_FILE.read_text(encoding="utf-8")
BROKEN = WHOLE.replace("late: 4100", "late: -4100")
SECOND = WHOLE.replace("version: 1", "version: 2").replace("late: 4100", "late: 2500")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "goodwill.yml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


def version(store, clock, force):
    with store.write() as tx:
        return force.keep(tx, WORDING, clock.now()).policy.version


def test_a_changed_file_comes_into_force_without_a_restart(store, clock, file):
    force = PolicyInForce(file)
    assert version(store, clock, force) == 1
    file.write_text(SECOND, encoding="utf-8")
    assert version(store, clock, force) == 2


def test_a_file_that_is_valid_from_a_later_day_comes_into_force_on_that_day_without_a_restart(store, clock, file):
    """Nobody touches the file on that day: it stood there all the time."""
    force = PolicyInForce(file)
    assert version(store, clock, force) == 1
    file.write_text(SECOND.replace("valid_from: 2026-01-01", "valid_from: 2026-05-14"), encoding="utf-8")
    assert version(store, clock, force) == 1
    clock.advance(timedelta(days=1))
    assert version(store, clock, force) == 1
    clock.advance(timedelta(days=1))
    assert version(store, clock, force) == 2


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (BROKEN, "negative"),
        (WHOLE.replace("dpd >= hardship_days", "dpd >= hardship_day"), "hardship_day"),
        (WHOLE.replace("words: loyal\n", "words: loyall\n"), "utter_goodwill_loyall"),
        (WHOLE.replace("if: dpd >= hardship_days", "if: balance >= 1"), "balance"),
        (WHOLE.replace("if: \"'closed' in flag\"", "if: \"'sensitive' in flag\""), "G-ACC"),
        (SECOND.replace("valid_from: 2026-01-01", "valid_from: 2027-01-01"), "valid from 2027-01-01"),
        ("rules: [", "YAML"),
    ],
    ids=["negative", "typo", "unknown words", "forbidden", "overlap", "not yet", "no YAML"],
)
def test_a_broken_file_changes_nothing_and_is_told_with_its_line_once(store, clock, file, caplog, broken, why):
    force = PolicyInForce(file)
    assert version(store, clock, force) == 1
    file.write_text(broken, encoding="utf-8")
    with caplog.at_level(logging.ERROR, "candor.goodwill"):
        assert [version(store, clock, force) for _ in range(3)] == [1, 1, 1]
    (told,) = caplog.messages
    assert why in told
    assert f"{file}:" in told


def test_a_process_that_starts_with_a_broken_file_takes_the_copy_that_was_kept(store, clock, file):
    file.write_text(SECOND, encoding="utf-8")
    assert version(store, clock, PolicyInForce(file)) == 2
    file.write_text(BROKEN, encoding="utf-8")
    assert version(store, clock, PolicyInForce(file)) == 2


def test_a_file_that_vanished_changes_nothing(store, clock, file):
    force = PolicyInForce(file)
    assert version(store, clock, force) == 1
    file.unlink()
    assert version(store, clock, force) == 1


def test_a_first_start_with_a_broken_file_is_refused_with_file_line_and_reason(store, clock, file):
    file.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(PolicyRefused, match=r"goodwill\.yml:\d+: .*negative"):
        version(store, clock, PolicyInForce(file))


def test_a_policy_that_comes_back_is_in_force_again(store, clock, file):
    force = PolicyInForce(file)
    for text, wanted in ((WHOLE, 1), (SECOND, 2), (WHOLE, 1)):
        file.write_text(text, encoding="utf-8")
        clock.advance(timedelta(seconds=1))
        assert version(store, clock, force) == wanted
    with store.read() as tx:
        assert "version: 1\n" in tx.goodwill.policy()[1]
