"""The case beside a plain one: the same commands in any order, on any day, lead both to the same place and money."""

from collections import Counter
from datetime import timedelta
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.disputes.states import FINAL, State
from candor.disputes.steps import take
from candor.errors import IllegalStep, StepNotReady
from tests.disputes.cases import CHARGED, TODAY, draft, ready
from tests.disputes.cases import WAYS as WAYS_TO
from tests.disputes.plain_case import WAYS, PlainCase, commands_by_name

STEPS = 50_000
REASONS = (Reason.DUPLICATE, Reason.NOT_RECEIVED)
COMMANDS = commands_by_name(do, REASONS, CHARGED)
BEGINNINGS = list(WAYS_TO.values())
# Where little can happen any more: after a while another case begins.
SPENT = FINAL | {State.CLOSED, State.STILL_DISPUTED}


# Days until something is asked of it: the deadline is 70 days after the first of them, and so a day on either side.
LATER = (0, 5, 69, 70, 71, 130)


def numbers_of(chosen):
    """Every three bytes a number. Hypothesis likes small ones: they are spread over all (Knuth's hashing)."""
    for at in range(0, len(chosen) - 2, 3):
        yield int.from_bytes(chosen[at : at + 3], "little") * 2654435761 % 2**32


class Beside(RuleBasedStateMachine):
    """A run of commands is one rule: what hypothesis adds to a rule costs more than the commands themselves."""

    seen: ClassVar[Counter] = Counter()

    @initialize(way=st.sampled_from(BEGINNINGS))
    def begin(self, way):
        self.today, self.case = TODAY, draft()
        clocks = self.case.clocks
        self.plain = PlainCase(CHARGED, clocks.resolve_by, clocks.credit_itself_on, clocks.pay_window_days)
        for kind in way:
            self.one(ready(kind, self.case))

    @rule(days=st.sampled_from([1, 5, 12, 45]))
    def days_pass(self, days):
        self.today += timedelta(days=days)

    @rule(chosen=st.binary(min_size=120, max_size=240))
    def is_told(self, chosen):
        for number in numbers_of(chosen):
            rest, which = divmod(number, 8)
            if which == 0 and self.case.state in SPENT:
                self.begin(BEGINNINGS[rest % len(BEGINNINGS)])
                self.today += timedelta(days=LATER[rest % len(LATER)])
            if which == 1:
                self.today += timedelta(days=rest % 20)
            self.one(self.command(rest))

    def command(self, number):
        """Three of four commands may be given where the case stands; that they are ready is left to chance."""
        rest, anything = divmod(number, 4)
        names = sorted(COMMANDS) if anything == 0 else self.plain.may() or sorted(COMMANDS)
        rest, which = divmod(rest, len(names))
        makes = COMMANDS[names[which]]
        return makes[rest % len(makes)](self.today)

    def one(self, command):
        name = type(command).__name__
        before = self.case
        said = self.plain.told(name, command, self.today)
        assert said == self.told(command), (command, before, self.today)
        case, plain = self.case, self.plain
        mine = (case.state, case.amount, case.temporary, case.final, case.owed, case.acknowledged_on, case.pay_by)
        other = (plain.place, plain.amount, plain.lent, plain.given, plain.owes(), plain.acknowledged, plain.pay_by)
        assert mine == other, (command, before, self.today)
        assert case.clocks is before.clocks
        assert case.notice_at == before.notice_at
        assert case.temporary >= 0 <= case.final
        if case.held < before.held:
            assert self.today <= case.clocks.resolve_by or command.double_of
        self.seen["steps"] += 1
        self.seen[name, said] += 1
        self.seen[case.state] += 1

    def told(self, command):
        try:
            self.case = take(self.case, command, self.today)
        except IllegalStep:
            return "illegal"
        except StepNotReady:
            return "not ready"
        return "done"


def test_fifty_thousand_steps_lead_both_cases_to_the_same_place_and_money():
    Beside.seen = Counter()
    run_state_machine_as_test(
        Beside,
        settings=settings(
            max_examples=200,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert Beside.seen["steps"] >= STEPS
    assert {state for state in State if Beside.seen[state]} == set(State)
    assert {name for name in WAYS if Beside.seen[name, "done"]} == set(WAYS)
