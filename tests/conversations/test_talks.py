"""Every talk of this folder, held with the real running product. A new file here is a new test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from candor.store import Store
from tests.conversations.format import read_talk
from tests.conversations.holding import hold
from tests.conversations.lanes import Held, begun
from tests.stack import Stack

FOLDER = Path(os.environ.get("CANDOR_TALKS") or Path(__file__).parent)
"""Another folder's talks are held when the studio, or `candor models compare`, asks for them."""
TALKS = {way.id: way for path in sorted(FOLDER.glob("*.yml")) for way in read_talk(path).ways()}


@pytest.fixture(scope="module")
def held(request: pytest.FixtureRequest, stack_at: Callable[..., Stack]) -> Iterator[Held]:
    """All talks that this run is to hold, begun at once; what each comes to."""
    here = (item for item in request.session.items if getattr(item, "originalname", "") == "test_talk")
    talks = [TALKS[item.callspec.params["talk"]] for item in here]
    stacks = {(talk.clock, talk.laws): stack_at(talk.clock, talk.laws) for talk in talks}
    # Shared by all talks of a product: a book that was read once need not be read again.
    stores = {product: Store(stack.database_url) for product, stack in stacks.items()}
    products = {talk.id: (talk.clock, talk.laws) for talk in talks}
    with begun(talks, lambda talk: hold(talk, stacks[products[talk.id]], stores[products[talk.id]])) as running:
        yield running
    for store in stores.values():
        store.close()


@pytest.mark.stack
@pytest.mark.parametrize("talk", TALKS)
def test_talk(talk: str, held: Held) -> None:
    held[talk].result()
