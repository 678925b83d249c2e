import subprocess
import sys

from candor.settings import ROOT


def run(folder, source):
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (folder / "test_it.py").write_text(f"import pytest\n\n{source}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def test_a_run_that_skipped_a_test_has_failed(tmp_path):
    skipped = run(tmp_path, "def test_a():\n    pytest.skip('no machine for it')\n\ndef test_b():\n    pass")
    assert "1 passed, 1 skipped" in skipped.stdout
    assert skipped.returncode == 1


def test_a_test_without_a_single_case_has_failed(tmp_path):
    empty = run(tmp_path, "@pytest.mark.parametrize('case', [])\ndef test_a(case):\n    pass")
    assert empty.returncode != 0
    assert "Empty parameter set" in empty.stdout


def test_a_run_of_tests_that_passed_is_fine(tmp_path):
    assert run(tmp_path, "def test_a():\n    pass").returncode == 0
