from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from candor.errors import LeaseLost
from tests.store.talks import NOON, begin

MINUTE = timedelta(minutes=1)


def take(store, holder, at=NOON):
    with store.write() as tx:
        return tx.leases.take("talk", holder, at, MINUTE)


@pytest.fixture(autouse=True)
def _talk(store):
    with store.write() as tx:
        begin(tx)


def test_a_lease_keeps_others_out_until_it_expires(store):
    assert take(store, "one").fence == 1
    assert take(store, "two", NOON + MINUTE / 2) is None
    assert take(store, "two", NOON + MINUTE).fence == 2


def test_a_released_lease_can_be_taken_at_once_with_a_higher_fence(store):
    lease = take(store, "one")
    with store.write() as tx:
        tx.leases.release(lease, NOON)
    assert take(store, "two").fence == 2


def test_a_late_holder_is_told_that_it_lost(store):
    late = take(store, "one")
    take(store, "two", NOON + MINUTE)
    with pytest.raises(LeaseLost), store.write() as tx:
        tx.leases.release(late, NOON + MINUTE)


def test_of_many_takers_at_once_one_wins(store):
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: take(store, f"holder {n}"), range(40)))
    assert sum(lease is not None for lease in taken) == 1
