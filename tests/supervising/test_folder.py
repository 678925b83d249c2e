import stat
import subprocess
import sys

import pytest

from candor.settings import ROOT
from candor.supervising.folder import DataFolder
from candor.supervising.refusals import CannotStart

HOLD = """
import sys
from pathlib import Path
from candor.supervising.folder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
folder.claim()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(tmp_path):
    """Another process that holds the folder."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        yield other
        other.kill()


def test_a_second_product_on_the_same_folder_is_refused_by_its_process_number(held, tmp_path):
    with pytest.raises(CannotStart, match=f"already runs on the data folder .* \\(process {held.pid}\\)"):
        DataFolder(tmp_path).claim()


def test_a_folder_whose_product_was_killed_can_be_claimed(held, tmp_path):
    held.kill()
    held.wait()
    folder = DataFolder(tmp_path)
    folder.claim()
    assert (tmp_path / "up.lock").read_text() != str(held.pid)
    folder.release()


def test_a_released_folder_can_be_claimed_again_and_names_no_ports(tmp_path):
    first, second = DataFolder(tmp_path), DataFolder(tmp_path)
    first.claim()
    first.write_ports({"port": 8000})
    assert second.read_ports() == {"port": 8000}
    first.release()
    second.claim()
    assert second.read_ports() is None
    second.release()


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    secret = DataFolder(tmp_path).secret()
    assert len(bytes.fromhex(secret)) == 32
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert DataFolder(tmp_path).secret() == secret


def test_a_folder_that_can_not_be_made_is_refused_with_a_next_step(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CannotStart) as refusal:
        DataFolder(tmp_path / "file" / "inside").claim()
    assert "--data" in refusal.value.next_step


def test_a_half_written_ports_file_counts_as_none(tmp_path):
    (tmp_path / "ports.json").write_text('{"port": ')
    assert DataFolder(tmp_path).read_ports() is None
