"""Becomes another program that ends when its parent does, however the parent ends.

Run by path, as `python leash.py PARENT_PID PROGRAM ARGUMENT...`: it stands alone and imports nothing of Candor's, so
that it starts at once. Linux only does the tying (prctl(2), PR_SET_PDEATHSIG); elsewhere a supervisor that is killed
outright leaves its processes to be stopped by hand.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1


def tied(command: Sequence[str]) -> list[str]:
    """The command, as one that ends with this process. The kernel ties it to the thread that starts it."""
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


def tie_to(parent: int) -> None:
    """Asks the kernel for SIGKILL at the parent's end; leaves at once when the parent is gone already."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  (no shell is the point)
