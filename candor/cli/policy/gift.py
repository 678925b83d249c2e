"""`candor policy gift`: draws and posts the gifts of a month, as the due work of that month would."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from candor.cli.settings import settings_of
from candor.cli.terminal import WRONG_USE, Trouble, out, print_object

MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def gift(
    month: Annotated[str, typer.Option(help="The month, such as 2026-05.")],
    seed: Annotated[str | None, typer.Option(help="What the lots are drawn with (the month itself).")] = None,
    data: Annotated[Path | None, typer.Option(help="The data folder (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Draw the gifts of a month and post them. The same month again gives nobody a second one."""
    from candor.bootstrap import assemble
    from candor.services.goodwill.draw_gifts import draw_gifts

    if not MONTH.fullmatch(month):
        raise Trouble(f"{month} is no month.", "Write it as 2026-05.", WRONG_USE)
    candor = assemble(settings_of(data))
    with candor.store.write() as tx:
        drawn = draw_gifts(tx, candor.tools, month, seed)
    candor.store.close()
    if as_json:
        print_object(asdict(drawn))
        return
    stopped = " The money for gifts is spent." if drawn.stopped else ""
    out().print(f"{month}: {len(drawn.given)} of {drawn.eligible} accounts were given a gift.{stopped}")
