"""Reads data/policy/disputes.yml. A file that can not be used is refused as a whole, with file, line and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from candor.disputes.calendar import UNITED_STATES, Calendar, FromEaster, Holidays, Kept, OnDate, OnWeekday, Rule
from candor.disputes.clocks import EuropeanUnion, Regime, RegulationE, RegulationZ, UnitedKingdom
from candor.disputes.events import Event
from candor.disputes.guards import LETTER_OF
from candor.disputes.networks import Code, Network
from candor.disputes.policy import DisputePolicy, Give, Letter, Says, TemporaryCredit
from candor.disputes.reasons import BASES, Answer, Reason, facts_of
from candor.services.policy_node import PolicyNode
from candor.settings import ROOT

POLICY_FILE = ROOT / "data" / "policy" / "disputes.yml"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
EVENTS = frozenset(kind.__name__ for kind in get_args(Event))
NEEDED_LETTERS = frozenset(LETTER_OF.values()) | {"acknowledgement"}

Law = TypeVar("Law", RegulationZ, RegulationE, UnitedKingdom, EuropeanUnion)


def load_dispute_policy(path: Path = POLICY_FILE) -> DisputePolicy:
    """The policy. Raises DisputePolicyRefused."""
    whole = PolicyNode.read(path)
    calendars, regimes = whole.field("calendars"), whole.field("regimes")
    policy = DisputePolicy(
        version=whole.field("version").number(1),
        valid_from=whole.field("valid_from").day(),
        cards=whole.field("cards").choice(Regime),
        terms={name: node.choice(Regime) for name, node in whole.field("terms").named().items()},
        reg_z=_law(RegulationZ, regimes.field("reg-z"), UNITED_STATES),
        reg_e=_law(RegulationE, regimes.field("reg-e"), UNITED_STATES),
        uk=_law(UnitedKingdom, regimes.field("uk"), _calendar("uk", calendars.field("uk"))),
        eu=_law(EuropeanUnion, regimes.field("eu"), _calendar("eu", calendars.field("eu"))),
        codes=_codes(whole.field("codes")),
        temporary_credit=_temporary_credits(whole.field("temporary_credit")),
        letters=_letters(whole.field("letters")),
        zero_liability=frozenset(node.choice(Network) for node in whole.field("zero_liability").items()),
    )
    for node in (whole, regimes, calendars):
        node.only()
    _in_order(regimes)
    return policy


@lru_cache(maxsize=1)
def current_policy() -> DisputePolicy:
    """The policy of data/policy/disputes.yml, read once a process. Raises DisputePolicyRefused."""
    return load_dispute_policy()


def policy_under(regime: Regime | None, terms: Mapping[str, Regime] | None = None) -> DisputePolicy:
    """The policy with all cards under this law, and those of some `terms` under others; as it stands for None."""
    policy = current_policy()
    return replace(policy, cards=regime or policy.cards, terms={**policy.terms, **(terms or {})})


def _law(kind: type[Law], node: PolicyNode, calendar: Calendar) -> Law:
    """The numbers of a law are the fields of its class, each a whole number above zero."""
    names = [field.name for field in fields(kind) if field.name != "calendar"]
    numbers: dict[str, Any] = {name: node.field(name).number(1) for name in names}
    node.only()
    return kind(calendar=calendar, **numbers)


def _in_order(regimes: PolicyNode) -> None:
    """What is longer or larger by its name must be so."""
    for regime, less, more in (
        ("reg-e", "credit_business_days", "credit_business_days_new"),
        ("reg-e", "end_days", "end_days_long"),
        ("uk", "section_75_above", "section_75_most"),
    ):
        law = regimes.field(regime)
        if law.field(less).number() > law.field(more).number():
            law.field(more).refuse(f"is less than {less}")


def _calendar(name: str, node: PolicyNode) -> Calendar:
    holidays = Holidays(
        rules=tuple(_holiday(rule) for rule in node.field("rules").items()),
        kept=node.field("kept").choice(Kept),
        also=frozenset(day.day() for day in node.field("also").items()),
        but=frozenset(day.day() for day in node.field("but").items()),
    )
    node.only()
    return Calendar(name, holidays.of)


def _holiday(node: PolicyNode) -> Rule:
    easter = node.optional("easter")
    if easter:
        node.only()
        return FromEaster(easter.number(-60, 60))
    month, weekday = node.field("month").number(1, 12), node.optional("weekday")
    if weekday:
        rule: Rule = OnWeekday(month, _weekday(weekday), _nth(node.field("nth")))
    else:
        rule = OnDate(month, node.field("day").number(1, DAYS_OF_MONTH[month - 1]))
    node.only()
    return rule


def _weekday(node: PolicyNode) -> int:
    if node.text() not in WEEKDAYS:
        node.refuse(f"is {node.text()}, no weekday")
    return WEEKDAYS.index(node.text())


def _nth(node: PolicyNode) -> int:
    """Every month has a first to fourth of each weekday, and a last one."""
    if node.number(-1, 4) == 0:
        node.refuse("is 0; write 1 to 4, or -1 for the last one")
    return node.number(-1, 4)


def _codes(node: PolicyNode) -> Mapping[tuple[Reason, Network], Sequence[Code]]:
    found = {}
    for reason in Reason:
        networks = node.field(reason)
        for network in Network:
            found[reason, network] = _codes_of(reason, networks.field(network))
        networks.only()
    node.only()
    return found


def _codes_of(reason: Reason, node: PolicyNode) -> Sequence[Code]:
    codes = [_code(reason, entry) for entry in node.items()]
    node.once(code.when or "the code without circumstance" for code in codes)
    if not any(not code.when for code in codes):
        node.refuse("has no code for all other circumstances: leave `when` out of one")
    return tuple(codes)


def _code(reason: Reason, node: PolicyNode) -> Code:
    when, since = node.optional("when"), node.optional("since")
    if when and when.text() not in BASES[reason].circumstances:
        when.refuse(f"is {when.text()}; this reason has: {', '.join(BASES[reason].circumstances) or 'none'}")
    if since and since.text() not in {fact.name for fact in facts_of(reason) if fact.answer is Answer.DAY}:
        since.refuse(f"is {since.text()}, which is no day that {reason} asks for")
    code = Code(
        code=node.field("code").text(),
        days=node.field("days").number(1, 600),
        when=when.text() if when else "",
        since=since.text() if since else "",
    )
    node.only()
    return code


def _temporary_credits(node: PolicyNode) -> Mapping[Regime, TemporaryCredit]:
    found = {regime: _temporary_credit(node.field(regime)) for regime in Regime}
    node.only()
    return found


def _temporary_credit(node: PolicyNode) -> TemporaryCredit:
    found = TemporaryCredit(
        give=node.field("give").choice(Give),
        most=node.field("most").number(),
        not_for=frozenset(reason.choice(Reason) for reason in node.field("not_for").items()),
    )
    node.only()
    return found


def _letters(node: PolicyNode) -> Mapping[str, Letter]:
    found = {name: _letter(letter) for name, letter in node.named().items()}
    lacking = NEEDED_LETTERS - set(found)
    if lacking:
        node.refuse(f"has no {', '.join(sorted(lacking))}")
    return found


def _letter(node: PolicyNode) -> Letter:
    after, says = node.field("after"), node.field("says")
    if after.text() not in EVENTS:
        after.refuse(f"is {after.text()}, which is no event of a case")
    letter = Letter(
        after=after.text(),
        within_days=node.field("within_days").number(0, 90),
        says=says.once(part.choice(Says) for part in says.items()),
        rule=node.field("rule").text(),
    )
    if not letter.says:
        says.refuse("is empty")
    node.only()
    return letter
