"""The recipe of the sample bank, read from data/sample: shops in one file, a file for each customer.

docs/reference/sample-bank.md says what each key means. An unknown key is a TypeError, so that a misspelt one is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from candor.settings import ROOT
from candor.yaml_file import read_yaml

FOLDER = ROOT / "data" / "sample"


@dataclass(frozen=True)
class Shop:
    """A shop and the name it prints on bills; `{code}` in `raw` stands for letters that differ each time."""

    key: str
    raw: str
    mcc: str
    brand: str | None = None
    prefix: str = ""
    country: str = "US"
    city: str = ""
    address: str = ""
    phone: str = ""
    parent: str = ""
    confidence: str = "certain"
    mode: str = "chip"


@dataclass(frozen=True)
class Pay:
    """How a bill is paid. `shift` is days after (+) or before (-) its due day; `how` is full, minimum, fixed or none.

    `amount` (cents) sets a fixed sum, `short` leaves so much of a full payment unpaid, `at` is the local time of
    receipt, `returned` the days until the payer's bank refused it, and `credited` the days a mistake held it back.
    """

    how: str = "full"
    shift: int = -4
    amount: int = 0
    short: int = 0
    at: str = ""
    returned: int = 0
    credited: int = 0


@dataclass(frozen=True)
class Habit:
    """A purchase every so many days, somewhere between `least` and `most` cents."""

    shop: str
    every: int
    least: int
    most: int
    card: int = 0


@dataclass(frozen=True)
class Membership:
    """A subscription: a charge on the same day each month since `since` days ago; `prices` by days ago they began."""

    shop: str
    since: int
    prices: Mapping[int, int]
    trial_days: int = 0
    cancelled: int = 0
    charges_on: bool = False
    card: int = 0


@dataclass(frozen=True)
class Event:
    """Something that happens once. It is placed by `ago` (days before today that the card was used) or by `cycle`
    (-1 is the newest bill, 0 the open cycle) with the `day` it posts, counted from the cycle's start or its `end`."""

    kind: str
    ago: int | None = None
    cycle: int | None = None
    day: int = 1
    end: int | None = None
    posts_after: int = 1
    shop: str = ""
    amount: int = 0
    held: int = 0
    state: str = "open"
    card: int = 0
    original: int = 0
    currency: str = ""
    rate: str = ""
    network: str = ""
    dcc: bool = False
    order: str = ""
    parts: Sequence[int] = ()
    name: str = ""
    of: str = ""
    reason: str = ""
    note: str = ""
    months: int = 0
    fee_bp: int = 0


@dataclass(frozen=True)
class NewRate:
    """Another yearly rate (basis points) for a balance, from the `day` of a cycle on (-1 is the newest bill's)."""

    balance: str
    apr: int
    cycle: int
    day: int = 1


@dataclass(frozen=True)
class Person:
    """One customer's recipe. `mistakes` names the invariants that the bank itself broke, on purpose (see docs)."""

    id: str
    name: str
    about: str
    ask: Sequence[str]
    months_open: int
    limit: int
    since_close: int
    cards: Sequence[Mapping[str, Any]]
    pays: Pay
    apr: Mapping[str, int] = field(default_factory=lambda: {"purchase": 2499, "cash": 2999, "transfer": 0})
    rates: Sequence[NewRate] = ()
    annual_fee: int = 0
    opening: int = 0
    least_due: int = 3500
    autopay: bool = False
    overlimit_optin: int = 0
    flags: Sequence[str] = ()
    detail_level: str = "short"
    language: str = "en"
    payments: Mapping[int, Sequence[Pay]] = field(default_factory=dict)
    quiet: Sequence[int] = ()
    habits: Sequence[Habit] = ()
    subscriptions: Sequence[Membership] = ()
    story: Sequence[Event] = ()
    mistakes: Sequence[str] = ()


@dataclass(frozen=True)
class Recipe:
    shops: Mapping[str, Shop]
    people: Sequence[Person]


@lru_cache(maxsize=1)
def recipe(folder: Path = FOLDER) -> Recipe:
    """The whole recipe, customers in the order of their ids."""
    shops = {key: Shop(key=key, **row) for key, row in _read(folder / "shops.yml").items()}
    people = [_person(_read(path)) for path in sorted((folder / "customers").glob("c*.yml"))]
    return Recipe(shops, people)


def _person(row: dict[str, Any]) -> Person:
    row["pays"] = Pay(**row["pays"])
    row["payments"] = {bill: [Pay(**p) for p in ways] for bill, ways in row.get("payments", {}).items()}
    row["habits"] = [Habit(**h) for h in row.get("habits", ())]
    row["subscriptions"] = [Membership(**s) for s in row.get("subscriptions", ())]
    row["rates"] = [NewRate(**r) for r in row.get("rates", ())]
    row["story"] = [Event(**e) for e in row.get("story", ())]
    return Person(**row)


def _read(path: Path) -> dict[str, Any]:
    return dict(read_yaml(path))
