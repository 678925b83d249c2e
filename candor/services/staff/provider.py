"""The bank's identity provider (OpenID Connect): the authorization code flow with PKCE, and what its token must say.

Fails closed: what is missing, unsigned, for somebody else, too old or of a role that we do not know lets nobody in.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import jwt

from candor.clock import Clock
from candor.conversation.staff import Role
from candor.errors import ProviderAway, SignInRefused
from candor.services.staff.leaving import Leaving
from candor.settings import Oidc

ALGORITHMS = ("RS256", "ES256", "PS256")
"""By which a provider signs. None of them can be made with a key that is public."""
PATIENCE = 10.0
LEEWAY = timedelta(seconds=30)
KEPT_FOR = 600.0
"""Seconds for which the provider's description and keys are believed without asking again."""
NEW_KEYS_AFTER = 30.0
"""Seconds at least between two looks for a key that we do not know: tokens of strangers must not make us ask on."""

Fetch = Callable[[str], Mapping[str, Any]]
Post = Callable[[str, Mapping[str, str]], Mapping[str, Any]]


@dataclass(frozen=True)
class Person:
    """Whom the provider vouches for: `subject` is theirs for ever, `name` the one that customers read."""

    subject: str
    name: str
    role: Role


@dataclass
class Provider:
    """One an app. `fetch` and `post` go over the network; both raise ProviderAway."""

    settings: Oidc
    clock: Clock
    fetch: Fetch = field(default_factory=lambda: _fetch)
    post: Post = field(default_factory=lambda: _post)
    _described: tuple[float, Mapping[str, Any]] | None = None
    _keys: tuple[float, jwt.PyJWKSet] | None = None

    def way_out(self, left: Leaving, back: str) -> str:
        """The provider's address to send a browser to; `back` is ours that it returns to. Raises ProviderAway."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": back,
            "scope": self.settings.scope,
            "state": left.state,
            "nonce": left.nonce,
            "code_challenge": left.challenge,
            "code_challenge_method": "S256",
        }
        where = str(self._description()["authorization_endpoint"])
        return f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(asked)}"

    def person(self, code: str, left: Leaving, back: str) -> Person:
        """Whom this code stands for. Raises SignInRefused, or ProviderAway when it can not be asked."""
        told = self.post(
            str(self._description()["token_endpoint"]),
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "client_id": self.settings.client_id,
                "client_secret": self.settings.client_secret,
                "code_verifier": left.verifier,
            },
        )
        claims = self._claims(str(told.get("id_token") or ""))
        if not hmac.compare_digest(str(claims.get("nonce") or "").encode(), left.nonce.encode()):
            raise SignInRefused
        return self._person(claims)

    def _claims(self, token: str) -> Mapping[str, Any]:
        """What a token says that this provider signed for us, and that holds now."""
        try:
            key = self._key(str(jwt.get_unverified_header(token).get("kid") or ""))
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                audience=self.settings.client_id,
                issuer=self.settings.issuer,
                options={"require": ["exp", "iat", "iss", "aud", "sub"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.PyJWTError as error:
            raise SignInRefused from error
        now, away = self.clock.now().timestamp(), LEEWAY.total_seconds()
        parties = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if now > claims["exp"] + away or claims["iat"] > now + away:
            raise SignInRefused
        if len(parties) > 1 and claims.get("azp") != self.settings.client_id:
            raise SignInRefused
        return claims

    def _person(self, claims: Mapping[str, Any]) -> Person:
        said = claims.get(self.settings.role_claim)
        groups = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        roles = [role for group, role in self.settings.roles if group in groups]
        name = " ".join(str(claims.get("name") or "").split())[:80]
        subject = str(claims["sub"])
        if len(set(roles)) != 1 or not name.isprintable() or not name or not 1 <= len(subject) <= 200:
            raise SignInRefused
        return Person(subject, name, roles[0])

    def _description(self) -> Mapping[str, Any]:
        """The discovery document, which has to be the issuer's own."""
        now = monotonic()
        if self._described is None or now - self._described[0] > KEPT_FOR:
            issuer = self.settings.issuer
            found = self.fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            named = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if found.get("issuer") != issuer or not all(_is_safe(str(found.get(name) or ""), issuer) for name in named):
                raise ProviderAway("its description is not that of CANDOR_OIDC_ISSUER")
            self._described = (now, found)
        return self._described[1]

    def _key(self, kid: str) -> jwt.PyJWK:
        """The key of that name; the keys are fetched anew for one that we do not know, now and then."""
        for fresh in (False, True):
            now = monotonic()
            waits = 0.0 if self._keys is None else (NEW_KEYS_AFTER if fresh else KEPT_FOR)
            if self._keys is None or now - self._keys[0] > waits:
                self._keys = (now, self._key_set())
            found = [key for key in self._keys[1].keys if key.key_id == kid]
            if len(found) == 1:
                return found[0]
        raise SignInRefused

    def _key_set(self) -> jwt.PyJWKSet:
        try:
            return jwt.PyJWKSet.from_dict(dict(self.fetch(str(self._description()["jwks_uri"]))))
        except jwt.PyJWTError as error:
            raise ProviderAway("its keys can not be read") from error


def _is_safe(url: str, issuer: str) -> bool:
    """An address of https; of plain http only where the issuer itself is one (a provider on the same machine)."""
    return url.startswith("https://") or (url.startswith("http://") and issuer.startswith("http://"))


def _fetch(url: str) -> Mapping[str, Any]:
    return _read(lambda: httpx.get(url, timeout=PATIENCE, follow_redirects=False))


def _post(url: str, fields: Mapping[str, str]) -> Mapping[str, Any]:
    return _read(lambda: httpx.post(url, data=dict(fields), timeout=PATIENCE, follow_redirects=False))


def _read(ask: Callable[[], httpx.Response]) -> Mapping[str, Any]:
    """The JSON object that came. SignInRefused when the provider says no, ProviderAway for all that is no answer."""
    try:
        answer = ask()
        if answer.status_code in (400, 401, 403):
            raise SignInRefused
        found = answer.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderAway(type(error).__name__) from error
    if not isinstance(found, dict):
        raise ProviderAway("it did not answer with an object")
    return found
