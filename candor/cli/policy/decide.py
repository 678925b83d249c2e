"""`candor policy decide`: what the policy says to requests from a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from candor.billing.money import Money
from candor.cli.policy.files import whole
from candor.cli.terminal import WRONG_USE, Trouble, out, print_object
from candor.errors import FactsRefused
from candor.goodwill.decision import Decision
from candor.goodwill.decision import decide as decided
from candor.goodwill.facts import KEYS, Facts, Unclear, facts_from
from candor.goodwill.policy import Policy
from candor.services.goodwill.backtest import unrepeated, why_no_json

HOW = "One object, or a list of objects, with the keys " + ", ".join(KEYS) + ". See docs/reference/goodwill.md."


def decide(
    file: Annotated[Path, typer.Argument(help="A JSON file with one request or a list; - reads standard input.")],
    policy: Annotated[Path | None, typer.Option(help="The policy file (data/policy/goodwill.yml).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a request.")] = False,
) -> None:
    """Decide requests by the policy, with the rules that were tried."""
    rules = whole(policy).policy
    assert rules is not None
    name = "Standard input" if str(file) == "-" else str(file)
    asked = _asked(_read(file, name), name)
    # All are read before any is decided: half an answer to a wrong file helps nobody.
    facts = [_facts(one, place, len(asked)) for place, one in enumerate(asked, start=1)]
    for one in facts:
        if as_json:
            print_object(plain(one, rules))
        else:
            out().print(escape(_told(decided(one, rules), one)))


def plain(facts: Facts | Unclear, policy: Policy) -> dict[str, Any]:
    """The decision as one object; `problems` names what made the facts unclear."""
    problems = list(facts.problems) if isinstance(facts, Unclear) else []
    return {**decided(facts, policy).plain(), "problems": problems}


def _asked(text: str, name: str) -> list[Any]:
    try:
        given = json.loads(text, object_pairs_hook=unrepeated)
    except (ValueError, RecursionError) as error:
        raise Trouble(f"{name} is no JSON: {why_no_json(error)}.", HOW, WRONG_USE) from None
    if given == []:
        raise Trouble(f"{name} is an empty list: there is no request in it.", HOW, WRONG_USE)
    return given if isinstance(given, list) else [given]


def _facts(given: Any, place: int, of: int) -> Facts | Unclear:
    which = f"request {place}: " if of > 1 else ""
    if not isinstance(given, Mapping):
        raise Trouble(f"{which}it is no object.", HOW, WRONG_USE)
    try:
        return facts_from(given)
    except FactsRefused as refused:
        raise Trouble(f"{which}{refused}.", HOW, WRONG_USE) from None


def _read(file: Path, name: str) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Trouble(f"{name} can not be read: {error.strerror}.", HOW, WRONG_USE) from None
    except UnicodeDecodeError:
        raise Trouble(f"{name} is not text in UTF-8.", "Save it as UTF-8.", WRONG_USE) from None


def _told(decision: Decision, facts: Facts | Unclear) -> str:
    amount = f" {Money(decision.amount)}" if decision.amount else ""
    tried = " › ".join(one.rule for one in decision.trail)
    why = f"\n  {'; '.join(facts.problems)}" if isinstance(facts, Unclear) else f"\n  tried: {tried}"
    return f"{decision.decision}{amount} {decision.reason} (decided by: {decision.authority}){why}"
