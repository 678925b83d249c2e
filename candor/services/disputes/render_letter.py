"""A letter as a page and as a PDF that screen readers can read (PDF/UA-1): the same words, from the same facts.

What each kind tells is set by data/policy/disputes.yml, the words by domain.yml; the facts were fixed when it was made.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from candor.disputes.policy import Says
from candor.services.tools import Tools
from candor.store.disputes import Letter

CASE_NUMBER = re.compile(r"\b(D-\d{8})\b")
TEMPLATES = Path(__file__).parent / "letter_templates"
# What is told only where there is something to tell: the fact that has to be there.
ONLY_WITH = {
    Says.TEMPORARY: "has_credit",
    Says.RELATED_CHARGES: "has_related",
    Says.OWED: "is_owed",
    Says.PAY_BY: "is_owed",
    Says.DISPUTE_ON: "is_owed",
    Says.REPORTED_TO: "is_owed",
    Says.RESULT: "is_refused",
    Says.RIGHTS: "has_rights",
    Says.TAKEN_BACK: "takes_back",
}
# What is told only where that is not so: under another law a customer may hold nothing back, and has other rights.
NOT_WITH = {Says.NEED_NOT_PAY: "has_rights", Says.REST_IS_DUE: "has_rights"}


@dataclass(frozen=True)
class Worded:
    """A letter in words: who it is from (a name and an address, line by line; empty when nobody set one), its title,
    who it is to, and its paragraphs."""

    sender: tuple[str, ...]
    title: str
    to: str
    date: str
    paragraphs: tuple[str, ...]
    closing: str


def word_letter(tools: Tools, letter: Letter) -> Worded:
    """The letter's words. Raises WordsMissing when domain.yml lacks what the law asks a letter to tell."""

    def words(name: str) -> str:
        return tools.wording.render(name, letter.facts).text

    def is_told(part: Says) -> bool:
        there = letter.facts.get(ONLY_WITH.get(part, "case"))
        return bool(there) and not letter.facts.get(NOT_WITH.get(part, ""))

    def name_of(part: Says) -> str:
        return f"utter_letter_rights_{letter.facts['law']}" if part is Says.RIGHTS else f"utter_letter_{part}"

    says = filter(is_told, tools.dispute_policy.letters[letter.kind].says)
    return Worded(
        sender=tools.bank,
        title=words(f"utter_letter_title_{letter.kind}"),
        to=letter.facts["customer"],
        date=letter.facts["today"],
        paragraphs=tuple(words(name_of(part)) for part in says),
        closing=words("utter_letter_closing"),
    )


def letter_card(tools: Tools, letter: Letter, title: str) -> dict[str, str]:
    """The card under a letter's words in the talk: a button that saves it."""
    label = tools.wording.render("utter_label_letter", {}).text
    return {"type": "letter", "letter": letter.id, "title": title, "label": label}


def letter_page(tools: Tools, letter: Letter) -> str:
    """The letter as an HTML page of its own, without script."""
    return _pages().get_template("letter.html.jinja").render(letter=word_letter(tools, letter))


def letter_pdf(tools: Tools, letter: Letter) -> bytes:
    """The letter as a tagged PDF. The same letter gives the same bytes."""
    worded = word_letter(tools, letter)
    made = datetime.combine(letter.made_at.date(), time(), tzinfo=UTC)
    data = {
        "sender": list(worded.sender),
        "title": worded.title,
        "to": worded.to,
        "date": worded.date,
        "closing": worded.closing,
    }
    told = json.dumps({**data, "paragraphs": list(worded.paragraphs)})
    pdf: bytes = typst.compile(
        str(TEMPLATES / "letter.typ"),
        format="pdf",
        sys_inputs={"letter": told},
        pdf_standards=["ua-1"],
        timestamp=int(made.timestamp()),
    )
    return pdf


@lru_cache(maxsize=1)
def _pages() -> Environment:
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    pages.filters["parts"] = _parts
    return pages


def _parts(text: str) -> list[str]:
    """The text in pieces, every second of them a case number: on a narrow screen one would break at its hyphen."""
    return CASE_NUMBER.split(text)
