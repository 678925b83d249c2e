"""An identity provider on loopback, small and strict: it checks client, code and verifier as RFC 7636 has it."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, CLIENT_SECRET = "desk", "a secret of the desk"


@dataclass
class Loopback:
    """`says` are claims put over the usual ones of the next token; `signs_with` a key that is not in the key set."""

    url: str = ""
    now: int = 0
    says: dict[str, Any] = field(default_factory=dict)
    describes: dict[str, Any] = field(default_factory=dict)
    signs_with: Any = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def authorise(self, address: str) -> str:
        """What the provider's page does when somebody has signed in there: the address it sends the browser to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ends = {name: f"{self.url}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return 200, {"issuer": self.url, **ends, **self.describes}
        if path == "/jwks_uri":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token_endpoint":
            return self._token(form)
        return 404, {}

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        good = asked and form["client_secret"] == CLIENT_SECRET and form["redirect_uri"] == asked["redirect_uri"]
        if not asked or not good or proof != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "u-77", "iat": self.now, "exp": self.now + 300,
            "nonce": asked["nonce"], "name": "Nora", "groups": ["everybody", "desk-agents"], **self.says,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode(claims, self.signs_with or self.key, "RS256", headers={"kid": "one"})
        return 200, {"id_token": token, "access_token": "x", "token_type": "Bearer"}


@contextmanager
def loopback(now: float | None = None) -> Iterator[Loopback]:
    """The provider on a free port, while the block lasts."""
    made = Loopback(now=int(now or time.time()))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*made.answer(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._say(*made.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status: int, what: dict[str, Any]) -> None:
            body = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join(30)
        server.server_close()
