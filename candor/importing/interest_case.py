"""Reads a case of interest from JSON (docs/reference/interest.md)."""

from __future__ import annotations

from datetime import date

from candor.billing.interest import (
    BalanceType,
    Compounding,
    Daily,
    DayCount,
    Entry,
    Grace,
    Method,
    MinimumTo,
    Rate,
    Rates,
    always,
)
from candor.billing.interest.case import Booking, Case, Offer, Paying
from candor.importing.fields import Fields

LONGEST_CYCLE, LONGEST_OFFER, MOST_ENTRIES, MOST_DIGITS = 400, 2_000, 10_000, 12
MOVES = ("charge", "credit", "payment")


def case_from(text: str) -> Case:
    """The case that a JSON text describes. Raises CaseRefused, which names the field and what to write there."""
    case = Fields.parsed(text)
    first, last = _cycle(case)
    found = Case(
        open=first,
        close=last,
        opening=_opening(case),
        rates=_rates_by_balance(case),
        bookings=tuple(_booking(entry, first, last) for entry in _entries(case, "entries")),
        method=_method(case),
        grace=_grace(case),
        minimum_interest=case.cents("minimum_interest", 0),
        paying=_paying(case),
        offer=_offer(case, last),
        currency=_currency(case),
    )
    case.done()
    _need_rates(case, found)
    return found


def _cycle(case: Fields) -> tuple[date, date]:
    cycle = case.child("cycle")
    first, last = cycle.day("open"), cycle.day("close")
    cycle.done()
    cycle.check(first <= last, "close", f"is {last}, before the cycle opens", "Write the last day of the cycle.")
    short = (last - first).days < LONGEST_CYCLE
    cycle.check(short, "close", "is too far from open", f"Describe at most {LONGEST_CYCLE} days.")
    return first, last


def _opening(case: Fields) -> dict[BalanceType, int]:
    """Cents by balance; below zero is a credit."""
    return _cents_by_balance(case.child_or_empty("opening"), below_zero=True)


def _cents_by_balance(fields: Fields, *, below_zero: bool = False) -> dict[BalanceType, int]:
    least = -(10**15) if below_zero else 0
    found = {kind: fields.cents(kind, least=least) for kind in BalanceType if fields.has(kind)}
    fields.done()
    return found


def _rates_by_balance(case: Fields) -> dict[BalanceType, Rates]:
    apr = case.child_or_empty("apr")
    found = {kind: _rates(apr, kind) for kind in BalanceType if apr.has(kind)}
    apr.done()
    return found


def _rates(fields: Fields, name: str) -> Rates:
    """One rate, or periods by the day each begins."""
    if not fields.is_list(name):
        return always(fields.percent(name))
    found = []
    for period in fields.children(name):
        found.append(Rate(period.day("from"), period.percent("percent")))
        period.done()
    days = [rate.since for rate in found]
    fields.check(bool(found), name, "names no rate", "Write one rate, or periods with from and percent.")
    fields.check(len(set(days)) == len(days), name, "has two rates from one day", "Leave one of them out.")
    return tuple(found)


def _entries(fields: Fields, name: str) -> list[Fields]:
    found = fields.children(name)
    fields.check(len(found) <= MOST_ENTRIES, name, "has too many entries", f"Describe at most {MOST_ENTRIES}.")
    return found


def _booking(fields: Fields, first: date, last: date) -> Booking:
    """Without a balance a charge or credit is of purchases, and a payment is given out by the rules."""
    entry = _entry(fields, first, last)
    named = fields.choice("balance", BalanceType) if fields.has("balance") else None
    fields.text("note", "")
    fields.done()
    return Booking(entry, named or (None if entry.paid else BalanceType.PURCHASE))


def _entry(fields: Fields, first: date, last: date) -> Entry:
    day = fields.day("day")
    fields.check(first <= day <= last, "day", f"is {day}, not within {first} to {last}", "Put it into the opening.")
    given = [move for move in MOVES if fields.has(move)]
    if len(given) != 1:
        fields.refuse("charge", "must stand alone", f"Write exactly one of: {', '.join(MOVES)}.")
    (move,) = given
    amount = fields.cents(move)
    return Entry(day, amount if move == "charge" else -amount, paid=move == "payment")


def _method(case: Fields) -> Method:
    return Method(
        day_count=case.choice("day_count", DayCount, DayCount.FIXED_365),
        compounding=case.choice("compounding", Compounding, Compounding.NONE),
        rate_digits=case.count("daily_rate_digits", MOST_DIGITS),
    )


def _grace(case: Fields) -> Grace | None:
    """None when it is left out: purchases have no grace then."""
    if not case.has("grace"):
        return None
    facts = case.child("grace")
    found = Grace(facts.flag("previous_in_full"), facts.flag("this_in_full"), facts.day("due"))
    facts.done()
    return found


def _paying(case: Fields) -> Paying:
    rules = case.child_or_empty("allocation")
    found = Paying(
        minimum_due=rules.cents("minimum_due", 0),
        minimum_to=rules.choice("minimum_to", MinimumTo, MinimumTo.LOWEST),
        disputed=_cents_by_balance(rules.child_or_empty("disputed")),
        offer_ends=frozenset({BalanceType.PROMO} if rules.has("offer_ends") and rules.flag("offer_ends") else ()),
    )
    rules.done()
    return found


def _offer(case: Fields, last: date) -> Offer | None:
    """A purchase with interest on hold, followed until the end of its time or of the cycle."""
    if not case.has("deferred"):
        return None
    offer = case.child("deferred")
    starts, ends, amount, rates = offer.day("starts"), offer.day("ends"), offer.cents("amount"), _rates(offer, "apr")
    until = min(ends, last)
    offer.check(starts <= until, "starts", f"is {starts}, after {until}", "Write the day of the purchase.")
    offer.check((until - starts).days < LONGEST_OFFER, "starts", "is too long ago", f"At most {LONGEST_OFFER} days.")
    offer.check(_covers(rates, starts), "apr", f"has no rate for {starts}", "Add the rate of the first day.")
    entries = []
    for fields in _entries(offer, "entries"):
        entries.append(_entry(fields, starts, until))
        fields.text("note", "")
        fields.done()
    offer.done()
    return Offer(Daily(starts, until, amount, tuple(entries)), ends, rates)


def _currency(case: Fields) -> str:
    found = case.text("currency", "USD")
    case.check(found.isascii() and found.isupper() and len(found) == 3, "currency", "is no code", 'Write it as "USD".')
    return found


def _need_rates(case: Fields, found: Case) -> None:
    """Every balance with an opening or a charge needs its rate from the first day on."""
    charged = {booking.balance for booking in found.bookings if booking.entry.amount > 0}
    for kind in BalanceType:
        if (kind in found.opening or kind in charged) and kind not in found.rates:
            case.refuse(f"apr.{kind}", "is missing", f"Add the rate of the {kind} balance.")
        if kind in found.rates and not _covers(found.rates[kind], found.open):
            case.refuse(f"apr.{kind}", f"has no rate for {found.open}", "Add the rate of the first day.")


def _covers(rates: Rates, day: date) -> bool:
    return any(rate.since <= day for rate in rates)
