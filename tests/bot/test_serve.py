"""The process: loopback only, no API of Rasa, refusals that say why, an orderly end, and logs without words."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import threading
import time
import urllib.error
import urllib.request
import warnings
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from bot import lean, manifest
from bot.archive import unpacked
from bot.serve import _say_ready, main
from bot.settings import ROOT, BotRefused, BotSettings, channel_key
from tests.bot.doubles import SECRET, Actions, Bot, result, said


def listening(process: int) -> list[tuple[str, int]]:
    """Address and port of each socket on which a process waits for connections (Linux)."""
    sockets = {link.readlink().name for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()}
    tables = [Path(f"/proc/{process}/net/{name}").read_text() for name in ("tcp", "tcp6")]
    lines = [line.split() for table in tables for line in table.splitlines()]
    waiting = [fields[1] for fields in lines if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets]
    ends = [end.split(":") for end in waiting]
    return [(socket.inet_ntoa(bytes.fromhex(address)[::-1]), int(port, 16)) for address, port in ends]


def test_it_listens_on_loopback_only(bot: Bot) -> None:
    assert listening(bot.process.pid) == [("127.0.0.1", bot.port)]


@pytest.mark.parametrize(
    "path", ["", "status", "version", "domain", "model/parse", "conversations/c1/tracker", "webhooks/rest/webhook"]
)
def test_rasas_own_api_is_not_there(path: str, bot: Bot) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{bot.port}/{path}", timeout=5)
    refused.value.close()
    assert refused.value.code in {404, 405}


def test_no_word_of_a_customer_reaches_the_log(bot: Bot, actions: Actions) -> None:
    bot.turn("zanzibar charge", conversation="c-logged", message="m-logged")
    actions.always(200, json.dumps({"events": [{"event": "slot", "name": "zanzibar"}]}).encode())
    bot.turn("/zanzibar{ charge")
    log = bot.log.read_text()
    assert "turn conversation=c-logged message=m-logged status=200" in log
    assert "zanzibar" not in log


def test_tensorflow_is_not_loaded_to_serve_this_model(bot: Bot) -> None:
    process = Path(f"/proc/{bot.process.pid}")
    assert "tensorflow" not in (process / "maps").read_text()
    resident = re.search(r"VmRSS:\s+(\d+) kB", (process / "status").read_text())
    assert resident is not None
    assert int(resident[1]) < 250_000


def test_a_model_with_a_component_we_do_not_know_gets_all_of_rasa(scratch_model: Path, monkeypatch: Any) -> None:
    with unpacked(scratch_model) as files:
        assert lean.is_light(files)
        monkeypatch.setattr(lean, "LIGHT", tuple(name for name in lean.LIGHT if "rule_policy" not in name))
        assert not lean.is_light(files)


def test_what_is_left_out_of_a_lean_start_is_there_afterwards_or_refuses() -> None:
    said = "from bot.lean import import_rasa_lean, NOT_YET; import_rasa_lean(); import sys, spacy, importlib;"
    left_out = {"boto3", "pymongo", "dask", "jwt", "apscheduler", "sklearn", "redis", "sqlalchemy"}
    said += f"assert not {left_out} & set(sys.modules);"
    said += "[getattr(importlib.import_module(name), one) for name, wanted in NOT_YET.items() for one in wanted];"
    said += "import redis, sqlalchemy; assert redis.Redis and sqlalchemy.Column('id', sqlalchemy.Integer).name == 'id';"
    said += "spacy.info()"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr.splitlines()[-1] == (
        "RuntimeError: info is left out of the serving process; start with CANDOR_BOT_LEAN=0"
    )


def test_the_domain_is_the_one_that_rasa_would_read_from_the_models_files(scratch_model: Path, agent: Any) -> None:
    with unpacked(scratch_model) as files, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Rasa's words on loading any domain
        read = Domain.load(str(files / "components" / "domain_provider"))
    at_hand = agent.processor.graph_runner._instantiated_nodes["domain_provider"]._component.provide_inference()
    assert at_hand.fingerprint() == read.fingerprint()


def test_an_archive_is_unpacked_into_a_folder_of_its_name_that_is_gone_afterwards(scratch_model: Path) -> None:
    with unpacked(scratch_model) as files:
        assert files.name == scratch_model.name
        assert (files / "components").is_dir()
    assert not files.exists()


def test_a_file_that_leads_out_of_the_archive_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    with tarfile.open(model, "w:gz") as archive:
        for one in ("metadata.json", "../outside"):
            archive.addfile(tarfile.TarInfo(one), io.BytesIO())
    with pytest.raises(BotRefused, match="can not be unpacked"), unpacked(model):
        pass


def test_what_is_no_archive_or_no_model_is_refused(tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken.tar.gz", tmp_path / "empty.tar.gz"
    broken.write_bytes(b"no archive")
    tarfile.open(empty, "w:gz").close()
    with pytest.raises(BotRefused, match="can not be unpacked: ReadError"), unpacked(broken):
        pass
    with pytest.raises(BotRefused, match="has no metadata"), unpacked(empty):
        pass


def test_it_says_that_it_is_ready_only_after_the_listeners_of_its_start(tmp_path: Path) -> None:
    file, loop = tmp_path / "ready", asyncio.new_event_loop()

    async def some_rounds() -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    loop.run_until_complete(_say_ready(str(file))())
    assert not file.exists()
    loop.run_until_complete(some_rounds())
    loop.close()
    assert file.exists()


def test_a_turn_under_way_is_finished_before_the_end(scratch_model: Path, tmp_path: Path) -> None:
    actions = Actions()
    actions.always(200, result(said("utter_charge")), 0.7)
    bot = Bot(scratch_model, tmp_path / "log", actions.url).start().ready()
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(bot.turn("what is this charge")))
    asking.start()
    until = time.monotonic() + 60
    while not actions.calls:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert bot.stop() == 0
    asking.join()
    actions.stop()
    assert answers[0][0] == 200
    assert bot.ask("GET", "health")[0] == 0


def test_a_changed_model_is_refused_with_a_clear_message(scratch_model: Path, tmp_path: Path, caplog: Any) -> None:
    model = tmp_path / "scratch.tar.gz"
    shutil.copy(scratch_model, model)
    manifest.write(model)
    model.write_bytes(model.read_bytes() + b"\0")
    bot = Bot(model, tmp_path / "log").start()
    assert bot.process.wait(60) == 1
    assert "is not the file that was trained" in bot.log.read_text()


def test_it_does_not_start_without_a_secret(tmp_path: Path) -> None:
    bot = Bot(tmp_path / "none.tar.gz", tmp_path / "log", env={"CANDOR_SECRET": ""}).start()
    assert bot.process.wait(60) == 1
    assert "CANDOR_SECRET must hold at least 32 bytes" in bot.log.read_text()


def test_settings_name_the_variable_that_is_wrong() -> None:
    with pytest.raises(BotRefused, match="CANDOR_BOT_PORT"):
        BotSettings.from_env({"CANDOR_SECRET": SECRET, "CANDOR_BOT_PORT": "x"})


def test_the_channels_key_is_made_of_the_secret() -> None:
    assert BotSettings.from_env({"CANDOR_SECRET": SECRET}).key == channel_key(bytes.fromhex(SECRET))
    assert channel_key(b"other") != channel_key(bytes.fromhex(SECRET))


def test_nothing_else_can_be_bound(scratch_model: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--host", "0.0.0.0"], {"CANDOR_SECRET": SECRET})
