"""What a browser keeps while its person is at the bank's identity provider, so that only its own answer counts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from candor.errors import SignInRefused

AWAY = timedelta(minutes=10)
"""How long somebody may take at the provider's page."""


@dataclass(frozen=True)
class Leaving:
    """What a browser keeps while its person is at the provider. `state` comes back in the address, `nonce` in the
    token; `verifier` proves that it is the same browser's answer."""

    state: str
    nonce: str
    verifier: str

    def kept(self, secret: bytes, until: int) -> str:
        """As a cookie: with a seal of ours, so that nobody can put their own sign-in into another's browser."""
        body = _b64(json.dumps([self.state, self.nonce, self.verifier, until]).encode())
        return f"{body}.{_seal(secret, body)}"

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier beforehand (PKCE, S256)."""
        return _b64(hashlib.sha256(self.verifier.encode()).digest())


def leaving() -> Leaving:
    return Leaving(*(secrets.token_urlsafe(32) for _ in range(3)))


def came_back(cookie: str, state: str, secret: bytes, now: int) -> Leaving:
    """What the browser left with. SignInRefused when it is not ours, too old, or for another answer."""
    body, _, seal = cookie.partition(".")
    if not body or not hmac.compare_digest(seal.encode(), _seal(secret, body).encode()):
        raise SignInRefused
    left_state, nonce, verifier, until = json.loads(base64.urlsafe_b64decode(body + "=="))
    if now > until or not hmac.compare_digest(str(left_state).encode(), state.encode()):
        raise SignInRefused
    return Leaving(left_state, nonce, verifier)


def _seal(secret: bytes, body: str) -> str:
    return hmac.new(secret, b"staff leaving\0" + body.encode(), hashlib.sha256).hexdigest()


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
