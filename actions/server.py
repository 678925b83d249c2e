"""The action server: rasa-sdk's own app with our actions in it. The gate before it stands in candor.web."""

from __future__ import annotations

from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.answers import AnswerNo, AnswerYes, NotUnderstood
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
from actions.person import Dispute, DisputeStatus, Goodwill, ReportFraud, TalkToHuman
from candor.bootstrap import Candor

ACTIONS: tuple[type[CandorAction], ...] = (
    *(ExplainCharge, OtherCharge, Pending, RefundStatus, ExplainFee, ExplainInterest, BillSummary, Payment),
    *(TalkToHuman, ReportFraud, Dispute, DisputeStatus, Goodwill),
    *(AnswerYes, AnswerNo, NotUnderstood),
)


def action_app(candor: Candor) -> Any:
    """rasa-sdk's Sanic app, for loopback only and to be guarded by candor.web.actions_gate before it serves."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(candor))
    return create_app(executor, cors_origins=[])
