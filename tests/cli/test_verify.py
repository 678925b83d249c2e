import hashlib
import json
import sqlite3

import pytest

from candor.bootstrap import prepare_data
from candor.cli import verify
from candor.services.goodwill.goodwill_policy import POLICY_FILE
from candor.settings import Settings
from candor.store.migrate import migrate


@pytest.fixture
def root(tmp_path):
    """A project in which all is well."""
    for folder in ("data/policy", "models"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/policy/handoff.yml").write_text("version: 3\n")
    (tmp_path / "domain.yml").write_text("responses: {utter_hello: [{text: Hello.}]}\n")
    (tmp_path / "models/m.tar.gz").write_bytes(b"model")
    seal(tmp_path, b"model")
    return tmp_path


def seal(root, content):
    digest = hashlib.sha256(content).hexdigest()
    (root / "models/manifest.json").write_text(json.dumps({"models": {"m.tar.gz": {"sha256": digest}}}))


def test_a_sound_project_has_no_findings(root):
    findings = [verify.policies(root), verify.words(root), verify.model(root)]
    assert [finding.fine for finding in findings] == [True, True, True]
    assert findings[0].seen == "handoff 3"


def test_a_policy_without_a_version_is_found(root):
    (root / "data/policy/handoff.yml").write_text("promise: 1 day\n")
    assert not verify.policies(root).fine


def test_a_goodwill_policy_that_can_not_be_used_is_found_with_its_line(root):
    whole = POLICY_FILE.read_text(encoding="utf-8")
    path = root / "data/policy/goodwill.yml"
    path.write_text(whole, encoding="utf-8")
    assert verify.policies(root).fine
    path.write_text(whole.replace("  late: 4100", "  late: -1"), encoding="utf-8")
    found = verify.policies(root)
    number = 1 + whole.splitlines().index("  late: 4100")
    assert not found.fine
    assert found.seen == f"PolicyRefused: {path}:{number}: -1 is negative"


@pytest.mark.parametrize("content", ["responses: [", "- a list", "intents: [greet]"])
def test_words_that_can_not_be_read_are_found(root, content):
    (root / "domain.yml").write_text(content)
    finding = verify.words(root)
    assert not finding.fine
    assert finding.next_step


def test_a_model_that_was_changed_after_sealing_is_found(root):
    (root / "models/m.tar.gz").write_bytes(b"another")
    finding = verify.model(root)
    assert not finding.fine
    assert "not what models/manifest.json says" in finding.seen


def test_a_missing_model_is_found(root):
    (root / "models/m.tar.gz").unlink()
    assert verify.model(root).next_step == "Train one: candor train."


def test_a_migrated_database_is_fine(empty_database_url):
    assert not verify.database(empty_database_url).fine
    migrate(empty_database_url)
    assert verify.database(empty_database_url).fine


@pytest.fixture
def bank(sqlite_url, tmp_path):
    """The sample bank's books in a database of their own."""
    env = {"CANDOR_DATABASE_URL": sqlite_url, "CANDOR_SECRET": "5" * 64, "CANDOR_DATA": str(tmp_path / "var")}
    prepare_data(Settings.from_env(env))
    return sqlite_url


def test_every_sum_of_the_sample_bank_holds_and_its_mistakes_are_counted_apart(bank):
    finding = verify.ledger(bank)
    assert finding.fine
    assert "every sum holds" in finding.seen
    assert not finding.seen.endswith(": 0")


def test_a_bill_that_does_not_add_up_is_found(bank):
    with sqlite3.connect(bank.removeprefix("sqlite:///")) as database:
        database.execute("update statements set purchases = purchases + 1 where id = (select min(id) from statements)")
    finding = verify.ledger(bank)
    assert not finding.fine
    assert "balance_sum (1)" in finding.seen
    assert "docs/reference/invariants.md" in finding.next_step


def test_looking_for_a_database_does_not_make_one(empty_sqlite_url, data_folder):
    assert not verify.database(empty_sqlite_url).fine
    assert list(data_folder.iterdir()) == []


def test_a_server_that_does_not_answer_is_found():
    finding = verify.database("postgresql+psycopg://candor@127.0.0.1:9/none")
    assert not finding.fine
    assert "CANDOR_DATABASE_URL" in finding.next_step


def test_the_command_tells_each_thing_and_ends_with_one_when_something_is_wrong(candor, tmp_path):
    ran = candor("verify", "--data", str(tmp_path), "--json")
    assert ran.code == 1
    assert [item["what"] for item in ran.objects] == ["database", "policies", "words", "model"]
    assert ran.objects[0]["fine"] is False
