"""Opaque ids: 128 random bits, so that none can be guessed and none tells an order."""

from __future__ import annotations

import secrets


def new_id() -> str:
    return secrets.token_urlsafe(16)
