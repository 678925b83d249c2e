"""The sample bank: `make_bank` gives the same books for the same seed and day, on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from candor.billing.records import Account, AprPeriod, Book, Card, Customer, Terms
from candor.importing.sample.arithmetic import days_between
from candor.importing.sample.closing import close
from candor.importing.sample.cycles import BILLED, Cycle, cycles, months_later
from candor.importing.sample.habits import plan_habits, plan_subscriptions
from candor.importing.sample.ids import Ids, opaque
from candor.importing.sample.journal import Journal
from candor.importing.sample.ledger import Ledger
from candor.importing.sample.life import RULES, Life
from candor.importing.sample.recipe import Person, Recipe, recipe
from candor.importing.sample.story import plan_story

SEED = 7

Rates = dict[str, list[tuple[date, int]]]


def make_bank(seed: int, today: date) -> list[Book]:
    """A book for each customer of the recipe, c01 first, as of the end of `today` in the account's time zone.

    24 monthly bills each and the open cycle that today lies in. All amounts are in cents.
    """
    written = recipe()
    return [make_book(written, person, seed, today) for person in written.people]


def make_book(written: Recipe, person: Person, seed: int, today: date) -> Book:
    """One customer's book, independent of all others."""
    life = _begin(written, person, seed, today)
    plan_story(life)
    plan_subscriptions(life)
    plan_habits(life)
    for cycle in life.cycles:
        _live_through(life, cycle)
    return life.journal.book()


def about(customer: str) -> str:
    """One line about a customer, for the demo page's list; '' for somebody who is not of the sample bank."""
    return next((person.about for person in recipe().people if person.id == customer), "")


def _live_through(life: Life, cycle: Cycle) -> None:
    for day in days_between(cycle.open, min(cycle.close, life.today)):
        for act in life.agenda.pop(day, ()):
            act()
    if cycle.number <= BILLED:
        close(life, cycle)


def _begin(written: Recipe, person: Person, seed: int, today: date) -> Life:
    all_cycles = cycles(today, person.since_close)
    rng = Random(f"{seed}/{person.id}")  # noqa: S311 - invented data, not a secret
    ids = Ids(seed, person.id)
    rates = _rates(person, all_cycles)
    account = _account(person, ids, all_cycles, today, rates)
    cards = [Card(ids.new("d"), account.id, **card) for card in person.cards]
    journal = Journal(_customer(person), account, cards, all_cycles, ids, rng)
    ledger = Ledger(rates, person.opening)
    journal.rates += _periods(account, rates, min(account.opened, all_cycles[0].open))
    return Life(person, written.shops, journal, ledger, all_cycles, today, rng)


def _customer(person: Person) -> Customer:
    first, *_, last = person.name.lower().split()
    return Customer(
        id=person.id,
        name=person.name,
        email=f"{first}.{last}@example.com",
        language=person.language,
        detail_level=person.detail_level,
        flags=frozenset(person.flags),
    )


def _rates(person: Person, all_cycles: list[Cycle]) -> Rates:
    """The yearly rates of each balance with the days from which they hold."""
    found: Rates = {balance: [(date.min, apr)] for balance, apr in person.apr.items()}
    for new in person.rates:
        found[new.balance].append((all_cycles[BILLED + new.cycle].open + timedelta(days=new.day - 1), new.apr))
    return {balance: sorted(rates) for balance, rates in found.items()}


def _periods(account: Account, rates: Rates, first: date) -> Iterator[AprPeriod]:
    for balance, known in rates.items():
        for since, apr in known:
            began = max(since, first)
            yield AprPeriod(opaque("q", f"{account.id}/{balance}/{began}"), account.id, balance, began, apr)


def _account(person: Person, ids: Ids, all_cycles: list[Cycle], today: date, rates: Rates) -> Account:
    optin = today - timedelta(days=person.overlimit_optin) if person.overlimit_optin else None
    return Account(
        id=ids.new("u"),
        customer_id=person.id,
        opened=months_later(today, -person.months_open),
        status="open",
        limit=person.limit,
        cycle_day=all_cycles[0].close.day,
        due_day=all_cycles[0].due.day,
        apr_bp={balance: known[-1][1] for balance, known in rates.items()},
        terms=Terms(
            id=f"{RULES}.{person.annual_fee}.{person.least_due}",
            annual_fee=person.annual_fee,
            least_due=person.least_due,
        ),
        overlimit_optin_on=optin,
        autopay=person.autopay,
    )
