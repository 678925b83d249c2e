import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from candor.supervising.loopback import get, is_ready, model_in


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path in ("/readyz", "/") else 503)
        self.end_headers()
        self.wfile.write(f"{self.path} {self.headers.get('Authorization')}".encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def url():
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_comes_whole_and_its_headers_went_along(url):
    assert get(url, {"Authorization": "Bearer x"}) == b"/ Bearer x"


def test_any_other_answer_is_none(url):
    assert get(f"{url}/elsewhere") is None


def test_a_product_is_ready_when_it_says_so(url):
    assert is_ready(url)
    assert not is_ready(f"{url}/not")


def test_nobody_there_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert get(f"http://127.0.0.1:{port}") is None


def test_who_takes_the_call_and_says_nothing_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert get(f"http://127.0.0.1:{silent.getsockname()[1]}", patience=0.05) is None


@pytest.mark.parametrize("health", [None, b"", b"{", b"[]", b"{}", b"7"])
def test_a_bot_that_names_no_model_serves_none(health):
    assert model_in(health) is None


def test_a_bot_names_its_model():
    assert model_in(b'{"status": "ok", "model": "new.tar.gz"}') == "new.tar.gz"
