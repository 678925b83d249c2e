"""Reads the rules of a goodwill policy from plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, TypeVar

from candor.goodwill.expression import AnyOf, ExpressionRefused, amount_of, condition_of
from candor.goodwill.policy import BY_AMOUNT, Kind, Next, Rule
from candor.goodwill.reader import RULE_ID, WORD, Path, Problem, Reader

T = TypeVar("T")

ANCHORS = ("opened", "granted", "same")
NEEDED = ("id", "order", "if", "decide", "words", "authority")
OPTIONAL = ("amount", "alternatives", "says", "next")
NEVER = AnyOf(())  # stands in for a condition that was refused


def read_rules(
    reader: Reader, given: Any, name: str, kinds: frozenset[Kind], limits: Mapping[str, int], roles: Mapping[str, Any]
) -> tuple[Rule, ...]:
    """The rules of a list that are whole; the order rises and no id stands there twice."""
    if not isinstance(given, list) or not given:
        reader.wrong((name,), "a list of rules is needed here")
        return ()
    found = [
        rule
        for place, one in enumerate(given)
        if (rule := _rule(reader, one, (name, place), kinds, limits, roles)) is not None
    ]
    for earlier, later in pairwise(found):
        place = (name, found.index(later), "order")
        if later.order <= earlier.order:
            reader.wrong(place, f"order {later.order} does not come after {earlier.order} of {earlier.id}", later.id)
    seen: set[str] = set()
    for place_, rule in enumerate(found):
        if rule.id in seen:
            reader.wrong((name, place_, "id"), f"{rule.id} stands there twice", rule.id)
        seen.add(rule.id)
    return tuple(found)


def _rule(
    reader: Reader, given: Any, where: Path, kinds: frozenset[Kind], limits: Mapping[str, int], roles: Mapping[str, Any]
) -> Rule | None:
    own = Reader()
    one = own.part(given, where, NEEDED, OPTIONAL)
    name = str(one.get("id", "")) or None
    rule = None if own.problems else _whole(own, one, where, kinds, limits, roles)
    reader.problems += [Problem(problem.where, name, problem.reason) for problem in own.problems]
    return rule if not own.problems else None


def _whole(
    own: Reader,
    one: Mapping[str, Any],
    where: Path,
    kinds: frozenset[Kind],
    limits: Mapping[str, int],
    roles: Mapping[str, Any],
) -> Rule | None:
    decides = own.choice(one["decide"], (*where, "decide"), sorted(kinds))
    condition = _expression(own, one["if"], (*where, "if"), limits, condition_of)
    amount = None
    if "amount" in one:
        amount = _expression(own, one["amount"], (*where, "amount"), limits, amount_of)
    if decides in (Kind.GRANT, Kind.CORRECT) and "amount" not in one:
        own.wrong(where, f"amount is missing: {decides} gives money")
    if decides not in (Kind.GRANT, Kind.CORRECT) and "amount" in one:
        own.wrong((*where, "amount"), f"{decides} has no amount of its own")
    rule = Rule(
        id=own.text(one["id"], (*where, "id"), RULE_ID, "id such as G-FEE"),
        order=own.number(one["order"], (*where, "order"), 1),
        condition_text=str(one["if"]),
        condition=condition or NEVER,
        decides=Kind(decides or Kind.HANDOFF),
        words=own.text(one["words"], (*where, "words"), WORD, "name of words"),
        authority=_authority(own, one["authority"], (*where, "authority"), decides, roles),
        amount_text=str(one.get("amount", 0)),
        amount=amount,
        alternatives=_alternatives(own, one.get("alternatives", []), (*where, "alternatives")),
        next=_next(own, one["next"], (*where, "next")) if "next" in one else None,
        says=_says(own, one.get("says", {}), (*where, "says"), limits),
    )
    return None if own.problems else rule


def _authority(own: Reader, given: Any, where: Path, decides: str, roles: Mapping[str, Any]) -> str:
    """The assistant decides for itself; what it hands over goes to a person. Too few roles are told elsewhere."""
    assistant, *people = [*roles, BY_AMOUNT]
    if len(people) > 1 and decides == Kind.HANDOFF and given not in people:
        own.wrong(where, f"{given!r} is no person to hand over to: {', '.join(people[:-1])} or {BY_AMOUNT}")
    elif len(people) > 1 and decides not in ("", Kind.HANDOFF) and given != assistant:
        own.wrong(where, f"{given!r} is not {assistant}, who decides this")
    return str(given)


def _expression(
    own: Reader, given: Any, where: Path, limits: Mapping[str, int], read: Callable[[str, Mapping[str, int]], T]
) -> T | None:
    if given.__class__ is int:
        given = str(given)
    if not isinstance(given, str):
        own.wrong(where, f"{given!r} is no text")
        return None
    try:
        return read(given, limits)
    except ExpressionRefused as refused:
        own.wrong(where, str(refused))
        return None


def _alternatives(own: Reader, given: Any, where: Path) -> tuple[str, ...]:
    if not isinstance(given, list):
        own.wrong(where, "a list of words is needed here")
        return ()
    return tuple(own.text(one, (*where, place), WORD, "name of words") for place, one in enumerate(given))


def _says(own: Reader, given: Any, where: Path, limits: Mapping[str, int]) -> dict[str, int]:
    if not isinstance(given, Mapping):
        own.wrong(where, "a mapping of facts of the words to limits is needed here")
        return {}
    return {
        own.text(slot, (*where, str(slot)), WORD, "fact"): limits.get(own.choice(limit, (*where, str(slot)), limits), 0)
        for slot, limit in given.items()
    }


def _next(own: Reader, given: Any, where: Path) -> Next:
    one = own.part(given, where, ("after", "months"))
    after = own.choice(one.get("after"), (*where, "after"), ANCHORS)
    return Next(after, own.number(one.get("months"), (*where, "months"), 1, 120))
