"""What a customer buys again and again: everyday shopping and subscriptions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from candor.billing.records import HoldState, Subscription
from candor.importing.sample.buying import buy, hold, printed
from candor.importing.sample.cycles import BILLED, cycle_of, months_later
from candor.importing.sample.journal import merchant_id
from candor.importing.sample.life import Life
from candor.importing.sample.recipe import Habit, Membership

CARD_CHECK = 100


def plan_habits(life: Life) -> None:
    """Puts all everyday purchases on the agenda, none in the quiet cycles and none in the last two days."""
    quiet = {life.cycles[BILLED + number].number for number in life.person.quiet}
    for habit in life.person.habits:
        day = life.cycles[0].open + timedelta(days=life.rng.randint(1, habit.every))
        while day <= life.today - timedelta(days=2):
            amount = life.rng.randint(habit.least, habit.most)
            if cycle_of(day, life.cycles).number not in quiet:
                life.on(day, _purchase(life, habit.shop, amount, day, habit.card))
            day += _interval(life, habit)


def plan_subscriptions(life: Life) -> None:
    for membership in life.person.subscriptions:
        _plan_subscription(life, membership)


def _plan_subscription(life: Life, membership: Membership) -> None:
    start = life.today - timedelta(days=membership.since)
    ends = life.today - timedelta(days=membership.cancelled) if membership.cancelled else None
    trial_end = start + timedelta(days=membership.trial_days) if membership.trial_days else None
    _subscribe(life, membership, start, trial_end, ends)
    if trial_end:
        life.on(start, lambda: _check_card(life, membership, start))
    for day in _charge_days(life, trial_end or start):
        if ends is None or day <= ends or membership.charges_on:
            life.on(day, _purchase(life, membership.shop, _price(life, membership, day), day, membership.card))


def _charge_days(life: Life, first: date) -> list[date]:
    """The same day each month, from the first charge on and within the bills that are shown."""
    days, day = [], first
    while day < life.today:
        days.append(day)
        day = months_later(first, len(days))
    return [day for day in days if day >= life.cycles[0].open]


def _price(life: Life, membership: Membership, day: date) -> int:
    """The price on a day: of those that had begun, the newest."""
    ago = (life.today - day).days
    began = [days for days in membership.prices if days >= ago]
    return membership.prices[min(began)] if began else membership.prices[max(membership.prices)]


def _subscribe(life: Life, membership: Membership, start: date, trial_end: date | None, ends: date | None) -> None:
    life.journal.subscriptions.append(
        Subscription(
            id=life.journal.ids.new("v"),
            account_id=life.journal.account.id,
            merchant_id=merchant_id(membership.shop),
            cadence="monthly",
            amount=_price(life, membership, life.today),
            consented_on=start,
            trial_end=trial_end,
            cancelled_on=ends,
        )
    )


def _check_card(life: Life, membership: Membership, day: date) -> None:
    hold(life, printed(life, membership.shop), CARD_CHECK, day, HoldState.RELEASED, membership.card)


def _purchase(life: Life, shop: str, amount: int, day: date, card: int) -> Callable[[], None]:
    def act() -> None:
        buy(life, shop, amount, day, card)

    return act


def _interval(life: Life, habit: Habit) -> timedelta:
    return timedelta(days=life.rng.randint(max(1, habit.every * 6 // 10), max(1, habit.every * 14 // 10)))
