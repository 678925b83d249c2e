from pathlib import Path

from bot.understanding.entities import BillEntityExtractor
from bot.understanding.intents import EncoderIntentClassifier
from bot.understanding.source import source_digest


def test_the_digest_changes_with_any_python_file_and_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    one = tmp_path / "deep" / "one.py"
    digests = {source_digest([tmp_path])}
    for content in ("a = 1", "a = 2"):
        one.write_text(content)
        digests.add(source_digest([tmp_path]))
    one.rename(tmp_path / "two.py")
    digests.add(source_digest([tmp_path]))
    (tmp_path / "notes.txt").write_text("not code")
    assert len(digests) == 4
    assert source_digest([tmp_path]) in digests


def test_what_older_code_learnt_is_not_taken_from_rasas_cache() -> None:
    assert EncoderIntentClassifier.fingerprint_addon({}) == source_digest()
    assert BillEntityExtractor.fingerprint_addon({}) == source_digest()
