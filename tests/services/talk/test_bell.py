import asyncio

from candor.services.talk.bell import SOON, Bell


async def test_a_ring_wakes_those_who_watch_that_conversation_only():
    bell = Bell()
    with bell.watching("a") as one, bell.watching("b") as other:
        bell.ring("a")
        assert (one.is_set(), other.is_set()) == (True, False)


async def test_a_ring_that_is_due_soon_is_not_rung_twice():
    bell = Bell()
    with bell.watching("a") as rung:
        bell.ring_soon("a")
        bell.ring("a")
        rung.clear()
        await asyncio.sleep(SOON * 2)
        assert not rung.is_set()
        bell.ring_soon("a")
        await asyncio.sleep(SOON * 2)
        assert rung.is_set()


async def test_calls_are_counted_and_told_once():
    bell = Bell()
    for name in ("a", "b", "a"):
        bell.call_worker(name)
    assert bell.called.is_set()
    assert list(bell.calls().items()) == [("a", 2), ("b", 1)]
    assert not bell.calls()
    assert not bell.called.is_set()
