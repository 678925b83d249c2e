"""The steps of a case that an agent can take, and what each asks for: the same for the page and for what comes back.

What the clocks do by themselves (acknowledge, tell the result, close, credit at the deadline) is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from candor.conversation.normalise import normalise
from candor.conversation.redact import redact
from candor.disputes import commands as do
from candor.disputes.case import Case
from candor.disputes.commands import Command
from candor.disputes.reasons import Answer, Reason
from candor.disputes.steps import STEPS
from candor.errors import MoveRefused
from candor.services.desk.dollars import cents_of


class Wants(StrEnum):
    """What kind of field it is. A `tick` has to be ticked; `lines` are several, one a line."""

    WORDS = "words"
    LINES = "lines"
    DAY = "day"
    CENTS = "cents"
    YES_NO = "yes_no"
    TICK = "tick"
    REASON = "reason"
    REFUND = "refund"


WANTS_OF = {Answer.DAY: Wants.DAY, Answer.CENTS: Wants.CENTS, Answer.YES_NO: Wants.YES_NO}
"""How a fact of a reason is asked for; all others in words."""


@dataclass(frozen=True)
class Field:
    name: str
    wants: Wants = Wants.WORDS
    needed: bool = True


@dataclass(frozen=True)
class Step:
    """`command` is what the case is asked to do; its other fields the service knows by itself."""

    name: str
    command: type[Command]
    fields: tuple[Field, ...] = ()


GROUNDS = (Field("why", Wants.LINES), Field("evidence", Wants.LINES), Field("looked_into", Wants.LINES))
AT_DESK = (
    Step(
        "file",
        do.Submit,
        (Field("reason", Wants.REASON), Field("amount", Wants.CENTS), Field("confirmed", Wants.TICK)),
    ),
    Step("stop", do.Abandon, (Field("follow_up_by", Wants.DAY),)),
    Step("error", do.DecideError),
    Step("different", do.DecideDifferentError, (Field("amount", Wants.CENTS), *GROUNDS)),
    Step("no_error", do.DecideNoError, (*GROUNDS, Field("proof", Wants.LINES, needed=False))),
    Step("lend", do.Lend, (Field("amount", Wants.CENTS),)),
    Step("ask", do.AskCustomer, (Field("fact"), Field("due_on", Wants.DAY))),
    Step("go_on", do.GoOn, (Field("answered", Wants.YES_NO),)),
    Step("chargeback", do.FileChargeback, (Field("code"),)),
    Step("shop", do.HearShop, (Field("answered", Wants.YES_NO),)),
    Step("contest", do.Contest, (Field("reply"),)),
    Step("arbitration", do.EndArbitration, (Field("won", Wants.YES_NO),)),
    Step("refund", do.TakeShopRefund, (Field("refund_line", Wants.REFUND),)),
    Step("withdraw", do.Withdraw, (Field("medium"), Field("own_choice", Wants.TICK))),
    Step("fraud", do.HandToFraud, (Field("first_step"),)),
    Step("still", do.DisputeStill, (Field("written", Wants.TICK),)),
    Step("close_still", do.CloseStillDisputed, (Field("marked_disputed", Wants.TICK), Field("told_who", Wants.TICK))),
)


def steps_from(case: Case) -> tuple[Step, ...]:
    """What may be done with a case where it stands now. What each stands on is asked when it is done."""
    return tuple(step for step in AT_DESK if case.state in STEPS[step.command].froms and _makes_sense(step, case))


def _makes_sense(step: Step, case: Case) -> bool:
    if step.command is do.Lend:
        return case.temporary < case.amount
    return step.command is not do.DisputeStill or case.pay_by is not None


def step_named(name: str) -> Step:
    """Raises MoveRefused when the desk has no such step."""
    found = next((step for step in AT_DESK if step.name == name), None)
    if found is None:
        raise MoveRefused("choose what is to be done with the case")
    return found


def filled(fields: Sequence[Field], sent: Mapping[str, str]) -> dict[str, Any]:
    """The values of a form by field, those that were left empty left out. MoveRefused for what can not be read."""
    found = {field.name: _value(field, sent.get(field.name, "").strip()) for field in fields}
    lacking = [field.name for field in fields if field.needed and found[field.name] in (None, "", ())]
    if lacking:
        raise MoveRefused(f"fill in: {', '.join(name.replace('_', ' ') for name in lacking)}")
    return {name: value for name, value in found.items() if value is not None}


def _value(field: Field, text: str) -> Any:
    if not text:
        return () if field.wants is Wants.LINES else None
    return READ.get(field.wants, _words)(text)


def _words(text: str) -> str:
    return redact(normalise(text))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(_words(line) for line in text.splitlines() if line.strip())


def _tick(text: str) -> bool | None:
    return True if text == "yes" else None


def _yes(text: str) -> bool:
    return text == "yes"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MoveRefused("write the day as year-month-day, such as 2026-05-31") from error


def _reason(text: str) -> Reason:
    try:
        return Reason(text)
    except ValueError as error:
        raise MoveRefused("choose what is wrong with the charge") from error


READ: Mapping[Wants, Callable[[str], Any]] = {
    Wants.LINES: _lines,
    Wants.DAY: _day,
    Wants.CENTS: cents_of,
    Wants.YES_NO: _yes,
    Wants.TICK: _tick,
    Wants.REASON: _reason,
}
