"""The signed context of a turn: who is served, in which turn, until when. The action server believes nothing else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candor.errors import ContextRefused


@dataclass(frozen=True)
class TurnContext:
    """`fence` is the lease's number: a context outlives neither its turn nor its worker (see store.leases)."""

    conversation: str
    message: str
    customer: str | None
    assurance: str
    fence: int
    now: datetime
    expires: datetime
    choice: Mapping[str, Any] | None = None


def key_for(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that one leaking opens nothing else."""
    return hmac.new(secret, purpose.encode(), hashlib.sha256).digest()


def sign(context: TurnContext, secret: bytes) -> str:
    """The context as a token: base64url JSON, a dot, its HMAC-SHA256."""
    fields = {**context.__dict__, "now": context.now.isoformat(), "expires": context.expires.isoformat()}
    body = base64.urlsafe_b64encode(json.dumps(fields, separators=(",", ":")).encode())
    return f"{body.decode()}.{_mac(body, secret)}"


def read(token: str, secret: bytes, now: datetime) -> TurnContext:
    """The context of a token that we signed and that has not expired; ContextRefused for any other."""
    body, _, mac = token.partition(".")
    if not hmac.compare_digest(mac.encode(), _mac(body.encode(), secret).encode()):
        raise ContextRefused
    fields = json.loads(base64.urlsafe_b64decode(body))
    times = {name: datetime.fromisoformat(fields[name]) for name in ("now", "expires")}
    context = TurnContext(**{**fields, **times})
    if now >= context.expires:
        raise ContextRefused
    return context


def _mac(body: bytes, secret: bytes) -> str:
    return hmac.new(key_for(secret, "turn-context"), body, hashlib.sha256).hexdigest()
