import os
import signal
import subprocess
import sys
from dataclasses import replace

from candor.settings import ROOT
from candor.supervising.process import Ended, Follows, NotSucceeded, Started, Stopped, Succeeded
from tests.supervising.conftest import alive, eventually

SLEEP = "import time; print('up'); time.sleep(600)"
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}])
print('child', child.pid)
child.wait()
"""
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(600)"


def test_a_process_that_ends_is_started_again_after_a_growing_wait(program, supervise):
    run = supervise(program("brief", "print('hello'); raise SystemExit(3)"))
    eventually(lambda: len(run.of(Ended)) >= 3, "three ends")
    ends = run.of(Ended)[:3]
    assert [end.code for end in ends] == [3, 3, 3]
    assert [end.again_in for end in ends] == [0.2, 0.4, 0.8]
    assert run.log("brief").count("brief | hello") >= 3


def test_a_process_killed_from_outside_comes_back_as_another(program, supervise):
    run = supervise(program("steady", SLEEP))
    eventually(lambda: "up" in run.log("steady"), "the first start")
    os.kill(run.supervisor.pids()["steady"], signal.SIGKILL)
    eventually(lambda: len(run.of(Started)) == 2, "the second start")
    first, second = (event.pid for event in run.of(Started))
    assert first != second
    assert run.of(Ended)[0].code == -signal.SIGKILL


def test_processes_are_stopped_in_reverse_order_by_sigterm(program, supervise):
    run = supervise(program("first", SLEEP), program("second", SLEEP))
    eventually(lambda: "up" in run.log("first") and "up" in run.log("second"), "both up")
    pids = run.supervisor.pids()
    run.stop()
    assert run.of(Stopped) == [Stopped("second", killed=False), Stopped("first", killed=False)]
    assert not any(alive(pid) for pid in pids.values())


def test_a_process_that_ignores_sigterm_is_killed_after_its_grace(program, supervise):
    run = supervise(program("stubborn", STUBBORN), grace=0.3)
    eventually(lambda: "up" in run.log("stubborn"), "it to be up")
    run.stop()
    assert run.of(Stopped) == [Stopped("stubborn", killed=True)]


def test_being_asked_twice_does_not_wait_for_the_grace(program, supervise):
    run = supervise(program("stubborn", STUBBORN), grace=600)
    eventually(lambda: "up" in run.log("stubborn"), "it to be up")
    run.supervisor.stop()
    run.stop()
    assert run.of(Stopped) == [Stopped("stubborn", killed=True)]


def test_children_of_a_process_end_with_it(program, supervise):
    run = supervise(program("parent", PARENT))
    eventually(lambda: "| child " in run.log("parent") and "| up" in run.log("parent"), "the child")
    child = int(run.log("parent").partition("| child ")[2].split()[0])
    assert alive(child)
    run.stop()
    eventually(lambda: not alive(child), "the child's end")


SUPERVISOR = f"""
import os, sys
from pathlib import Path
from candor.supervising.process import Process
from candor.supervising.supervisor import Supervisor
logs = Path(sys.argv[1])
one = Process("one", (sys.executable, "-u", "-c", {STUBBORN!r}), dict(os.environ), logs.parent)
Supervisor([one], logs, lambda event: print(event.pid, flush=True)).run()
"""


def test_nothing_is_left_when_the_supervisor_is_killed_outright(tmp_path):
    command = [sys.executable, "-c", SUPERVISOR, str(tmp_path / "logs")]
    supervisor = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    with supervisor:
        pid = int(supervisor.stdout.readline())
        eventually(lambda: "up" in (tmp_path / "logs" / "one.log").read_text(), "it to be up")
        assert alive(pid)
        supervisor.kill()
    eventually(lambda: not alive(pid), "the orphan's end")


FOLLOWER = """
import os, pathlib, sys, time
print('serving', os.environ['VERSION'])
if os.environ['VERSION'] == 'broken': sys.exit(1)
pathlib.Path(os.environ['CANDOR_READY_FILE']).touch()
time.sleep(600)
"""


def following(program, wanted, refused):
    return replace(program("bot", FOLLOWER), follows=Follows(lambda: {"VERSION": wanted[0]}, refused.append))


def test_a_successor_serves_before_the_old_process_stops(program, supervise):
    wanted, refused = ["one"], []
    run = supervise(following(program, wanted, refused))
    eventually(lambda: "serving one" in run.log("bot"), "the first")
    first = run.supervisor.pids()["bot"]
    wanted[0] = "two"
    eventually(lambda: run.of(Succeeded), "the successor")
    assert run.supervisor.pids()["bot"] == run.of(Succeeded)[0].pid != first
    assert "serving two" in run.log("bot")
    eventually(lambda: not alive(first), "the end of the first")
    assert run.of(Ended) == []
    assert refused == []


def test_a_successor_that_does_not_come_up_leaves_the_old_one_in_its_place(program, supervise):
    wanted, refused = ["one"], []
    run = supervise(following(program, wanted, refused))
    eventually(lambda: "serving one" in run.log("bot"), "the first")
    first = run.supervisor.pids()["bot"]
    wanted[0] = "broken"
    eventually(lambda: run.of(NotSucceeded), "its refusal")
    assert refused == [{"VERSION": "broken"}]
    assert run.supervisor.pids()["bot"] == first
    assert alive(first)
    run.stop()
    assert run.log("bot").count("serving broken") == 1
    assert list(run.logs.glob(".*.ready")) == []
