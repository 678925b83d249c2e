"""`candor policy`: check, decide, backtest, page."""

import json
import xml.etree.ElementTree as ET

import pytest

from candor.services.goodwill.goodwill_policy import POLICY_FILE
from tests.cli.test_explain import bank  # noqa: F401  the sample bank, made once
from tests.goodwill.requests import DEFAULTS, request
from tests.goodwill.test_oracle import ROWS

WHOLE = POLICY_FILE.read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path):
    def write(old, new):
        assert old in WHOLE
        path = tmp_path / "other.yml"
        path.write_text(WHOLE.replace(old, new), encoding="utf-8")
        return str(path)

    return write


def written(tmp_path, content):
    path = tmp_path / "facts.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return str(path)


def test_the_policy_in_force_is_proved(candor):
    ran = candor("policy", "check", "--json")
    (found,) = ran.objects
    assert (ran.code, found["fine"], found["problems"]) == (0, True, [])
    assert len(found["reached"]) == 27
    assert "Proved. Version 1: every request reaches exactly one of 25 rules" in candor("policy", "check").out


def test_a_bad_policy_is_told_with_file_line_and_reason_and_ends_with_1(candor, changed):
    path = changed("if: age > old_days", "if: age > old_dys")
    ran = candor("policy", "check", "--policy", path)
    number = 1 + WHOLE.splitlines().index("    if: age > old_days")
    assert ran.code == 1
    assert f"{path}:{number}: rule G-OLD: at character 7 (`old_dys`)" in ran.out
    assert "check again" in ran.out
    found = candor("policy", "check", "--policy", path, "--json")
    assert found.code == 1
    assert [(one["line"], one["rule"]) for one in found.objects[0]["problems"]] == [(number, "G-OLD")]


def test_a_rule_that_nobody_reaches_and_a_gap_are_told_with_their_lines(candor, changed):
    path = changed("if: kind == 'cash'", "if: kind == 'ftf' and amt > tiny")
    found = candor("policy", "check", "--policy", path, "--json")
    told = {one["rule"]: one["reason"] for one in found.objects[0]["problems"]}
    assert found.code == 1
    assert told[None].startswith("no rule holds for kind cash")
    assert told["G-CASH"].startswith("no request reaches it: G-FX takes kind ftf before it")


def test_words_that_are_missing_are_told(candor, changed):
    ran = candor("policy", "check", "--policy", changed("words: disputed", "words: nowhere"))
    assert ran.code == 1
    assert "rule G-DSP: domain.yml has no response utter_goodwill_nowhere" in ran.out


def test_a_policy_that_is_not_there_is_wrong_use(candor):
    assert candor("policy", "check", "--policy", "none.yml").code == 2


def test_the_39_rows_are_decided_from_a_list(candor, tmp_path):
    asked = [request(**changes) for _, changes, *_ in ROWS]
    ran = candor("policy", "decide", written(tmp_path, asked), "--json")
    assert ran.code == 0
    found = [(one["decision"], one["amount"], one["reason"]) for one in ran.objects]
    assert found == [(decision, amount, reason) for _, _, decision, amount, reason in ROWS]


def test_one_object_from_standard_input_comes_back_with_its_trail(candor):
    ran = candor("policy", "decide", "-", "--json", stdin=json.dumps(request(dpd=12)))
    (found,) = ran.objects
    assert (found["decision"], found["amount"], found["reason"], found["granted_by"]) == (
        "GRANT_ON_PAYMENT",
        3000,
        "G-PAY",
        "G-FEE",
    )
    assert found["trail"][0] == {"rule": "G-HUM", "order": 10, "held": False}
    assert [one["rule"] for one in found["trail"] if one["held"]] == ["G-FEE", "G-PAY"]
    assert "GRANT_ON_PAYMENT $30.00 G-PAY" in candor("policy", "decide", "-", stdin=json.dumps(request(dpd=12))).out


def test_a_missing_fact_is_a_person_and_is_named(candor):
    asked = {name: value for name, value in DEFAULTS.items() if name != "ten"}
    (found,) = candor("policy", "decide", "-", "--json", stdin=json.dumps(asked)).objects
    assert (found["decision"], found["reason"], found["problems"]) == ("HANDOFF", "G-HUM", ["ten is missing"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (json.dumps(request(balance=5)), "balance may not decide about money back"),
        (json.dumps([request(), request(colour=1)]), "request 2: colour is not a fact"),
        (
            "{",
            "Standard input is no JSON: Expecting property name enclosed in double quotes, in line 1 at character 2.",
        ),
        ("", "Standard input is no JSON: Expecting value, in line 1 at character 1."),
        ('{"amt": ' + "9" * 5000 + "}", "Standard input is no JSON: a number in it is too long."),
        ("[]", "Standard input is an empty list: there is no request in it."),
        ('{"amt": 1, "amt": 2}', "a key stands there twice"),
        ("[3]", "it is no object"),
        ("[" * 100_000, "Standard input is no JSON: it is nested too deep."),
    ],
)
def test_what_is_no_request_is_wrong_use_and_nothing_is_decided(candor, text, told):
    ran = candor("policy", "decide", "-", "--json", stdin=text)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_file_of_facts_that_is_not_there_is_wrong_use(candor):
    assert candor("policy", "decide", "none.json").code == 2


def test_requests_are_decided_by_another_policy_when_one_is_named(candor, changed):
    path = changed("  late: 4100", "  late: 2000")
    (found,) = candor("policy", "decide", "-", "--policy", path, "--json", stdin=json.dumps(request())).objects
    assert found["amount"] == 2000


@pytest.fixture
def history(tmp_path):
    path = tmp_path / "history.jsonl"
    rows = [
        {**request(), "segment": "north", "id": "a", "day": "2026-01-01"},
        {**request(amt=1500), "segment": "south"},
        {**request(kind="annual", amt=9500), "segment": "<south>"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return str(path)


def test_a_backtest_says_what_changes_what_it_costs_and_for_whom(candor, changed, history):
    path = changed("  late: 4100", "  late: 2000")
    ran = candor("policy", "backtest", "--facts", history, "--policy", path, "--json")
    (found,) = ran.objects
    assert (ran.code, found["requests"], found["changed"], found["gain"], found["lose"]) == (0, 3, 1, 0, 1)
    assert found["cost"] == {"before": 4500, "after": 3500, "difference": -1000}
    assert found["changes"] == [{"from": "G-FEE", "to": "G-FEE", "requests": 1, "difference": -1000}]
    assert [(one["segment"], one["difference"]) for one in found["segments"]] == [
        ("<south>", 0),
        ("north", -1000),
        ("south", 0),
    ]


def test_the_picture_is_whole_and_says_in_words_what_it_shows(candor, changed, history, tmp_path):
    path, drawn = changed("  late: 4100", "  late: 2000"), tmp_path / "change.svg"
    ran = candor("policy", "backtest", "--facts", history, "--policy", path, "--picture", str(drawn))
    assert "$45.00 under goodwill.yml version 1, $35.00 under other.yml version 1 (-$10.00)" in ran.out
    picture = ET.parse(drawn).getroot()
    space = "{http://www.w3.org/2000/svg}"
    bars = [bar.get("width") for bar in picture.iter(f"{space}rect")]
    widest = max(map(float, bars))
    assert [float(bar) / widest for bar in bars] == pytest.approx([1, 2 / 3, 1 / 2, 1 / 2], abs=0.01)
    twin = drawn.with_suffix(".txt").read_text()
    assert picture.find(f"{space}desc").text == twin.strip()
    assert "$45.00 under goodwill.yml version 1" in twin


def test_a_backtest_of_the_ledger_is_the_same_each_time(candor, changed, bank, monkeypatch, tmp_path):  # noqa: F811
    monkeypatch.setenv("CANDOR_CLOCK", "2026-05-12T15:00:00+00:00")
    path = changed("  late: 4100", "  late: 100")
    told = tmp_path / "segments.csv"
    told.write_text("customer,segment\nc01,one\n")
    command = ("policy", "backtest", "--data", str(bank), "--policy", path, "--segments", str(told), "--json")
    once, again = candor(*command), candor(*command)
    assert once.out == again.out
    (found,) = once.objects
    assert found["requests"] > 20
    assert found["cost"]["difference"] < 0
    assert {one["segment"] for one in found["segments"]} == {"one", "all"}
    (short,) = candor(*command[:2], "--data", str(bank), "--months", "1", "--json").objects
    assert 0 < short["requests"] < found["requests"]
    assert short["changed"] == 0


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--facts", "none.jsonl"), "can not be read"),
        (("--facts", "x", "--segments", "y"), "--segments is for the ledger"),
        (("--segments", "none.csv"), "can not be read"),
        (("--months", "0"), "months"),
    ],
)
def test_wrong_use_of_the_backtest_is_said(candor, argv, told):
    ran = candor("policy", "backtest", *argv)
    assert ran.code == 2
    assert told in ran.err


def test_a_history_with_a_key_that_is_no_fact_is_refused_with_its_line(candor, tmp_path):
    path = tmp_path / "history.jsonl"
    path.write_text(json.dumps(request()) + "\n" + json.dumps(request(income=1)))
    ran = candor("policy", "backtest", "--facts", str(path))
    assert ran.code == 2
    assert "line 2: income may not decide" in ran.err


def test_a_backtest_under_a_bad_policy_ends_with_1_and_its_line(candor, changed, history):
    ran = candor("policy", "backtest", "--facts", history, "--policy", changed("  late: 4100", "  late: -1"))
    assert ran.code == 1
    assert "-1 is negative" in ran.err
