import socket

import pytest

from candor.supervising.ports import choose
from candor.supervising.refusals import CannotStart

HOST = "127.0.0.1"


@pytest.fixture
def taken():
    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


def test_port_zero_is_any_free_port_and_all_three_differ():
    ports = choose({}, HOST, 0)
    assert len({ports.public, ports.actions, ports.bot}) == 3
    assert ports.public > 1023


def test_port_zero_leaves_the_usual_inner_ports_to_a_product_that_has_a_fixed_one():
    ports = choose({}, HOST, 0)
    assert (ports.actions, ports.bot) != (8055, 5005)


def test_a_port_in_use_is_refused_and_the_next_step_named(taken):
    with pytest.raises(CannotStart, match=f"Port {taken} is in use") as refusal:
        choose({}, HOST, taken)
    assert "--port" in refusal.value.next_step


def test_an_inner_port_that_was_named_is_kept_or_refused(taken):
    with pytest.raises(CannotStart) as refusal:
        choose({"CANDOR_BOT_PORT": str(taken)}, HOST, 0)
    assert "CANDOR_BOT_PORT" in refusal.value.next_step


def test_inner_ports_that_nobody_named_give_way(monkeypatch, taken):
    monkeypatch.setattr("candor.supervising.ports.BOT", taken)
    assert choose({}, HOST, 0).bot != taken


@pytest.mark.parametrize("text", ["abc", "-1", "70000", "８０"])
def test_what_is_no_port_number_is_refused(text):
    with pytest.raises(CannotStart, match="CANDOR_PORT"):
        choose({"CANDOR_PORT": text}, HOST, None)
