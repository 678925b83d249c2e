"""`candor explain`: one line of a bill, or what changed since the bill before, in words or as a picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from candor.billing.explanation import Detail
from candor.billing.pictures import Picture
from candor.billing.records import Book
from candor.cli.settings import settings_of
from candor.cli.terminal import WRONG_USE, Trouble, out, print_object
from candor.cli.verify import database
from candor.conversation.wording import Wording
from candor.settings import Settings

STANDARD_OUTPUT = "-"


def explain(
    customer: Annotated[str, typer.Option(help="The customer whose bill it is, c01 for example.")],
    line: Annotated[str, typer.Option(help="The id of the line on the bill.")] = "",
    compare: Annotated[bool, typer.Option("--compare", help="Explain what changed since the bill before.")] = False,
    detail: Annotated[Detail, typer.Option(help="How much to say.")] = Detail.SHORT,
    svg: Annotated[str, typer.Option(help="Draw it into this SVG file; - prints the SVG.")] = "",
    data: Annotated[Path | None, typer.Option(help="The data folder to read (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Explain one line of a customer's bill, or what changed since the bill before, in the assistant's words."""
    if bool(line) == compare:
        raise Trouble("Name a --line, or ask for --compare.", "candor explain --help shows both.", WRONG_USE)
    with opened(settings_of(data), customer) as seen:
        found = seen.told(line, detail)
        drawn = seen.picture(line) if svg else None
    if drawn and svg == STANDARD_OUTPUT:
        sys.stdout.write(drawn.svg)
        return
    if drawn:
        found |= {"picture": drawn.text, "svg": _written(Path(svg), drawn)}
    if as_json:
        print_object(found)
    else:
        out().print(escape(found["text"]))


@dataclass(frozen=True)
class Seen:
    """A customer's book as of a day, and the words to explain it in."""

    book: Book
    today: date
    wording: Wording

    def told(self, line: str, detail: Detail) -> dict[str, Any]:
        """The words, the responses they come from and the ids they cite; without a line, of what changed."""
        from candor.services.explain.compare_bills import tell_difference
        from candor.services.explain.telling import tell_line
        from candor.services.find.clues import Wanted

        if line:
            told = tell_line(self.book, line, self.today, detail)
        else:
            told = tell_difference(self.book, Wanted(), self.today, self.wording)
        texts = [self.wording.speak(reply).text for reply in told.replies]
        return {
            **({"line": line} if line else {}),
            "text": "\n".join(texts),
            "responses": [reply.response for reply in told.replies],
            "cites": sorted({cite for reply in told.replies for cite in reply.cites}),
        }

    def picture(self, line: str) -> Picture:
        """Of the line, or of what changed when there is no line. Raises Trouble where there is nothing to draw."""
        from candor.services.explain.compare_bills import picture_of_change
        from candor.services.explain.pictures import picture_of_line

        if line:
            drawn = picture_of_line(self.book, line, self.today, self.wording)
        else:
            drawn = picture_of_change(self.book, self.today, self.wording)
        if drawn is None:
            raise Trouble(
                "There is no picture of this.", "Interest with known days has one, and two bills that differ."
            )
        return drawn


@contextmanager
def opened(settings: Settings, customer: str) -> Iterator[Seen]:
    """The customer's book, to be read inside. Raises Trouble for nobody's book, or a line that is not in it."""
    from candor.billing.lines import NoSuchLine
    from candor.bootstrap import assemble
    from candor.clock import day_in
    from candor.errors import NotYours

    ready = database(settings.database_url)
    if not ready.fine:
        raise Trouble(f"The database can not be read: {ready.seen}.", ready.next_step)
    candor = assemble(settings)
    try:
        with candor.store.read() as seen:
            book = seen.ledger.book(customer)
        yield Seen(book, day_in(book.customer.time_zone, candor.clock.now()), candor.wording)
    except NotYours:
        raise Trouble(f"There is no customer {customer}.", "The sample bank's are c01, c02 and so on.") from None
    except NoSuchLine as unknown:
        raise Trouble(
            f"{customer} has no line {unknown}.", "Name a line's id as the cites of `candor talk --json` do."
        ) from None
    finally:
        candor.store.close()


def _written(file: Path, drawn: Picture) -> str:
    try:
        file.write_text(drawn.svg, encoding="utf-8")
    except OSError as error:
        raise Trouble(f"{file} can not be written: {error.strerror}.", "Name a file in a folder of yours.") from None
    return str(file)
