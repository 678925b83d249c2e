"""Proves a policy: every request reaches exactly one rule, every rule is reached by some request, no amount is wrong.

The rules are followed for whole regions of requests (`regions`): where a rule's condition differs inside a region, the
region is cut. What is left is every way through the policy, each with one request as an example, decided for real.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from candor.goodwill.decision import decide
from candor.goodwill.facts import Facts
from candor.goodwill.policy import PAYS, Kind, Policy, Rule
from candor.goodwill.reader import Problem
from candor.goodwill.regions import Region, everything, flags_of

# Far above what people can write and read; beyond it a proof would take minutes.
MOST_WAYS = 100_000
# The ordinary request (domain 3.4): examples stay as near to it as they can.
ORDINARY = Facts("late", 3000, 20, 36, 0, 0, 0, 0, 0, 1, 1)


@dataclass(frozen=True)
class Way:
    """One way through the policy: the rule of `rules`, the one of `on_grant` if any, and a request that goes it."""

    rule: Rule | None
    change: Rule | None
    region: Region
    example: Facts


@dataclass(frozen=True)
class Proof:
    """`reached` has an example for each rule's id, `ways` how many regions were told apart."""

    problems: tuple[Problem, ...]
    reached: dict[str, Facts]
    ways: int


def prove(policy: Policy) -> Proof:
    """All that is wrong with the rules as a whole; no problems means that it is proved."""
    problems: list[Problem] = []
    reached: dict[str, Facts] = {}
    lost: list[Facts] = []
    ways = list(islice(_ways(policy, _all_requests(policy)), MOST_WAYS + 1))
    if len(ways) > MOST_WAYS:
        return Proof((Problem(("rules",), None, f"more than {MOST_WAYS} ways lead through the rules"),), {}, len(ways))
    for way in ways:
        if way.rule is None:
            lost.append(way.example)
            continue
        for rule in (way.rule, way.change):
            if rule:
                reached[rule.id] = _nearer(reached.get(rule.id), way.example)
        problems += _agreeing(policy, way)
        problems += _amounts(policy, way)
    return Proof((*_gap(lost), *_once(problems), *_unreached(policy, reached)), reached, len(ways))


def told(facts: Facts) -> str:
    """A request in short: what differs from the ordinary one, such as `kind cash, amt 501`."""
    plain, usual = facts.plain(), ORDINARY.plain()
    found = [f"{key} {value}" for key, value in plain.items() if key != "flag" and value != usual[key]]
    found += [f"flag {' and '.join(plain['flag'])}"] if plain["flag"] else []
    return ", ".join(found) or "an ordinary request"


def _all_requests(policy: Policy) -> Region:
    rules = (*policy.rules, *policy.on_grant)
    amounts = [rule.amount for rule in rules if rule.amount is not None]
    return everything([rule.condition for rule in rules], amounts, policy.caps, ORDINARY)


def _ways(policy: Policy, region: Region) -> Iterator[Way]:
    for part, rule in followed(region, policy.rules):
        if rule is None or rule.decides is not Kind.GRANT:
            yield Way(rule, None, part, example(part))
            continue
        for smaller, change in followed(part, policy.on_grant):
            yield Way(rule, change, smaller, example(smaller))


def followed(region: Region, rules: tuple[Rule, ...]) -> Iterator[tuple[Region, Rule | None]]:
    """The region in parts, each with the first rule that holds in all of it, or None."""
    waiting = [(region, 0)]
    while waiting:
        part, place = waiting.pop()
        while place < len(rules) and (answer := part.answer(rules[place].condition)) is False:
            place += 1
        if place == len(rules):
            yield part, None
        elif answer:
            yield part, rules[place]
        else:
            waiting += [(half, place) for half in part.halves(rules[place].condition)]


def example(region: Region) -> Facts:
    """A request of the region, near to the ordinary one."""
    usual = ORDINARY.plain()
    numbers = {
        name: values[0] if usual[name] < values[0] else max(value for value in values if value <= usual[name])
        for name, values in region.numbers.items()
    }
    kind = usual["kind"] if usual["kind"] in region.kinds else region.kinds[0]
    return Facts(kind=kind, flag=flags_of(region), **numbers)


def _nearer(known: Facts | None, found: Facts) -> Facts:
    return found if known is None or _apart(found) < _apart(known) else known


def _apart(facts: Facts) -> int:
    """In how many facts a request differs from the ordinary one."""
    plain, usual = facts.plain(), ORDINARY.plain()
    return sum(plain[key] != usual[key] for key in usual)


def _agreeing(policy: Policy, way: Way) -> Iterator[Problem]:
    """The same way, gone by `decide`: two computations, or the proof is worth nothing."""
    decision = decide(way.example, policy)
    want = way.change or way.rule
    if want is not None and decision.reason != want.id:
        yield Problem((), want.id, f"{told(way.example)} is decided by {decision.reason}: the proof does not hold")


def _amounts(policy: Policy, way: Way) -> Iterator[Problem]:
    """Never below zero or more than the charge; a grant is of something, and of no more than the assistant may give."""
    rule = way.rule
    if rule is None or rule.amount is None:
        return
    where = ("rules", policy.rules.index(rule), "amount")
    low, _ = way.region.range_of(rule.amount)
    if low < 0:
        yield Problem(where, rule.id, "the amount can be negative")
    for facts in _corners(way.region, way.example):
        gives = rule.gives(facts, policy.caps[facts.kind]) if rule.gives else 0
        if rule.decides is Kind.GRANT and gives == 0 < facts.amt:
            yield Problem(where, rule.id, f"the amount can be nothing for kind {facts.kind}")
        if gives > facts.amt:
            yield Problem(where, rule.id, "the amount can be more than the charge")
        most = policy.authority.get(rule.authority)
        if rule.decides in PAYS - {Kind.CORRECT} and most is not None and gives > most:
            yield Problem(where, rule.id, f"the amount can be more than {rule.authority} may give ({most})")


def _corners(region: Region, middle: Facts) -> Iterator[Facts]:
    for kind in region.kinds:
        for amt in region.numbers["amt"]:
            yield replace(middle, kind=kind, amt=amt)


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))


def _unreached(policy: Policy, reached: dict[str, Facts]) -> Iterator[Problem]:
    for name, rules in (("rules", policy.rules), ("on_grant", policy.on_grant)):
        for place, rule in enumerate(rules):
            if rule.id not in reached:
                yield Problem((name, place), rule.id, f"no request reaches it: {_why(policy, rule, rules[:place])}")


def _why(policy: Policy, rule: Rule, earlier: tuple[Rule, ...]) -> str:
    """Which earlier rules take the requests that a rule is for, and which of them the most ordinary one."""
    taken = [
        (example(part), first.id)
        for region in _regions_for(policy, rule)
        for fitting, held in followed(region, (rule,))
        if held is not None
        for part, first in followed(fitting, earlier)
        if first is not None
    ]
    if not taken:
        return "its condition never holds" if rule in policy.rules else "it holds for no grant"
    nearest, first_id = min(taken, key=lambda one: _apart(one[0]))
    names = ", ".join(dict.fromkeys(name for _, name in taken))
    return f"{first_id} takes {told(nearest)} before it; all that it holds for goes to {names}"


def _regions_for(policy: Policy, rule: Rule) -> Iterator[Region]:
    """Where a rule is asked at all: everywhere, or where something is granted."""
    whole = _all_requests(policy)
    if rule in policy.rules:
        yield whole
        return
    for part, granting in followed(whole, policy.rules):
        if granting is not None and granting.decides is Kind.GRANT:
            yield part


def _gap(lost: list[Facts]) -> Iterator[Problem]:
    if lost:
        nearest = min(lost, key=_apart)
        more = f", nor in {len(lost) - 1} cases like it" if len(lost) > 1 else ""
        yield Problem(("rules",), None, f"no rule holds for {told(nearest)}{more}")
