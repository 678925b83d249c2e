"""Host tokens, and the ways in which a bad one is made."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from candor.clock import FixedClock
from candor.errors import IdentityRefused, SettingRefused
from candor.web.api.identity import Keys, key_set, read_token
from candor.web.demo.signing import HostKey

SECRET = bytes(range(32))
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ED_KEY = ed25519.Ed25519PrivateKey.generate()


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def rsa_jwk(key: rsa.RSAPrivateKey = RSA_KEY) -> dict[str, Any]:
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": "rsa", "alg": "RS256"}


def ed_jwk() -> dict[str, Any]:
    return {**json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(ED_KEY.public_key())), "kid": "ed", "alg": "EdDSA"}


HS_JWK = {"kty": "oct", "kid": "hs", "alg": "HS256", "k": b64(SECRET)}


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"keys": [HS_JWK, rsa_jwk(), ed_jwk()]}))
    return Keys(path)


Claims = Callable[..., dict[str, Any]]


@pytest.fixture
def claims(clock: FixedClock) -> Claims:
    def made(**changed: Any) -> dict[str, Any]:
        now = int(clock.now().timestamp())
        good = {"aud": "candor", "sub": "c01", "iat": now, "exp": now + 120, "jti": "one"}
        return {name: value for name, value in {**good, **changed}.items() if value is not None}

    return made


def signed(claims: dict[str, Any], key: Any = SECRET, alg: str = "HS256", **header: Any) -> str:
    return jwt.encode(claims, key, algorithm=alg, headers={"kid": "hs", **header})


@pytest.mark.parametrize(
    ("alg", "key", "kid"), [("HS256", SECRET, "hs"), ("RS256", RSA_KEY, "rsa"), ("EdDSA", ED_KEY, "ed")]
)
def test_a_token_of_each_kind_of_key_is_read(
    alg: str, key: Any, kid: str, keys: Keys, claims: Claims, clock: FixedClock
) -> None:
    assert read_token(signed(claims(), key, alg, kid=kid), keys.get, clock).subject == "c01"


def test_the_sample_bank_s_own_token_is_read(clock: FixedClock) -> None:
    key = HostKey.made()
    read = read_token(key.token("c07", clock), Keys(None, {key.kid: key.jwk}).get, clock)
    assert read.subject == "c07"
    assert read.forget_at > clock.now()


def refused(token: str, keys: Keys, clock: FixedClock) -> None:
    with pytest.raises(IdentityRefused):
        read_token(token, keys.get, clock)


def test_a_token_without_a_signature_is_refused(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    for kid in ("hs", "rsa", "ed"):
        refused(jwt.encode(claims(), None, algorithm="none", headers={"kid": kid}), keys, clock)
    for alg in ("none", "None", "NONE", "nOnE", ""):
        head = b64(json.dumps({"alg": alg, "typ": "JWT", "kid": "hs"}).encode())
        refused(f"{head}.{b64(json.dumps(claims()).encode())}.", keys, clock)


def test_a_public_key_is_no_secret(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    # The classic confusion: RS256's public key, known to all, used as an HMAC secret.
    import hashlib
    import hmac

    public = RSA_KEY.public_key()
    forms = (
        public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
    )
    for secret in forms:
        head = b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "rsa"}).encode())
        body = f"{head}.{b64(json.dumps(claims()).encode())}"
        mac = hmac.new(secret, body.encode(), hashlib.sha256).digest()
        refused(f"{body}.{b64(mac)}", keys, clock)


def test_a_key_signs_with_its_own_algorithm_only(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    refused(jwt.encode(claims(), SECRET * 2, algorithm="HS512", headers={"kid": "hs"}), keys, clock)
    refused(jwt.encode(claims(), RSA_KEY, algorithm="PS256", headers={"kid": "rsa"}), keys, clock)
    refused(signed(claims(), ED_KEY, "EdDSA", kid="rsa"), keys, clock)


def test_somebody_else_s_signature_is_refused(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    refused(signed(claims(), secrets.token_bytes(32)), keys, clock)
    good = signed(claims())
    head, body, mac = good.split(".")
    forged = b64(json.dumps(claims(sub="c02")).encode())
    refused(f"{head}.{forged}.{mac}", keys, clock)
    refused(f"{head}.{body}.{mac[:-4]}", keys, clock)


@pytest.mark.parametrize(
    "kid", [None, "", "other", "../../../etc/passwd", "/dev/null", "hs\0", "hs' OR '1'='1", ["hs"], {"a": 1}, 7]
)
def test_a_kid_that_is_not_in_the_set_is_refused(kid: Any, keys: Keys, claims: Claims, clock: FixedClock) -> None:
    head = b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": kid}).encode())
    body = f"{head}.{b64(json.dumps(claims()).encode())}"
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(body.encode(), SECRET)
    refused(f"{body}.{b64(mac)}", keys, clock)


def test_a_key_that_the_token_brings_along_is_not_used(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    refused(signed(claims(), own, "RS256", kid="rsa", jwk=rsa_jwk(own), jku="https://evil.example/keys"), keys, clock)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "other"},
        {"aud": None},
        {"aud": ["other", "another"]},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "c01\0"},
        {"jti": "a\0"},
        {"sub": "c" * 65},
        {"jti": None},
        {"jti": ""},
        {"jti": "j" * 300},
        {"exp": None},
        {"iat": None},
    ],
)
def test_a_token_for_somebody_else_or_without_its_claims_is_refused(
    changed: dict[str, Any], keys: Keys, claims: Claims, clock: FixedClock
) -> None:
    made = {**claims(), **changed}
    refused(signed({name: value for name, value in made.items() if value is not None}), keys, clock)


def moved(at: datetime, **by: float) -> int:
    return int((at + timedelta(**by)).timestamp())


def test_a_token_lives_five_minutes_at_most(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    now = clock.now()
    read_token(signed(claims(exp=moved(now, seconds=300))), keys.get, clock)
    refused(signed(claims(exp=moved(now, seconds=301))), keys, clock)
    refused(signed(claims(exp=moved(now, days=3650))), keys, clock)


def test_a_token_is_good_between_iat_and_exp_with_ten_seconds_of_grace(
    keys: Keys, claims: Claims, clock: FixedClock
) -> None:
    now = clock.now()
    read_token(signed(claims(iat=moved(now, seconds=-100), exp=moved(now, seconds=-5))), keys.get, clock)
    refused(signed(claims(iat=moved(now, seconds=-100), exp=moved(now, seconds=-10))), keys, clock)
    read_token(signed(claims(iat=moved(now, seconds=9), exp=moved(now, seconds=60))), keys.get, clock)
    refused(signed(claims(iat=moved(now, seconds=60), exp=moved(now, seconds=120))), keys, clock)
    refused(signed(claims(nbf=moved(now, seconds=60))), keys, clock)
    refused(signed(claims(iat=moved(now, seconds=60), exp=moved(now, seconds=1))), keys, clock)


@pytest.mark.parametrize("time", ["soon", True, [1], 1e300, float("inf"), float("nan"), -1e18, {}])
@pytest.mark.parametrize("claim", ["iat", "exp", "nbf"])
def test_a_time_that_is_no_time_is_refused(
    claim: str, time: Any, keys: Keys, claims: Claims, clock: FixedClock
) -> None:
    refused(signed(claims(**{claim: time})), keys, clock)


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é.é.é", "e30.e30.", "x" * 8000, "\ud800"])
def test_what_is_no_token_is_refused(token: str, keys: Keys, clock: FixedClock) -> None:
    refused(token, keys, clock)


def test_two_signers_may_use_the_same_jti(keys: Keys, claims: Claims, clock: FixedClock) -> None:
    one = read_token(signed(claims()), keys.get, clock)
    other = read_token(signed(claims(), ED_KEY, "EdDSA", kid="ed"), keys.get, clock)
    again = read_token(signed(claims(sub="c02")), keys.get, clock)
    assert one.once != other.once
    assert one.once == again.once


def test_a_changed_key_file_counts_from_the_next_token_on(
    keys: Keys, claims: Claims, clock: FixedClock, tmp_path: Path
) -> None:
    path = tmp_path / "keys.json"
    read_token(signed(claims()), keys.get, clock)
    path.write_text(json.dumps({"keys": [ed_jwk()]}))
    os.utime(path, ns=(1, 1))
    refused(signed(claims()), keys, clock)
    path.unlink()
    with pytest.raises(SettingRefused):
        read_token(signed(claims()), keys.get, clock)


SMALL = rsa_jwk(rsa.generate_private_key(public_exponent=65537, key_size=1024))


@pytest.mark.parametrize(
    "key",
    [
        {**HS_JWK, "alg": "none"},
        {**HS_JWK, "alg": "RS256"},
        {**HS_JWK, "k": b64(b"short")},
        {key: value for key, value in HS_JWK.items() if key != "alg"},
        {key: value for key, value in HS_JWK.items() if key != "kid"},
        {**rsa_jwk(), "alg": "HS256"},
        {**rsa_jwk(), "n": "!"},
        SMALL,
        "text",
    ],
)
def test_a_key_that_is_weak_or_of_the_wrong_kind_is_refused_by_the_set(key: Any) -> None:
    with pytest.raises(SettingRefused):
        key_set(json.dumps({"keys": [key]}).encode())


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"keys": 1}', b"\xff"])
def test_what_is_no_key_set_is_refused(text: bytes) -> None:
    with pytest.raises(SettingRefused):
        key_set(text)
