"""The page docs/reference/lines.md, made from the code: each kind of line with its sentence, its sum and an example.

`scripts/lines` writes it. The examples are lines of the sample bank on a fixed day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from candor.billing.explanation import Detail, Explanation, Role
from candor.billing.lines import explain
from candor.billing.records import Book
from candor.conversation.wording import Wording

PREFIX, ONE_LINE = "utter_explain_", "_line"
DAY = date(2026, 5, 12)
# What a one-line answer begins with: name, amount and day; the plain sentence follows.
LABEL = re.compile(r"^[^.]*\{date\}\. ")
SIGNS = {Role.ADDED: "+", Role.TAKEN: "−"}
# Wordings that are no plain case of a kind: another one is the better example.
UNUSUAL = ("given_back", "taken_back", "gone", "captured", "no_card", "likely", "parts")
HEAD = """# Lines

Every kind of line on a bill: its plain sentence, its sum, and an example from the sample bank on May 12, 2026. This
page is made from the code and from `domain.yml`: `scripts/lines` writes it, and a test holds it against them. What the
fields and the variants are stands in [explanations](explanations.md).
"""


@dataclass(frozen=True)
class Example:
    """A line of a customer of the sample bank, told in full."""

    customer: str
    told: Explanation

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """The lower, the better it shows its kind: many different numbers, and few of the same."""
        steps = self.told.steps
        names = {step.name for step in steps}
        return (self.told.mistake is not None, self.told.variant in UNUSUAL, -len(names), len(steps))


def lines_page(wording: Wording, books: list[Book]) -> str:
    """The whole page. `books` are the sample bank's as of DAY."""
    examples = _examples(books)
    kinds = [
        name.removeprefix(PREFIX).removesuffix(ONE_LINE)
        for name in wording.responses
        if name.startswith(PREFIX) and name.endswith(ONE_LINE)
    ]
    return HEAD + "".join(_section(wording, kind, examples.get(kind)) for kind in kinds)


def _examples(books: list[Book]) -> dict[str, Example]:
    """The best line for each kind; of equals the newest of the first customer."""
    best: dict[str, Example] = {}
    for book in books:
        for line_id in _ids(book):
            found = Example(book.customer.id, explain(book, line_id, DAY, Detail.FULL))
            kind = found.told.kind
            if kind not in best or found.rank < best[kind].rank:
                best[kind] = found
    return best


def _ids(book: Book) -> Iterator[str]:
    yield from (line.id for line in reversed(book.lines))
    yield from (hold.id for hold in reversed(book.authorisations))
    yield from (refund.id for refund in reversed(book.refunds))


def _section(wording: Wording, kind: str, example: Example | None) -> str:
    text = str(wording.responses[f"{PREFIX}{kind}{ONE_LINE}"][0]["text"])
    plain = LABEL.sub("", text)
    parts = [f"\n## {kind}\n\n{plain}\n"]
    if example is None:
        return "".join((*parts, "\nNo line of the sample bank is told as this.\n"))
    terms = _sum(example.told)
    parts += [f"\nSum: {terms}.\n"] if terms else []
    said = [wording.render(name, example.told.all_facts).text for name in example.told.responses]
    return "".join(
        (*parts, f"\nAn example, of {example.customer}:\n\n", *(f"> {text}".rstrip() + "\n" for text in _quoted(said)))
    )


def _quoted(said: list[str]) -> Iterator[str]:
    for place, text in enumerate(said):
        if place:
            yield ""
        yield from text.splitlines()


def _sum(told: Explanation) -> str:
    """The steps by their names, `asked + tip = final`, and those only shown behind; "" when there are none.

    Of steps with the same name and sign one stands for all.
    """
    signed = list(dict.fromkeys(f"{SIGNS[step.role]} `{step.name}`" for step in told.steps if step.role in SIGNS))
    result = next((f"`{step.name}`" for step in told.steps if step.role is Role.RESULT), "")
    shown = ", ".join(f"`{step.name}`" for step in told.steps if step.role is Role.SHOWN)
    sides = [side for side in (" ".join(signed).removeprefix("+ "), result) if side]
    return "; ".join(part for part in (" = ".join(sides), f"beside it {shown}" if shown else "") if part)


def main() -> None:
    """Prints the page."""
    from candor.importing.sample.bank import SEED, make_bank
    from candor.services.talk.words import load_wording
    from candor.settings import ROOT

    print(lines_page(load_wording(ROOT / "domain.yml"), make_bank(SEED, DAY)), end="")  # noqa: T201 - it is the output


if __name__ == "__main__":
    main()
