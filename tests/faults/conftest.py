from collections.abc import Iterator

import pytest

from tests.faults.action_proxy import ActionProxy
from tests.faults.product import Customer, Product


@pytest.fixture(scope="session")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, ActionProxy]]:
    """One product whose bot calls its actions through the proxy."""
    data = tmp_path_factory.mktemp("faults") / "var"
    started: list[Product] = []
    proxy = ActionProxy(lambda: f"http://127.0.0.1:{started[0].ports['actions_port']}/webhook")
    started.append(Product(data, CANDOR_ACTIONS_URL=proxy.url))
    started[0].await_ready()
    yield started[0], proxy
    proxy.close()
    started[0].stop()


@pytest.fixture
def product(proxied: tuple[Product, ActionProxy]) -> Product:
    proxied[0].await_ready()
    return proxied[0]


@pytest.fixture
def proxy(proxied: tuple[Product, ActionProxy]) -> Iterator[ActionProxy]:
    proxied[1].fail()
    yield proxied[1]
    proxied[1].fail()
    proxied[1].go_on.set()


@pytest.fixture
def customer(product: Product) -> Iterator[Customer]:
    made = Customer(product)
    yield made
    made.close()
