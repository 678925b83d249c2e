"""`candor policy page`: the reference page of the policy, made from the file that is in force."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from candor.billing.money import Money
from candor.cli.policy.files import whole
from candor.conversation.wording import Wording
from candor.goodwill.facts import FLAGS, KINDS, MOST
from candor.goodwill.policy import Policy, Rule
from candor.goodwill.reading import CHANGES, FIRST
from candor.services.goodwill.goodwill_words import alternative_of, response_of
from candor.services.talk.words import load_wording
from candor.settings import ROOT

TEMPLATE = Path(__file__).with_name("page.md")
DECISION = "0008-conditions-are-read-not-run.md"
MEANING = {
    "amt": "the charge, in cents",
    "age": "days since it became final",
    "ten": "months since the account was opened",
    "dpd": "days past due",
    "same": "grants for this kind of charge in the window, small ones left out",
    "n": "all grants in the window, small ones left out",
    "used": "cents of those grants",
    "mic": "small grants in the window",
    "late12": "late payments among the last 12 due dates",
    "bud": "1 while there is budget, else 0",
}
SLOT = re.compile(r"\{\{(\w+)\}\}")


def page(
    policy: Annotated[Path | None, typer.Option(help="The policy file (data/policy/goodwill.yml).")] = None,
) -> None:
    """Print the reference page of the policy."""
    rules = whole(policy).policy
    assert rules is not None
    sys.stdout.write(page_of(rules, load_wording(ROOT / "domain.yml")))


def page_of(policy: Policy, wording: Wording) -> str:
    """The page as Markdown."""
    parts = {
        "version": str(policy.version),
        "valid_from": str(policy.valid_from),
        "unclear": policy.unclear.id,
        "facts": _rows(_facts()),
        "limits": _rows((f"`{name}`", f"{value}") for name, value in policy.limits.items()),
        "caps": _rows((f"`{kind}`", str(Money(cents))) for kind, cents in policy.caps.items()),
        "authority": _rows(
            (role, "any amount" if most is None else str(Money(most))) for role, most in policy.authority.items()
        ),
        "credit_months": str(policy.windows.credit_months),
        "due_dates": str(policy.windows.due_dates),
        "pay_days": str(policy.windows.pay_days),
        "budget": str(Money(policy.budget.month)),
        "gifts": str(policy.budget.gifts_until_percent),
        "rules": "\n\n".join(_rule(rule, wording) for rule in policy.rules),
        "on_grant": "\n\n".join(_rule(rule, wording) for rule in policy.on_grant),
        "gift": _gift(policy, wording),
        "decisions": ", ".join(sorted(FIRST)),
        "changes": ", ".join(sorted(CHANGES)),
        "decision": DECISION,
    }
    return SLOT.sub(lambda slot: parts[slot[1]], TEMPLATE.read_text(encoding="utf-8"))


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _facts() -> Iterable[tuple[str, ...]]:
    yield "`kind`", "what kind of charge: " + ", ".join(f"`{kind}`" for kind in KINDS), "", ""
    for name, most in MOST.items():
        yield f"`{name}`", MEANING[name], "0", f"{most}"
    yield "`flag`", "marks: " + ", ".join(f"`{flag}`" for flag in FLAGS), "", ""


def _rule(rule: Rule, wording: Wording) -> str:
    amount = f" `{rule.amount_text}`" if rule.amount else ""
    lines = [f"### {rule.id}", "", f"Order {rule.order}: `{rule.condition_text}`. **{rule.decides}**{amount}", ""]
    lines += [f"> {_text(wording, response_of(rule.words))}"]
    lines += [f">\n> *{_text(wording, alternative_of(words))}*" for words in rule.alternatives]
    lines += ["", _who(rule)]
    return "\n".join(lines)


def _who(rule: Rule) -> str:
    who = "whoever may decide about the amount" if rule.authority == "by_amount" else f"the {rule.authority}"
    after = {"opened": "the account was opened", "granted": "this grant", "same": "the newest grant of this kind"}
    again = f" The next day to ask is {rule.next.months} months after {after[rule.next.after]}." if rule.next else ""
    return f"Decided by {who}.{again}"


def _gift(policy: Policy, wording: Wording) -> str:
    gift = policy.gift
    return (
        f"### {gift.id}\n\n{Money(gift.amount)} to one in {gift.one_in} accounts of at least {gift.tenure} months, by a"
        f" seeded draw once a month; once in {gift.apart} months. Nobody asks for it, and no survey is tied to it.\n\n"
        f"> {_text(wording, response_of(gift.words))}"
    )


def _text(wording: Wording, response: str) -> str:
    return str(wording.responses[response][0]["text"])
