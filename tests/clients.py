"""HTTP clients that read no certificates, which nothing on loopback has: reading them takes longer than most tests."""

from __future__ import annotations

import httpx


def plain_client(url: str = "", timeout: float = 60) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=timeout, trust_env=False, verify=False)


def plain_async_client(url: str, timeout: float = 60) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False, verify=False)
