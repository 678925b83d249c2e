"""Asks a process of the product over loopback.

Not by httpx: each client it makes reads all the certificates of the machine, which takes a core longer than a turn
does, and none of these addresses has one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

OK = 200


def get(url: str, headers: Mapping[str, str] | None = None, patience: float = 2.0) -> bytes | None:
    """What `http://...` answers with 200; None when it answers otherwise, or not within `patience` seconds."""
    where = urlsplit(url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=patience)
    try:
        connection.request("GET", where.path or "/", headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.read() if answer.status == OK else None
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def is_ready(url: str, patience: float = 2.0) -> bool:
    """Whether the product at this address says that it takes messages and can answer them."""
    return get(f"{url}/readyz", patience=patience) is not None


def model_in(health: bytes | None) -> str | None:
    """The model that a bot's answer about its health names."""
    try:
        return str(json.loads(health or b"")["model"])
    except (ValueError, KeyError, TypeError):
        return None
