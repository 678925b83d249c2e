"""What is tied to a process ends with it, even when it is killed outright."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil

PARENT = """
import subprocess, sys
from candor.supervising.leash import tied
child = subprocess.Popen(tied([sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(600)"]))
print(child.pid, flush=True)
child.wait()
"""
WITHIN = 60.0


def test_a_tied_program_ends_when_its_parent_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        first, second = parent.stdout.readline(), parent.stdout.readline()
        child = psutil.Process(int(first if first.strip().isdigit() else second))
        os.kill(parent.pid, signal.SIGKILL)
    until = time.monotonic() + WITHIN
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.05)
