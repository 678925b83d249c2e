"""`candor verify`: whether all that the product stands on is there and readable."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.progress import track
from rich.table import Table

from candor.cli.terminal import PROBLEMS, err, out, print_object
from candor.services.goodwill.goodwill_policy import load_goodwill_policy
from candor.settings import ROOT
from candor.supervising.folder import DataFolder
from candor.training import trained


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is fine, what was seen, and what to do when it is not."""

    what: str
    fine: bool
    seen: str
    next_step: str = ""


def verify(
    data: Annotated[Path | None, typer.Option(help="The data folder to look at (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Check the database, its schema, every customer's books, the policies, the words and the model."""
    folder = DataFolder(data or Path(os.environ.get("CANDOR_DATA") or "var"))
    url = os.environ.get("CANDOR_DATABASE_URL") or f"sqlite:///{folder.path / 'candor.db'}"
    findings = [database(url), policies(ROOT), words(ROOT), model(ROOT)]
    if findings[0].fine:
        findings[1:1] = [ledger(url), decisions(url)]
    if as_json:
        for finding in findings:
            print_object(asdict(finding))
    else:
        out().print(_table(findings))
    if not all(finding.fine for finding in findings):
        raise typer.Exit(PROBLEMS)


def database(url: str) -> Finding:
    """Whether it opens and stands at the newest migration. A missing SQLite file is not made."""
    what, make = "database", "Run candor up, which makes and migrates it."
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return Finding(what, False, "there is none yet", make)
    return _looked(what, lambda: _schema(url), "Check CANDOR_DATABASE_URL and that the server answers.", make)


def _schema(url: str) -> str | None:
    from candor.store.engine import engine_for
    from candor.store.migrate import is_current

    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            return "opens, schema current" if is_current(connection) else None
    finally:
        engine.dispose()


def ledger(url: str) -> Finding:
    """Whether all rules of docs/reference/invariants.md hold; mistakes of ours are counted beside them."""
    return _looked("ledger", lambda: _books(url), "See docs/reference/invariants.md for the rules named.", "")


def _books(url: str) -> str:
    from candor.billing.invariants import Violation, check
    from candor.store import Store

    store, found, screen = Store(url), list[Violation](), err()
    try:
        with store.read() as tx:
            customers = [customer.id for customer in tx.ledger.customers()]
        for customer_id in track(customers, "Checking the books", console=screen, disable=not screen.is_terminal):
            with store.read() as tx:
                found += check(tx.ledger.book(customer_id))
    finally:
        store.close()
    broken = Counter(violation.code for violation in found if not violation.is_our_mistake)
    if broken:
        raise ValueError("broken: " + ", ".join(f"{code} ({times})" for code, times in sorted(broken.items())))
    return f"{len(customers)} customers, every sum holds; mistakes of ours that they are told of: {len(found)}"


def decisions(url: str) -> Finding:
    """Whether every goodwill decision comes out the same from its stored facts and its stored policy."""
    return _looked(
        "decisions", lambda: _replayed(url), "Look those decisions up; they were changed after they were made.", ""
    )


def _replayed(url: str) -> str:
    from candor.services.goodwill.replay import replay_decisions
    from candor.store import Store

    store = Store(url)
    try:
        with store.read() as tx:
            count, otherwise = replay_decisions(tx)
    finally:
        store.close()
    if otherwise:
        raise ValueError(f"{len(otherwise)} of {count} decided otherwise: {', '.join(otherwise[:3])}")
    return f"{count} goodwill decisions, each the same again"


def policies(root: Path) -> Finding:
    """Whether every written policy can be read and has a version."""
    return _looked("policies", lambda: _policies(root), "Put the file named above right.", "Add data/policy/*.yml.")


def _policies(root: Path) -> str | None:
    files = sorted((root / "data" / "policy").glob("*.yml"))
    versions = [f"{path.stem} {_yaml(path)['version']}" for path in files]
    for path in files:
        if path.name == "goodwill.yml":
            load_goodwill_policy(path)
    return ", ".join(versions) or None


def words(root: Path) -> Finding:
    """Whether domain.yml can be read and has responses."""

    def look() -> str | None:
        responses = _yaml(root / "domain.yml").get("responses") or {}
        return f"{len(responses)} responses" if responses else None

    return _looked("words", look, "Put domain.yml right.", "domain.yml needs responses.")


def model(root: Path) -> Finding:
    """Whether the newest model is the one that was sealed, and was trained from the files as they are."""
    return _looked("model", lambda: _sealed(root), "Train again: candor train.", "Train one: candor train.")


def _sealed(root: Path) -> str | None:
    newest = trained.newest(root)
    if newest is None:
        return None
    manifest = json.loads((root / "models" / "manifest.json").read_text(encoding="utf-8"))
    with newest.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if manifest["models"].get(newest.name, {}).get("sha256") != digest:
        raise ValueError(f"{newest.name} is not what models/manifest.json says")
    return f"{newest.name}, sealed" + ("" if trained.is_current(root) else "; the training files changed since")


def _looked(what: str, look: Callable[[], str | None], broken: str, missing: str) -> Finding:
    try:
        seen = look()
    except Exception as error:  # noqa: BLE001  whatever is wrong with it is the finding
        return Finding(what, False, f"{type(error).__name__}: {error}".splitlines()[0], broken)
    return Finding(what, True, seen) if seen else Finding(what, False, "missing or behind", missing)


def _yaml(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} is not a mapping")
    return content


def _table(findings: list[Finding]) -> Table:
    table = Table("", "What", "Seen", "Next step", box=None, header_style="bold")
    for finding in findings:
        mark = "[green]ok[/]" if finding.fine else "[bold red]no[/]"
        table.add_row(mark, finding.what, finding.seen, finding.next_step)
    return table
