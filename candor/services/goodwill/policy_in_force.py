"""Which policy is in force: the file's, as long as it is whole; else the last good one, of which a copy is kept."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import yaml

from candor.conversation.wording import Wording
from candor.errors import PolicyRefused
from candor.goodwill.policy import Policy
from candor.goodwill.proof import prove
from candor.goodwill.reading import read_policy
from candor.services.goodwill.goodwill_policy import POLICY_FILE, read_policy_file
from candor.services.goodwill.goodwill_words import wrong_words
from candor.store import Transaction

log = logging.getLogger("candor.goodwill")
Stamp = tuple[int, int] | None
_proved: set[str] = set()


@dataclass(frozen=True)
class InForce:
    """A policy with the text that it was read from; `digest` is the text's sha256."""

    policy: Policy
    text: str
    digest: str


class PolicyInForce:
    """One a process, shared by its threads. The file is looked at again whenever it has changed.

    A file that is broken changes nothing: it is told in the log, once, and the policy before it stays. So it does until
    the day from which a file is valid. A process that starts with such a file takes the copy that the database keeps.
    """

    def __init__(self, path: Path = POLICY_FILE) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: Stamp = None
        self._now: InForce | None = None
        self._waits_for: date | None = None

    def current(self, tx: Transaction, wording: Wording, today: date) -> InForce:
        """The policy to decide by. Raises PolicyRefused when the file is broken and there never was a good one."""
        with self._lock:
            stamp = _stamp(self._path)
            came = self._waits_for is not None and today >= self._waits_for
            if self._now is None or stamp != self._seen or came:
                self._now = self._read(tx, wording, today)
                self._seen = stamp
            return self._now

    def keep(self, tx: Transaction, wording: Wording, now: datetime) -> InForce:
        """The policy to decide by, after its copy was kept. In a transaction that writes."""
        found = self.current(tx, wording, now.date())
        newest = tx.goodwill.policy()
        if newest is None or newest[0] != found.digest:
            tx.goodwill.keep_policy(found.digest, found.policy.version, found.text, now)
        return found

    def _read(self, tx: Transaction, wording: Wording, today: date) -> InForce:
        self._waits_for = None
        try:
            found = checked(self._path, wording, tx)
            if found.policy.valid_from <= today:
                return found
            self._waits_for = found.policy.valid_from
            why = f"{self._path}:1: it is valid from {found.policy.valid_from} on"
        except PolicyRefused as refused:
            why = str(refused)
        before = self._now or _kept(tx)
        if before is None:
            raise PolicyRefused(why)
        log.error("The goodwill policy was not taken, version %s stays in force: %s", before.policy.version, why)
        return before


@cache
def policy_in_force() -> PolicyInForce:
    """That of this process: all its threads look at one file."""
    return PolicyInForce()


def checked(path: Path, wording: Wording, tx: Transaction | None = None) -> InForce:
    """The file's policy, proved and with its words read. Raises PolicyRefused: file, line and reason of each problem.

    What the database knows was proved before it came into force.
    """
    file = read_policy_file(path)
    problems = list(file.problems)
    if file.policy is not None:
        text = path.read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        proved = tx is not None and tx.goodwill.policy(digest) is not None
        # To prove it takes seconds on a busy machine, and a turn waits for eight.
        problems += [] if proved or digest in _proved else prove(file.policy).problems
        problems += wrong_words(file.policy, wording)
        if not problems:
            _proved.add(digest)
            return InForce(file.policy, text, digest)
    raise PolicyRefused("\n".join(map(file.told, problems)))


def policy_of(text: str) -> Policy:
    """The policy of a copy that was kept. Raises PolicyRefused when this version of Candor can not read it."""
    policy, problems = read_policy(yaml.safe_load(text))
    if policy is None:
        raise PolicyRefused("; ".join(problem.reason for problem in problems))
    return policy


def _kept(tx: Transaction) -> InForce | None:
    found = tx.goodwill.policy()
    return InForce(policy_of(found[1]), found[1], found[0]) if found else None


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
