"""The sample host page's signer: makes the short-lived tokens that a real bank's server would make."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta

import jwt

from candor.clock import Clock
from candor.web.api.identity import AUDIENCE, usable_key

LIFE = timedelta(minutes=2)


@dataclass(frozen=True)
class HostKey:
    """A secret key under a name. `made` gives one that nobody has seen before."""

    kid: str
    secret: bytes

    @classmethod
    def made(cls) -> HostKey:
        return cls("sample", secrets.token_bytes(32))

    @property
    def jwk(self) -> jwt.PyJWK:
        octets = base64.urlsafe_b64encode(self.secret).rstrip(b"=").decode()
        return usable_key({"kid": self.kid, "kty": "oct", "alg": "HS256", "k": octets})

    def token(self, customer: str, clock: Clock) -> str:
        """A token that says "this is `customer`", good for two minutes and one use."""
        now = clock.now()
        claims = {"aud": AUDIENCE, "sub": customer, "iat": now, "exp": now + LIFE, "jti": secrets.token_urlsafe(16)}
        return jwt.encode(claims, self.secret, algorithm="HS256", headers={"kid": self.kid})
