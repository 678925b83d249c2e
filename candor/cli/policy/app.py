"""`candor policy`: the commands about the goodwill policy by name."""

from __future__ import annotations

import typer

from candor.cli.policy.backtest import backtest
from candor.cli.policy.check import check
from candor.cli.policy.decide import decide
from candor.cli.policy.gift import gift
from candor.cli.policy.page import page

policy = typer.Typer(
    name="policy",
    help="Check the goodwill policy, ask it, and replay the past under another one.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
policy.command()(check)
policy.command()(decide)
policy.command()(backtest)
policy.command()(page)
policy.command()(gift)
