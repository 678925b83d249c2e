"""`candor policy check`: whether a goodwill policy is whole, proved and well worded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from candor.cli.policy.files import opened
from candor.cli.terminal import PROBLEMS, out, print_object
from candor.goodwill.facts import Facts
from candor.goodwill.proof import Proof, prove, told
from candor.services.goodwill.goodwill_policy import PolicyFile
from candor.services.goodwill.goodwill_words import wrong_words
from candor.services.talk.words import load_wording
from candor.settings import ROOT


def check(
    policy: Annotated[Path | None, typer.Option(help="The policy file (data/policy/goodwill.yml).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Prove that every request reaches exactly one rule, and that each rule's words are there and read well."""
    file = opened(policy)
    problems, proof = list(file.problems), None
    if file.policy is not None:
        proof = prove(file.policy)
        problems += [*proof.problems, *wrong_words(file.policy, load_wording(ROOT / "domain.yml"))]
    if as_json:
        print_object(_plain(file, problems, proof))
    else:
        _show(file, problems, proof)
    if problems:
        raise typer.Exit(PROBLEMS)


def _plain(file: PolicyFile, problems: list[Any], proof: Proof | None) -> dict[str, Any]:
    return {
        "file": str(file.path),
        "version": file.policy.version if file.policy else None,
        "fine": not problems,
        "ways": proof.ways if proof else 0,
        "problems": [
            {"file": str(file.path), "line": file.line_of(one.where), "rule": one.rule, "reason": one.reason}
            for one in problems
        ],
        "reached": {name: facts.plain() for name, facts in proof.reached.items()} if proof else {},
    }


def _show(file: PolicyFile, problems: list[Any], proof: Proof | None) -> None:
    screen = out()
    for problem in problems:
        screen.print(escape(file.told(problem)), style="red")
    if problems:
        screen.print("Put these lines right and check again. Until then the policy in force stays as it is.")
    if file.policy is None or proof is None:
        return
    if not problems:
        screen.print(
            f"[bold green]Proved.[/] Version {file.policy.version}: every request reaches exactly one of"
            f" {len(file.policy.rules)} rules, in {proof.ways:,} ways; all words are there and read well."
        )
    screen.print(_table(file, proof))


def _table(file: PolicyFile, proof: Proof) -> Table:
    table = Table("Order", "Rule", "Decides", "Reached by", box=None, header_style="bold")
    rules = [*file.policy.rules, *file.policy.on_grant] if file.policy else []
    for rule in rules:
        table.add_row(str(rule.order), rule.id, str(rule.decides), _reached(proof.reached.get(rule.id)))
    return table


def _reached(facts: Facts | None) -> str:
    return told(facts) if facts else "[bold red]nobody[/]"
