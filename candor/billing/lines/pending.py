"""A shop asked for the money, and it is not final yet (domain 1.2): every hold that is nothing else."""

from __future__ import annotations

from candor.billing.page import Page
from candor.billing.records import Authorisation

NAME = "pending"


def fits(_: Page, _hold: Authorisation) -> bool:
    return True
