from collections.abc import Iterator

import pytest

from tests.conversations.time_and_traces import level_of, wipe
from tests.faults.action_proxy import ActionProxy
from tests.faults.customer import Customer
from tests.stack import Stack, running

ENVIRONMENT = {
    "CANDOR_SESSION_RATE": "100000",
    "CANDOR_ADDRESS_RATE": "100000",
    # Short, so that a test sees the end of trying; the order of things is the same with 30 s and 12 s. Not so short
    # that a turn without any fault could be too slow on a busy machine.
    "CANDOR_TURN_BUDGET": "8",
    "CANDOR_TURN_TIMEOUT": "8",
}


@pytest.fixture(scope="session")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, ActionProxy]]:
    """One product for all faults, whose bot calls its actions through the proxy."""
    started: list[Stack] = []
    proxy = ActionProxy(lambda: f"http://127.0.0.1:{started[0].ports['actions_port']}/webhook")
    folder = tmp_path_factory.mktemp("faults") / "var"
    with running(folder, **ENVIRONMENT, CANDOR_ACTIONS_URL=proxy.url) as stack:
        started.append(stack)
        yield stack, proxy
    proxy.close()


@pytest.fixture
def product(proxied: tuple[Stack, ActionProxy]) -> Stack:
    proxied[0].wait_until_ready()
    return proxied[0]


@pytest.fixture
def proxy(proxied: tuple[Stack, ActionProxy]) -> Iterator[ActionProxy]:
    proxied[1].fail()
    yield proxied[1]
    proxied[1].fail()
    proxied[1].go_on.set()


@pytest.fixture
def customer(product: Stack) -> Iterator[Customer]:
    """Without what earlier tests left: a third talk about one charge would bring in a person."""
    made = Customer(product)
    level = level_of(product.folder, made.talk)
    yield made
    made.close()
    wipe(product.folder, made.talk, level)
