"""A wrong policy file is refused, with its line, the rule and the reason; nothing else is ever in force."""

from datetime import date

import pytest

from candor.errors import PolicyRefused
from candor.goodwill.proof import prove
from candor.services.goodwill.goodwill_policy import POLICY_FILE, load_goodwill_policy, read_policy_file
from candor.services.goodwill.goodwill_words import wrong_words
from tests import ours

WHOLE = POLICY_FILE.read_text(encoding="utf-8")


def refused(tmp_path, old, new):
    """What is said of the policy in force after one change: pairs of the line's own text and the sentence."""
    assert WHOLE.count(old) >= 1
    path = tmp_path / "changed.yml"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    with pytest.raises(PolicyRefused) as error:
        load_goodwill_policy(path)
    told = str(error.value).removeprefix(f"{path}:").split(f"\n{path}:")
    return [(lines[int(one.partition(":")[0]) - 1].strip(), one.partition(": ")[2]) for one in told]


def test_the_policy_in_force_is_whole():
    policy = load_goodwill_policy()
    assert (policy.version, policy.valid_from, len(policy.rules)) == (1, date(2026, 1, 1), 25)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        (
            "if: kind == 'annual'",
            "if: kind == 'anual'",
            "if: kind == 'anual'",
            "rule G-ANN: at character 9 (`'anual'`)",
        ),
        (
            "if: age > old_days",
            "if: age > old_day",
            "if: age > old_day",
            "rule G-OLD: at character 7 (`old_day`): old_day is not",
        ),
        (
            "if: age > old_days",
            "if: balance > 5",
            "if: balance > 5",
            "rule G-OLD: at character 1 (`balance`): balance may not",
        ),
        ("if: age > old_days", "if: age >", "if: age >", "rule G-OLD: it can not be read"),
        ("if: age > old_days", "if: [age]", "if: [age]", "rule G-OLD: ['age'] is no text"),
        ("order: 100", "order: 90", "order: 90", "rule G-OLD: order 90 does not come after 90 of G-AGE"),
        ("order: 100", "order: -5", "order: -5", "rule G-OLD: -5 is negative"),
        ("decide: DISPUTE", "decide: DISPUT", "decide: DISPUT", "rule G-DSP: 'DISPUT' is not one of"),
        ("decide: DISPUTE", "decide: GRANT", "- id: G-DSP", "rule G-DSP: amount is missing"),
        ("words: disputed", "amount: amt\n    words: disputed", "amount: amt", "rule G-DSP: DISPUTE has no amount"),
        ("words: disputed", "word: disputed", "word: disputed", "rule G-DSP: word is not known here"),
        ("words: disputed", "words: Disputed!", "words: Disputed!", "rule G-DSP: 'Disputed!' is no name of words"),
        (
            "authority: agent",
            "authority: agnt",
            "authority: agnt",
            "rule G-HUM: 'agnt' is no person to hand over to: agent, supervisor, manager or by_amount",
        ),
        ("- id: G-DUP", "- id: G-DSP", "- id: G-DSP", "rule G-DSP: G-DSP stands there twice"),
        ("- id: G-DUP", "- id: dup", "- id: dup", "rule dup: 'dup' is no id"),
        ("says: {days: old_days}", "says: {days: old}", "says: {days: old}", "rule G-OLD: 'old' is not one of tiny"),
        (
            "next: {after: opened, months: 6}",
            "next: {after: birth, months: 6}",
            "next:",
            "rule G-TEN: 'birth' is not one of",
        ),
        (
            "amount: min(amt, new_most)",
            "amount: min(amt, newmost)",
            "amount: min(amt, newmost)",
            "rule G-NEW: at character 10",
        ),
        ("late: 4100", "late: -4100", "late: -4100", "-4100 is negative"),
        ("late: 4100", "late: 41.00", "late: 41.00", "41.0 is not a whole number"),
        ("  late: 4100\n", "", "caps:", "late is missing"),
        ("late: 4100", "lates: 4100", "lates: 4100", "lates is not known here"),
        ("tiny: 500", "income: 500", "income: 500", "income may not decide"),
        ("tiny: 500", "amt: 500", "amt: 500", "'amt' can not be the name of a limit"),
        ("agent: 10000", "agent: 100", "agent: 100", "each role may decide about more"),
        ("agent: 10000", "agent: 4100", "agent: 4100", "each role may decide about more"),
        ("manager: null", "manager: 50000", "manager: 50000", "the last role has no limit"),
        ("version: 1", "version: one", "version: one", "'one' is not a whole number"),
        ("valid_from: 2026-01-01", "valid_from: soon", "valid_from: soon", "'soon' is no day"),
        ("unclear: G-HUM", "unclear: G-FEE", "unclear: G-FEE", "'G-FEE' is no rule that hands over"),
        (
            "gifts_until_percent: 80",
            "gifts_until_percent: 101",
            "gifts_until_percent: 101",
            "101 is not a whole number from 0 to 100",
        ),
        ("id: G-GFT", "id: G-FEE", "id: G-FEE", "G-FEE is the id of a rule"),
        ("due_dates: 12", "due_dates: 12\n  due_dates: 11", "due_dates: 11", "due_dates stands there twice"),
        ("on_grant:", "on_grants:", "on_grants:", "on_grants is not known here"),
        (
            "alternatives: [show_terms]",
            "alternatives: show_terms",
            "alternatives: show_terms",
            "rule G-KND: a list of words",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_rule_and_reason(tmp_path, old, new, line, told):
    found = refused(tmp_path, old, new)
    assert any(where.startswith(line) and said.startswith(told) for where, said in found), found


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("late: 4100", "late: 04100", "late: 04100", "04100 is read as 2112: write its plain digits"),
        ("late: 4100", "late: 41:00", "late: 41:00", "41:00 is read as 2460: write its plain digits"),
        ("late: 4100", "late: 0x1004", "late: 0x1004", "0x1004 is read as 4100: write its plain digits"),
        ("late: 4100", "late: 4_100", "late: 4_100", "4_100 is read as 4100: write its plain digits"),
        ("valid_from: 2026-01-01", "valid_from: 2026-13-01", "valid_from:", "2026-13-01 is no day: month must be in"),
    ],
)
def test_a_value_that_yaml_reads_as_another_is_refused(tmp_path, old, new, line, told):
    ((where, said),) = refused(tmp_path, old, new)
    assert where.startswith(line)
    assert said.startswith(told)


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (WHOLE.encode() + b"# caf\xe9", len(WHOLE.splitlines()) + 1, "it is not text in UTF-8: save it as UTF-8"),
        (WHOLE.encode("utf-16"), 1, "it is not text in UTF-8: save it as UTF-8"),
        (b"version: 1\nrules: " + b"[" * 200_000, 2, "it is nested deeper than 50"),
        (b"version: 1\n#" + b"x" * 600_000, 1, "it is longer than 500,000 characters"),
        (b"a: &a [x]\nb: [*a, *a]\n", 2, "*a stands for another place: write it out"),
        (WHOLE.encode() + b"\x00", 1, "it is no YAML: special characters are not allowed"),
    ],
    ids=["latin", "utf-16", "deep", "long", "alias", "nul"],
)
def test_a_file_that_is_not_even_read_is_refused_with_its_line(tmp_path, content, line, told):
    path = tmp_path / "odd.yml"
    path.write_bytes(content)
    with pytest.raises(PolicyRefused) as error:
        load_goodwill_policy(path)
    assert str(error.value) == f"{path}:{line}: {told}"


def test_a_file_that_an_editor_began_with_its_mark_and_ended_lines_its_own_way_is_read(tmp_path):
    path = tmp_path / "windows.yml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert load_goodwill_policy(path) == load_goodwill_policy()


def test_a_cap_of_nothing_that_a_rule_would_grant_by_is_not_proved(tmp_path):
    path = tmp_path / "nothing.yml"
    path.write_text(WHOLE.replace("  late: 4100", "  late: 0", 1), encoding="utf-8")
    reasons = {problem.reason for problem in prove(load_goodwill_policy(path)).problems}
    assert reasons == {"the amount can be nothing for kind late"}


@pytest.mark.parametrize("text", ["", "[]", "42", "version: 1", "a: [", "\tversion: 1", "? [1]\n: 2", "a: &a [*a]"])
def test_a_file_that_is_no_policy_is_refused(tmp_path, text):
    path = tmp_path / "odd.yml"
    path.write_text(text)
    with pytest.raises(PolicyRefused, match=r"odd\.yml:\d+: "):
        load_goodwill_policy(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PolicyRefused, match="can not be read"):
        load_goodwill_policy(tmp_path / "none.yml")


def test_two_mistakes_are_told_at_once(tmp_path):
    path = tmp_path / "two.yml"
    path.write_text(WHOLE.replace("late: 4100", "late: -1").replace("decide: DISPUTE", "decide: NO"), encoding="utf-8")
    assert len(read_policy_file(path).problems) == 2


def words_of(old, new, tmp_path):
    path = tmp_path / "words.yml"
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    file = read_policy_file(path)
    return [file.told(problem) for problem in wrong_words(file.policy, ours.wording())]


def test_all_words_of_the_policy_are_there_and_read_well():
    assert wrong_words(load_goodwill_policy(), ours.wording()) == []


def test_words_that_are_missing_are_named_with_their_line(tmp_path):
    (told,) = words_of("words: disputed", "words: nowhere", tmp_path)
    number = 1 + WHOLE.splitlines().index("    words: disputed")
    assert told == f"{tmp_path / 'words.yml'}:{number}: rule G-DSP: domain.yml has no response utter_goodwill_nowhere"
    (told,) = words_of("alternatives: [case_status]", "alternatives: [nowhere]", tmp_path)
    assert told.endswith("rule G-DSP: domain.yml has no response utter_goodwill_also_nowhere")
    (told,) = words_of("words: gift", "words: gifts", tmp_path)
    assert told.endswith("rule G-GFT: domain.yml has no response utter_goodwill_gifts")


def test_a_number_that_the_words_need_must_come_from_the_policy(tmp_path):
    (told,) = words_of("    says: {days: old_days}\n", "", tmp_path)
    assert told.endswith("rule G-OLD: utter_goodwill_old asks for days, which nobody knows")
    (told,) = words_of("words: disputed", "words: disputed\n    says: {days: old_days}", tmp_path)
    assert told.endswith("rule G-DSP: utter_goodwill_disputed does not say days")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Notwithstanding the aforementioned considerations, reimbursement remains unavailable.", "reads at grade"),
        ("We will waive this.", "has the bank words waive"),
        ("We " + "go " * 25 + "on.", "has a sentence of 27 words"),
        ("We " + "go " * 16 + "on.", "has 18.0 words a sentence"),
    ],
)
def test_words_that_read_badly_are_found(text, told):
    wording = ours.wording()
    hard = type(wording)({**wording.responses, "utter_goodwill_disputed": [{"text": text}]})
    reasons = [problem.reason for problem in wrong_words(load_goodwill_policy(), hard)]
    assert any(reason.startswith(f"utter_goodwill_disputed {told}") for reason in reasons)
