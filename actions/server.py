"""The action server: rasa-sdk's own app with our actions in it. The gate before it stands in candor.web."""

from __future__ import annotations

from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.answers import AnswerNo, AnswerYes
from actions.base import CandorAction
from actions.bill import (
    BillSummary,
    ExplainCharge,
    ExplainFee,
    ExplainInterest,
    OtherCharge,
    Payment,
    Pending,
    RefundStatus,
)
from actions.follow_ups import ChangeDetail, HowToStop, SayMore, TakeBack
from actions.goodwill import Goodwill
from actions.not_ours import NotUnderstood, OutOfScope
from actions.person import Dispute, DisputeStatus, ReportFraud, TalkToHuman
from candor.bootstrap import Candor

ACTIONS: tuple[type[CandorAction], ...] = (
    *(ExplainCharge, OtherCharge, Pending, RefundStatus, ExplainFee, ExplainInterest, BillSummary, Payment),
    *(TalkToHuman, ReportFraud, Dispute, DisputeStatus, Goodwill),
    *(AnswerYes, AnswerNo, NotUnderstood, OutOfScope),
    *(SayMore, HowToStop, TakeBack, ChangeDetail),
)


class Executor(ActionExecutor):
    """Our bot leaves the domain out of its calls, and no action reads it: rasa-sdk would refuse such a call (449)."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        return {}


def executor_of(candor: Candor) -> Executor:
    """Holds one instance of each action."""
    executor = Executor()
    for action in ACTIONS:
        executor.register_action(action(candor))
    return executor


def action_app(candor: Candor) -> Any:
    """rasa-sdk's Sanic app, for loopback only and to be guarded by candor.web.actions_gate before it serves."""
    return create_app(executor_of(candor), cors_origins=[])
