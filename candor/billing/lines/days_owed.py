"""An interest sum as a customer reads it: so many days, times what was owed on each, at a rate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from candor.billing.days import spoken_count, spoken_span
from candor.billing.explanation import Role, Span, Step
from candor.billing.interest import Step as InterestStep
from candor.billing.lines.common import percent_words
from candor.billing.lines.worked import Worked
from candor.billing.money import half_up
from candor.billing.page import Page


def same_rate(spans: Sequence[Span]) -> bool:
    """Whether all days have one rate, so that they can be added up before it is taken."""
    rate = spans[0].daily_rate if spans else None
    return all(span.daily_rate is rate or span.daily_rate == rate for span in spans)


def day_facts(page: Page, its: Worked, spans: Sequence[Span]) -> dict[str, str]:
    """list, in_all (days × what was owed, added up), average, owed_days, year_days, computed; nothing without days."""
    if not spans:
        return {}
    in_all, days = sum(span.days * span.owed.cents for span in spans), sum(span.days for span in spans)
    per_year = spans[0].apr / spans[0].daily_rate if spans[0].daily_rate else Fraction(365)
    every, alone = sum(accrued.days for accrued in its.accrued[:1]), same_rate(spans)
    return {
        "list": "\n".join(f"• {_day_line(page, span, alone=alone)}" for span in spans),
        "in_all": page.amount(in_all),
        "average": page.amount(half_up(Fraction(in_all, every))),
        "owed_days": spoken_count(days),
        "year_days": str(half_up(per_year)),
        "computed": page.amount(its.computed),
    }


def day_steps(page: Page, its: Worked, spans: Sequence[Span], charged: int) -> tuple[Step, ...]:
    """Each span's interest, what the smallest charge adds, what is too much or too little, and what was billed."""
    beside, least = charged - its.right, its.right - its.computed
    name, role = ("too_much", Role.ADDED) if beside > 0 else ("let_off", Role.TAKEN)
    return (
        *(Step("for_days", span.interest, Role.ADDED) for span in spans),
        *((Step("raised_by", page.money(least), Role.ADDED),) if least else ()),
        *((Step(name, page.money(abs(beside)), role),) if beside else ()),
        Step("charged", page.money(charged), Role.RESULT),
    )


def changes_of(its: Worked) -> tuple[tuple[InterestStep, InterestStep], ...]:
    """The days of a balance before and after each change of its yearly rate, where something was owed on both."""
    pairs = (pair for accrued in its.accrued for pair in pairwise(s for s in accrued.steps if s.counted))
    return tuple((one, two) for one, two in pairs if one.apr != two.apr)


def rate_facts(page: Page, its: Worked) -> dict[str, str]:
    """rate (both, where it changed), and of the last change rate_before, rate_now and rate_on; nothing without days."""
    owed = [step for accrued in its.accrued[:1] for step in accrued.steps if step.counted]
    rates = list(dict.fromkeys(rate_of(step.apr) for step in owed))
    facts = {"rate": " and later ".join(rates)} if rates else {}
    for one, two in changes_of(its)[-1:]:
        facts |= {"rate_before": rate_of(one.apr), "rate_now": rate_of(two.apr), "rate_on": page.say(two.first)}
    return facts


def rate_of(apr: Fraction) -> str:
    """A yearly rate as customers read it: `24.99%`."""
    return percent_words(half_up(apr * 10_000))


def _day_line(page: Page, span: Span, *, alone: bool) -> str:
    when = spoken_span(span.first, span.last, page.today)
    told = f"{when}: {spoken_count(span.days)} × {span.owed}"
    return told if alone else f"{told} at {rate_of(span.apr)} = {span.interest}"
