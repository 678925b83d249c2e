"""What the policy says to one request: a pure function of facts and policy, so that it can be replayed at any time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from candor.goodwill.facts import Facts, Unclear
from candor.goodwill.policy import BY_AMOUNT, PAYS, Asked, Kind, Next, Policy, Rule


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that was looked at, and whether it held."""

    rule: str
    order: int
    held: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one request. `rule` decided; `granted_by` is the rule whose grant it changed, if it did;
    `place` is that of the first rule that held, -1 when none was asked.

    `amount` in cents, 0 where nothing is given. `authority` is the role that decides: the assistant's own, or the one
    whose person is asked. Equal facts under an equal version give equal decisions.
    """

    rule: Rule
    amount: int
    authority: str
    version: int
    granted_by: Rule | None
    place: int
    policy: Policy = field(repr=False, compare=False)

    @property
    def decision(self) -> Kind:
        return self.rule.decides

    @property
    def reason(self) -> str:
        return self.rule.id

    @property
    def words(self) -> str:
        return self.rule.words

    @property
    def alternatives(self) -> tuple[str, ...]:
        return self.rule.alternatives

    @property
    def next_eligible(self) -> Next | None:
        """What the next day to ask is counted from. A grant that waits keeps that of the rule which granted."""
        return self.rule.next or (self.granted_by.next if self.granted_by and self.decision in PAYS else None)

    @property
    def trail(self) -> tuple[Tried, ...]:
        """Every rule that was tried, in order, those about the grant last; empty when the facts were unclear."""
        if self.place < 0:
            return ()
        tried = _tried(self.policy.rules, self.policy.rules[self.place])
        first = self.policy.rules[self.place]
        if first.decides is not Kind.GRANT:
            return tried
        return tried + _tried(self.policy.on_grant, self.rule if self.granted_by else None)

    def plain(self) -> dict[str, Any]:
        """As it is printed and stored."""
        return {
            "decision": str(self.decision),
            "amount": self.amount,
            "reason": self.reason,
            "granted_by": self.granted_by.id if self.granted_by else None,
            "authority": self.authority,
            "words": self.words,
            "alternatives": list(self.alternatives),
            "next_eligible": {"after": self.next_eligible.after, "months": self.next_eligible.months}
            if self.next_eligible
            else None,
            "version": self.version,
            "trail": [{"rule": one.rule, "order": one.order, "held": one.held} for one in self.trail],
        }


def decide(facts: Facts | Unclear, policy: Policy) -> Decision:
    """The first rule that holds, and what becomes of its grant. What no rule holds for goes to a person, as unclear
    facts do; a checked policy has no such case (`proof`)."""
    if isinstance(facts, Unclear):
        return _by(policy.unclear, 0, 0, policy, -1)
    asked = policy.asked[facts.kind, bool(facts.flag)]
    for holds, place in asked.rules:
        if holds(facts, asked.cap):
            return _decided(facts, asked, policy, place)
    return _by(policy.unclear, 0, facts.amt, policy, -1)


def _decided(facts: Facts, asked: Asked, policy: Policy, place: int) -> Decision:
    rule = policy.rules[place]
    amount = rule.gives(facts, asked.cap) if rule.gives else 0
    if rule.decides is Kind.GRANT:
        for holds, change_place in asked.on_grant:
            if holds(facts, asked.cap):
                change = policy.on_grant[change_place]
                kept = amount if change.decides in PAYS else 0
                return _by(change, kept, facts.amt, policy, place, rule)
    return _by(rule, amount, facts.amt, policy, place)


def _by(rule: Rule, amount: int, asked: int, policy: Policy, place: int, granted_by: Rule | None = None) -> Decision:
    who = policy.person_for(asked) if rule.authority == BY_AMOUNT else rule.authority
    return Decision(rule, amount, who, policy.version, granted_by, place, policy)


def _tried(rules: tuple[Rule, ...], held: Rule | None) -> tuple[Tried, ...]:
    found = []
    for rule in rules:
        found.append(Tried(rule.id, rule.order, rule is held))
        if rule is held:
            break
    return tuple(found)
