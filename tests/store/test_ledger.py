import pytest

from candor.billing.imported import ImportedLine, StatementFile
from candor.billing.records import Descriptor, LineType, Merchant
from candor.errors import NotYours
from candor.services.import_statement import import_statement
from candor.store.shelf import Shelf
from tests.store.talks import NOON


def file(*refs):
    day = NOON.date()
    lines = [ImportedLine(ref, LineType.PURCHASE, 100, f"KIOSK {ref}", day, day) for ref in refs]
    return StatementFile("csv", "USD", tuple(lines))


def book(store):
    with store.read() as tx:
        return tx.ledger.book("c50")


@pytest.fixture
def bring(store, clock):
    return lambda *refs: import_statement(store, clock, "c50", file(*refs))


def test_a_book_that_did_not_change_is_the_very_same(store, bring):
    bring("a")
    assert book(store) is book(store)


def test_a_line_that_was_added_is_in_the_next_book(store, bring):
    bring("a")
    assert len(book(store).lines) == 1
    bring("a", "b")
    assert {line.descriptor for line in book(store).lines} == {"KIOSK a", "KIOSK b"}


def test_a_shop_s_name_that_was_learnt_is_in_the_next_book(store, bring):
    bring("a")
    assert book(store).descriptors == ()
    with store.write() as tx:
        tx.ledger.add_shops([Merchant("m1", "Kiosk", "US", "5999")], [Descriptor("d1", "KIOSK a", "m1", "certain")])
    assert [name.raw for name in book(store).descriptors] == ["KIOSK a"]


def test_what_was_read_beside_changes_that_did_not_last_is_not_kept(store, bring):
    bring("a")
    with pytest.raises(ZeroDivisionError), store.write() as tx:
        tx.ledger.put_on_statement(tx.ledger.account("c50").id, [], "s1")
        assert tx.ledger.book("c50").lines
        _ = 1 / 0
    bring("a", "b")
    assert len(book(store).lines) == 2


def test_nobody_has_no_book(store):
    with pytest.raises(NotYours), store.read() as tx:
        tx.ledger.book("nobody")


def test_the_shelf_forgets_what_was_asked_for_longest_ago():
    shelf = Shelf(holds=2)
    for account in ("a", "b"):
        shelf.put(account, (1, 1), account)
    assert shelf.get("a", (1, 1)) == "a"
    shelf.put("c", (1, 1), "c")
    assert (shelf.get("a", (1, 1)), shelf.get("b", (1, 1))) == ("a", None)
    assert shelf.get("a", (2, 1)) is None


def test_a_transaction_that_writes_reads_a_book_once_and_sees_its_own_changes(store, bring):
    bring("a")
    with store.write() as tx:
        first = tx.ledger.book("c50")
        assert tx.ledger.book("c50") is first
        tx.ledger.set_detail("c50", "full")
        assert tx.ledger.book("c50").customer.detail_level == "full"
    with store.read() as tx:
        shared = tx.ledger.book("c50")
    with store.write() as tx:
        assert tx.ledger.book("c50") is shared, "what all read need not be read again"


def test_what_a_transaction_gave_up_is_seen_by_nobody(store, bring):
    bring("a")
    with store.read() as tx:
        before = tx.ledger.book("c50").customer.detail_level
    with pytest.raises(RuntimeError, match="given up"), store.write() as tx:
        tx.ledger.set_detail("c50", "full")
        assert tx.ledger.book("c50").customer.detail_level == "full"
        raise RuntimeError("given up")
    with store.read() as tx:
        assert tx.ledger.book("c50").customer.detail_level == before
