"""Decides every stored decision anew, from its own facts and its own policy: the answer must be the same."""

from __future__ import annotations

from candor.goodwill.decision import decide
from candor.goodwill.facts import facts_from
from candor.goodwill.granted import BOT, Decided
from candor.goodwill.policy import Kind, Policy
from candor.services.goodwill.draw_gifts import BY_DRAW
from candor.services.goodwill.policy_in_force import policy_of
from candor.store import Transaction


def replay_decisions(tx: Transaction) -> tuple[int, list[str]]:
    """How many decisions of the assistant were replayed, and the ids of those that came out otherwise.

    What a person decided, and whom the draw took, is no answer of the rules: they have nothing to be replayed by.
    """
    policies: dict[str, Policy] = {}
    made = [one for one in tx.goodwill.decisions() if one.by == BOT and one.reason != BY_DRAW]
    for digest in {one.digest for one in made}:
        kept = tx.goodwill.policy(digest)
        if kept:
            policies[digest] = policy_of(kept[1])
    return len(made), [one.id for one in made if not _is_the_same(one, policies.get(one.digest))]


def _is_the_same(made: Decided, policy: Policy | None) -> bool:
    if policy is None:
        return False
    plain = decide(facts_from(made.facts), policy).plain()
    names = ("decision", "amount", "reason", "granted_by", "version")
    if not all(plain[name] == getattr(made, name) for name in names) or plain["trail"] != list(made.trail):
        return False
    # Hand-overs by amount named the assistant itself before they named the person who may decide.
    return plain["authority"] == made.authority or (plain["decision"] == Kind.HANDOFF and made.authority == BOT)
