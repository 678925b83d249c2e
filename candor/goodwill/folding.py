"""Conditions with the kind of charge and the lack of any mark filled in: most rules are settled by these alone."""

from __future__ import annotations

from candor.goodwill.expression import All, AnyOf, Compare, Condition, KindIs, Marked, Not


def folded(condition: Condition, kind: str, marked: bool) -> Condition | bool:
    """What is left of a condition for requests of a kind, with some mark or with none; its answer when nothing is."""
    match condition:
        case Compare():
            return condition
        case KindIs(kinds):
            return kind in kinds
        case Marked():
            return condition if marked else False
        case Not(part):
            inner = folded(part, kind, marked)
            return not inner if isinstance(inner, bool) else Not(inner)
        case All(parts):
            return _joined(parts, kind, marked, settles=False)
        case AnyOf(parts):
            return _joined(parts, kind, marked, settles=True)


def _joined(parts: tuple[Condition, ...], kind: str, marked: bool, settles: bool) -> Condition | bool:
    """One False settles an `and`, one True an `or`; what else is known of either is left out of it."""
    found = [folded(part, kind, marked) for part in parts]
    if settles in found:
        return settles
    open_parts = tuple(part for part in found if not isinstance(part, bool))
    if len(open_parts) < 2:
        return open_parts[0] if open_parts else not settles
    return AnyOf(open_parts) if settles else All(open_parts)
