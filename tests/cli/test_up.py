"""`candor up` in a process of its own, with a small server in the place of bot and app."""

import json
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from candor.cli.up import address
from candor.settings import ROOT
from candor.supervising.loopback import is_ready
from tests.supervising.conftest import alive, eventually

SERVER = """
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()

    def log_message(self, *args):
        pass

HTTPServer(("127.0.0.1", int(os.environ["CANDOR_PORT"])), Ready).serve_forever()
"""

UP = f"""
import sys
from candor import bootstrap
from candor.cli import main
from candor.settings import ROOT
from candor.supervising import product
from candor.supervising.process import Process

bootstrap.prepare_data = lambda settings: (settings.data / "prepared").touch()
product.processes = lambda env: [Process("app", (sys.executable, "-c", {SERVER!r}), env, ROOT)]
main(["up", *sys.argv[1:]])
"""


@pytest.fixture
def up(data_folder):
    """Starts `candor up`; what was not stopped is killed after the test."""
    running = []

    def start(*arguments, **env):
        base = {name: value for name, value in os.environ.items() if not name.startswith("CANDOR_")}
        process = subprocess.Popen(
            [sys.executable, "-c", UP, "--data", str(data_folder), *arguments],
            cwd=ROOT,
            env={**base, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        with process:
            process.kill()


def ready(process):
    for line in process.stdout:
        if "Candor is ready" in line:
            return
    pytest.fail(f"ended before it was ready: {process.stderr.read()}")


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_and_stops_cleanly_when_asked(up, data_folder, asked):
    process = up("--port", "0")
    ready(process)
    ports = json.loads((data_folder / "ports.json").read_text())
    assert is_ready(ports["url"], patience=60)
    assert ports["supervisor"] == process.pid
    assert (data_folder / "prepared").exists()
    process.send_signal(asked)
    said = process.stdout.read()
    assert process.wait(60) == 0
    assert ports["url"] in said
    assert said.endswith("Stopped.\n")
    assert not alive(ports["processes"]["app"])
    assert not (data_folder / "ports.json").exists()


def test_a_second_one_on_the_same_folder_is_refused(up):
    first = up("--port", "0")
    ready(first)
    second = up("--port", "0")
    _, complaint = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "already runs on the data folder" in complaint
    assert f"(process {first.pid})" in complaint
    assert first.poll() is None


def test_a_port_in_use_is_refused_before_anything_is_made(up, data_folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = up("--port", str(taken.getsockname()[1]))
        said, complaint = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert complaint.splitlines()[1] == "Choose another with --port, or --port 0 for any free one."
    assert not (data_folder / "prepared").exists()


def test_an_app_that_was_killed_comes_back_on_the_same_port(up, data_folder):
    process = up("--port", "0")
    ready(process)
    ports = json.loads((data_folder / "ports.json").read_text())
    os.kill(ports["processes"]["app"], signal.SIGKILL)

    def back():
        return json.loads((data_folder / "ports.json").read_text())["processes"].get("app") not in (
            None,
            ports["processes"]["app"],
        )

    eventually(back, "another process")
    transport = httpx.HTTPTransport(retries=8, verify=False)
    with httpx.Client(transport=transport, trust_env=False) as client:
        assert client.get(f"{ports['url']}/readyz").status_code == 200


def test_fresh_forgets_the_embedded_database_and_nothing_else(up, data_folder):
    (data_folder / "secret").write_text("ab" * 32)
    for name in ("candor.db", "candor.db-wal", "candor.db-shm"):
        (data_folder / name).touch()
    ready(up("--port", "0", "--fresh"))
    assert list(data_folder.glob("candor.db*")) == []
    assert (data_folder / "secret").read_text() == "ab" * 32


def test_fresh_leaves_a_database_of_somebody_else_alone(candor, data_folder, monkeypatch):
    monkeypatch.setenv("CANDOR_DATABASE_URL", "postgresql+psycopg://db/candor")
    ran = candor("up", "--fresh", "--port", "0", "--data", str(data_folder))
    assert ran.code == 2
    assert "CANDOR_DATABASE_URL" in ran.err


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("10.0.0.7", "10.0.0.7")],
)
def test_the_address_is_one_that_a_browser_here_can_open(host, shown):
    assert address(host, 8000) == f"http://{shown}:8000"
