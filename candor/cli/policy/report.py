"""A backtest as one object, as tables, and as plain text."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from candor.billing.money import Money
from candor.goodwill.comparison import Comparison, Count
from candor.services.goodwill.goodwill_policy import PolicyFile


def plain(found: Comparison, before: PolicyFile, after: PolicyFile) -> dict[str, Any]:
    """All sums; amounts in cents."""
    return {
        "before": _named(before),
        "after": _named(after),
        "requests": found.total.requests,
        "unclear": found.unclear,
        "changed": found.total.changed,
        "cost": _cost(found.total.before, found.total.after),
        "corrections": _cost(*found.corrections),
        "gain": found.total.gain,
        "lose": found.total.lose,
        "decisions": {
            str(name): {"before": found.decisions_before[name], "after": found.decisions_after[name]}
            for name in sorted({*found.decisions_before, *found.decisions_after})
        },
        "changes": [
            {"from": first, "to": second, "requests": count.changed, "difference": count.after - count.before}
            for (first, second), count in found.moves
        ],
        "segments": [_share("segment", name, share) for name, share in found.segments.items()],
        "kinds": [_share("kind", name, share) for name, share in found.kinds.items()],
    }


def signed(cents: int) -> str:
    """`+$12.00`, `-$3.00`, `$0.00`."""
    return f"+{Money(cents)}" if cents > 0 else str(Money(cents))


def show(found: Comparison, before: PolicyFile, after: PolicyFile, screen: Console) -> None:
    """Prints what changes, what it costs, and for whom."""
    screen.print(_headline(found, before, after))
    if found.moves:
        table = Table("From", "To", "Requests", "Money", box=None, header_style="bold", title_justify="left")
        for (first, second), count in found.moves:
            table.add_row(first, second, f"{count.changed:,}", signed(count.after - count.before))
        screen.print(table)
    screen.print(_shares("Segment", found.segments))
    screen.print(_shares("Kind", found.kinds))


def text(found: Comparison, before: PolicyFile, after: PolicyFile) -> str:
    """The same as plain lines: the twin of the picture."""
    held = io.StringIO()
    show(found, before, after, Console(file=held, width=100, color_system=None, highlight=False))
    return "\n".join(line.rstrip() for line in held.getvalue().rstrip().splitlines())


def _headline(found: Comparison, before: PolicyFile, after: PolicyFile) -> str:
    total, (first, second) = found.total, found.corrections
    return (
        f"{total.requests:,} requests, {total.changed:,} decided in another way; {total.gain:,} get more,"
        f" {total.lose:,} get less.\n"
        f"Goodwill: {Money(total.before)} under {escape(_name(before))},"
        f" {Money(total.after)} under {escape(_name(after))} ({signed(total.after - total.before)})."
        f" Corrections: {Money(first)}, then {Money(second)}."
    )


def _shares(name: str, shares: dict[str, Count]) -> Table:
    table = Table(name, "Requests", "Before", "After", "Money", "More", "Less", box=None, header_style="bold")
    for key, share in shares.items():
        money = (str(Money(share.before)), str(Money(share.after)), signed(share.after - share.before))
        table.add_row(escape(key), f"{share.requests:,}", *money, f"{share.gain:,}", f"{share.lose:,}")
    return table


def _name(file: PolicyFile) -> str:
    return f"{file.path.name} version {file.policy.version if file.policy else '?'}"


def _named(file: PolicyFile) -> dict[str, Any]:
    return {"file": str(file.path), "version": file.policy.version if file.policy else None}


def _cost(before: int, after: int) -> dict[str, int]:
    return {"before": before, "after": after, "difference": after - before}


def _share(what: str, name: str, share: Count) -> dict[str, Any]:
    return {
        what: name,
        "requests": share.requests,
        **_cost(share.before, share.after),
        "gain": share.gain,
        "lose": share.lose,
    }
