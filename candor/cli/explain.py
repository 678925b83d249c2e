"""`candor explain`: one line of a bill, in as many words as wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from candor.billing.explanation import Detail
from candor.cli.settings import settings_of
from candor.cli.terminal import Trouble, out, print_object
from candor.cli.verify import database
from candor.settings import Settings


def explain(
    customer: Annotated[str, typer.Option(help="The customer whose bill it is, c01 for example.")],
    line: Annotated[str, typer.Option(help="The id of the line on the bill.")],
    detail: Annotated[Detail, typer.Option(help="How much to say.")] = Detail.SHORT,
    data: Annotated[Path | None, typer.Option(help="The data folder to read (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Explain one line of a customer's bill, in the assistant's words."""
    found = explanation(settings_of(data), customer, line, detail)
    if as_json:
        print_object(found)
    else:
        out().print(escape(found["text"]))


def explanation(settings: Settings, customer: str, line: str, detail: Detail) -> dict[str, Any]:
    """The words, the responses they come from and the ids they cite. Raises Trouble for a line that is not theirs."""
    from candor.billing.lines import NoSuchLine
    from candor.bootstrap import assemble
    from candor.clock import day_in
    from candor.errors import NotYours
    from candor.services.telling import tell_line

    ready = database(settings.database_url)
    if not ready.fine:
        raise Trouble(f"The database can not be read: {ready.seen}.", ready.next_step)
    candor = assemble(settings)
    try:
        with candor.store.read() as seen:
            book = seen.ledger.book(customer)
        told = tell_line(book, line, day_in(book.customer.time_zone, candor.clock.now()), detail)
    except NotYours:
        raise Trouble(f"There is no customer {customer}.", "The sample bank's are c01, c02 and so on.") from None
    except NoSuchLine:
        raise Trouble(
            f"{customer} has no line {line}.", "Name a line's id as the cites of `candor talk --json` do."
        ) from None
    finally:
        candor.store.close()
    texts = [candor.wording.speak(reply).text for reply in told.replies]
    return {
        "line": line,
        "text": "\n".join(texts),
        "responses": [reply.response for reply in told.replies],
        "cites": sorted({cite for reply in told.replies for cite in reply.cites}),
    }
