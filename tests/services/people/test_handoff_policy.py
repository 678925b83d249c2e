from datetime import date, time

import pytest

from candor.errors import SettingRefused
from candor.services.people.handoff_policy import load_handoff_policy


def test_the_policy_that_we_ship_is_read():
    policy = load_handoff_policy()
    assert policy.hours[5] == (time(9), time(17))
    assert 6 not in policy.hours
    assert date(2026, 5, 25) in policy.holidays
    assert policy.promise["fraud"] <= min(policy.promise.values())


HEAD = "version: 1\ntime_zone: UTC\nholidays: []\nfraud_line: ''\nsilent: {alert: 3, back: 10}\n"
MONDAY = "{monday: ['08:00', '20:00']}"


@pytest.mark.parametrize(
    "text",
    [
        "version: 1",
        HEAD + "hours: {moonday: ['08:00', '20:00']}\npromise: {other: 1}",
        HEAD + "hours: {monday: ['8', '20:00']}\npromise: {other: 1}",
        HEAD + "hours: {}\npromise: {other: 1}",
        HEAD + f"hours: {MONDAY}\npromise: {{}}",
    ],
)
def test_a_policy_that_can_not_be_used_is_refused_by_name(tmp_path, text):
    file = tmp_path / "handoff.yml"
    file.write_text(text)
    with pytest.raises(SettingRefused, match=r"handoff\.yml"):
        load_handoff_policy(file)
