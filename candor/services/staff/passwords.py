"""Passwords as argon2id hashes: 19 MiB and two passes, the least that OWASP's password storage cheat sheet names."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from candor.errors import PasswordRefused

SHORTEST, LONGEST = 12, 200
AT_ONCE = 2
"""Hashes computed at the same time: each takes 19 MiB and a core, and a flood of sign-ins must not take all."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_room = BoundedSemaphore(AT_ONCE)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$pFCj0Sv6D1wfMKjlzR8umg$B/DXS2USLBhCoDKWqS6N4VleZ99YVhw6dH4ZfU6VpP4"
"""Checked where there is no such person, so that a wrong name takes as long as a wrong password. Fits no password."""


def hashed(password: str) -> str:
    """The hash to keep. PasswordRefused for fewer than 12 or more than 200 characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"a password has {SHORTEST} to {LONGEST} characters")
    with _room:
        return _hasher.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether the password is the one of this hash; takes the same time when there is none to compare with."""
    with _room:
        try:
            return _hasher.verify(kept or _NOBODYS, password[: LONGEST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
