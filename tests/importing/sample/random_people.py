"""Customers drawn at random for the sample bank: how they pay, what they owe, at which rates, and what befalls them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from candor.billing.records import Book
from candor.importing.sample.bank import make_book
from candor.importing.sample.recipe import Event, Habit, NewRate, Pay, Person, recipe

SHOPS = ("harvest_market", "lantern_noodles", "cityhop", "goodacre", "rivermetro", "livraria")
BILLS = range(-24, 0)


def random_book(seed: int) -> Book:
    """The book of one customer that nobody wrote; the same for the same seed."""
    rng = Random(seed)
    return make_book(recipe(), random_person(rng), seed, date(2024, 1, 1) + timedelta(days=rng.randrange(4_000)))


def random_person(rng: Random) -> Person:
    return Person(
        id="c99",
        name="Ana Random",
        about="",
        ask=(),
        months_open=60,
        limit=rng.choice([150_000, 500_000, 2_000_000]),
        since_close=rng.randint(1, 27),
        cards=({"holder": "Ana Random", "last4": "0000", "network": rng.choice(["visa", "mastercard"])},),
        pays=_pay(rng),
        apr={"purchase": rng.randrange(500, 3_600), "cash": rng.randrange(500, 3_600), "transfer": 0},
        opening=rng.choice([0, 0, rng.randrange(300_000)]),
        least_due=rng.choice([2_500, 3_500]),
        payments={bill: _ways(rng) for bill in BILLS if rng.random() < 0.7},
        quiet=[bill for bill in BILLS if rng.random() < 0.15],
        habits=[_habit(rng) for _ in range(rng.randrange(4))],
        story=_story(rng),
        rates=_new_rates(rng),
    )


def _new_rates(rng: Random) -> list[NewRate]:
    """Other rates, mostly none, from any day of a cycle on."""
    count = rng.choice([0, 0, 1, 2])
    places = sorted(rng.sample(range(-23, 0), count))
    balances = [rng.choice(["purchase", "purchase", "cash"]) for _ in places]
    return [
        NewRate(balance, rng.randrange(500, 3_600), cycle, rng.randint(1, 27))
        for balance, cycle in zip(balances, places, strict=True)
    ]


def _ways(rng: Random) -> list[Pay]:
    return sorted((_pay(rng) for _ in range(rng.choice([0, 1, 1, 1, 2]))), key=lambda pay: pay.shift)


def _pay(rng: Random) -> Pay:
    """Mostly before the due day, sometimes after it; one in ten comes back within its cycle."""
    returned = rng.random() < 0.1
    return Pay(
        how=rng.choice(["full", "full", "full", "minimum", "fixed", "none"]),
        shift=rng.randint(-15, 1) if returned else rng.choice([rng.randint(-18, 0), rng.randint(-4, 4)]),
        amount=rng.randrange(1_000, 60_000),
        short=rng.choice([0, 0, 0, 1, rng.randrange(20_000)]),
        at=rng.choice(["", "", "00:00", "16:59"]),
        returned=rng.randint(1, 3) if returned else 0,
    )


def _habit(rng: Random) -> Habit:
    return Habit(rng.choice(SHOPS), rng.randint(3, 20), 100, rng.choice([2_000, 20_000]))


def _story(rng: Random) -> list[Event]:
    found = [_event(rng, "cash", amount=rng.randrange(2_000, 60_000)) for _ in range(rng.choice([0, 0, 1, 3]))]
    found += [_event(rng, "credit", reason="reward", amount=rng.randrange(1, 9_000)) for _ in range(rng.randrange(3))]
    if rng.random() < 0.3:
        found.append(_event(rng, "transfer", amount=rng.randrange(5_000, 300_000), months=12))
    if rng.random() < 0.4:
        months = rng.choice([1, 3, 6, 12])
        found.append(_event(rng, "deferred", amount=rng.randrange(300, 200_000), months=months, name="sofa"))
    if rng.random() < 0.3:
        found.append(_event(rng, "instalments", amount=60_000, months=6, fee_bp=72, name="washer"))
    return found + (_bought_and_brought_back(rng) if rng.random() < 0.5 else [])


def _bought_and_brought_back(rng: Random) -> list[Event]:
    cycle = rng.randint(-23, -2)
    bought = Event("purchase", cycle=cycle, day=rng.randint(3, 20), shop="goodacre", amount=9_900, name="boots")
    back = Event("refund", cycle=cycle + 1, day=rng.randint(1, 25), of="boots", amount=rng.randint(1, 9_900))
    return [bought, back]


def _event(rng: Random, kind: str, **more: Any) -> Event:
    shop = "cash_machine" if kind == "cash" else "goodacre"
    return Event(kind, cycle=rng.randint(-23, -1), day=rng.randint(2, 26), shop=shop, **more)
