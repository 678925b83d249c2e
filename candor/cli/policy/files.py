"""What the policy commands share: reading a policy that has to be right."""

from __future__ import annotations

from pathlib import Path

from candor.cli.terminal import PROBLEMS, WRONG_USE, Trouble
from candor.errors import PolicyRefused
from candor.services.goodwill.goodwill_policy import POLICY_FILE, PolicyFile, read_policy_file

CHECK_IT = "Put it right; candor policy check says all that is wrong."


def opened(path: Path | None) -> PolicyFile:
    """The file, right or wrong; the policy in force when none is named. Raises Trouble when it can not be opened."""
    try:
        return read_policy_file(path or POLICY_FILE)
    except PolicyRefused as refused:
        raise Trouble(str(refused), "Name a policy file, or leave --policy out.", WRONG_USE) from None


def whole(path: Path | None) -> PolicyFile:
    """A file whose policy can be used. Raises Trouble with each problem's line."""
    file = opened(path)
    if file.policy is None:
        raise Trouble("\n".join(map(file.told, file.problems)), CHECK_IT, PROBLEMS)
    return file
