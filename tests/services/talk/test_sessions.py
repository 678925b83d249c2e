from datetime import timedelta

import pytest

from candor.errors import IdentityRefused, NotSignedIn
from candor.services.talk.access import visitor_of
from candor.services.talk.sessions import GUESTS_SESSION, Identity, open_session
from candor.store.tables.ledger import customers


@pytest.fixture
def _customer(store):
    with store.write() as tx:
        row = {"id": "c01", "name": "Ana", "email": "", "language": "en", "time_zone": "UTC", "detail_level": "short"}
        tx._connection.execute(customers.insert(), {**row, "flags": []})


def visitor(store, clock, token):
    with store.read() as tx:
        return visitor_of(tx, token, clock.now())


def test_a_guest_has_no_customer_and_a_session_that_ends(store, clock):
    opened = open_session(store, clock, None)
    assert visitor(store, clock, opened.token).assurance == "guest"
    clock.advance(GUESTS_SESSION)
    with pytest.raises(NotSignedIn):
        visitor(store, clock, opened.token)


def test_a_made_up_token_opens_nothing(store, clock):
    with pytest.raises(NotSignedIn):
        visitor(store, clock, "made up")


@pytest.mark.usefixtures("_customer")
def test_a_host_token_opens_one_session_only(store, clock):
    identity = Identity("c01", "token-1", clock.now() + timedelta(minutes=5))
    opened = open_session(store, clock, identity)
    assert (opened.name, visitor(store, clock, opened.token).customer_id) == ("Ana", "c01")
    with pytest.raises(IdentityRefused):
        open_session(store, clock, identity)


def test_a_token_for_nobody_is_refused(store, clock):
    with pytest.raises(IdentityRefused):
        open_session(store, clock, Identity("c99", "token-1", clock.now() + timedelta(minutes=5)))
