"""Who the host page says is there: its short-lived JWT, checked against the keys we were given.

A key belongs to exactly one algorithm, named in the key set and never taken from the token: so a public RSA key can
not be used as an HMAC secret, and "none" is nobody's algorithm.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from jwt.types import Options

from candor.clock import Clock
from candor.errors import IdentityRefused, SettingRefused

AUDIENCE = "candor"
LONGEST_LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=10)
ALGORITHMS = {"HS256": "oct", "EdDSA": "OKP", "RS256": "RSA"}
CLAIMS = ("aud", "sub", "iat", "exp", "jti")


@dataclass(frozen=True)
class Claims:
    """What a good token says. `once` stands for its jti and may be used a single time, until `forget_at`."""

    subject: str
    once: str
    forget_at: datetime


class Keys:
    """The host page's keys by `kid`, from a JWKS file that is read again when it changes (a key can be rotated)."""

    def __init__(self, path: Path | None, extra: Mapping[str, jwt.PyJWK] | None = None) -> None:
        self._path = path
        self._extra = dict(extra or {})
        self._read_at: tuple[int, int] | None = None
        self._keys: dict[str, jwt.PyJWK] = {}

    def get(self, kid: str) -> jwt.PyJWK | None:
        """The key of that name, or None. Raises SettingRefused when the file can not be used."""
        self._refresh()
        return self._keys.get(kid) or self._extra.get(kid)

    def _refresh(self) -> None:
        if self._path is None:
            return
        try:
            stat = self._path.stat()
            if (stamp := (stat.st_mtime_ns, stat.st_size)) != self._read_at:
                self._keys, self._read_at = key_set(self._path.read_bytes()), stamp
        except OSError as error:
            raise SettingRefused(f"CANDOR_IDENTITY_KEYS: {self._path} can not be read") from error


def key_set(text: bytes) -> dict[str, jwt.PyJWK]:
    """The keys of a JWKS document. Each needs `kid` and one of our algorithms in `alg`; else SettingRefused."""
    try:
        return {key["kid"]: usable_key(key) for key in json.loads(text)["keys"]}
    except (ValueError, KeyError, TypeError) as error:
        raise SettingRefused("CANDOR_IDENTITY_KEYS is not a key set: {keys: [{kid, kty, alg, ...}]}") from error


def usable_key(key: Mapping[str, Any]) -> jwt.PyJWK:
    """One JWK, refused (SettingRefused) when it is weak, or of a kind that does not fit its algorithm."""
    if ALGORITHMS.get(key.get("alg", "")) != key.get("kty"):
        raise SettingRefused(f"key {key.get('kid')}: alg must be HS256 (oct), EdDSA (OKP) or RS256 (RSA)")
    try:
        made = jwt.PyJWK(dict(key), algorithm=key["alg"])
    except jwt.PyJWTError as error:
        raise SettingRefused(f"key {key.get('kid')} can not be read") from error
    bits = len(made.key) * 8 if isinstance(made.key, bytes) else getattr(made.key, "key_size", 256)
    if bits < (2048 if key["alg"] == "RS256" else 256):
        raise SettingRefused(f"key {key.get('kid')} is too short")
    return made


def read_token(token: str, find_key: Callable[[str], jwt.PyJWK | None], clock: Clock) -> Claims:
    """The claims of a token that one of our keys signed for us and that is fresh. IdentityRefused for any other."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = find_key(kid) if isinstance(kid, str) else None
        if key is None:
            raise IdentityRefused("unknown kid")
        # Times are checked below, against the clock that everything else uses.
        options: Options = {"require": list(CLAIMS), "verify_exp": False, "verify_iat": False, "verify_nbf": False}
        claims = jwt.decode(token, key, algorithms=[key.algorithm_name], audience=AUDIENCE, options=options)
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise IdentityRefused("not a token for us") from error
    return _fresh(claims, str(kid), clock.now())


def _fresh(claims: Mapping[str, Any], kid: str, now: datetime) -> Claims:
    issued, expires = _instant(claims["iat"]), _instant(claims["exp"])
    if not issued < expires <= issued + LONGEST_LIFE:
        raise IdentityRefused("a token lives five minutes at most")
    if not issued - LEEWAY <= now < expires + LEEWAY:
        raise IdentityRefused("expired, or not valid yet")
    if "nbf" in claims and now < _instant(claims["nbf"]) - LEEWAY:
        raise IdentityRefused("not valid yet")
    subject, jti = claims["sub"], claims["jti"]
    if not (_is_name(subject, 64) and _is_name(jti, 256)):
        raise IdentityRefused("sub or jti can not be used")
    # Two signers may count their tokens alike: the key's name is part of what may be used once.
    once = hashlib.sha256(f"{kid}\0{jti}".encode()).hexdigest()
    return Claims(subject, once, expires + LEEWAY)


def _is_name(value: object, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def _instant(value: object) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise IdentityRefused("a time must be a number")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise IdentityRefused("a time must be a number") from error
