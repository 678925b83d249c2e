"""Giving back at the desk: within one's own authority, above it with a second person, and never twice."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import insert

from candor.billing.records import Fee, Line, LineType
from candor.store import Store
from candor.store.rows import row_of
from candor.store.tables.ledger import fees
from tests.web.desk.conftest import kept


@pytest.fixture
def fee(store: Store) -> str:
    """A fee of $300 on the bill of c01, which no policy of the sample gives back by itself."""
    with store.write() as tx:
        book = tx.ledger.book("c01")
        line = Line(
            "f01", book.account.id, LineType.FEE, 30000, "ANNUAL FEE", date(2026, 4, 20), date(2026, 4, 20),
            statement_id="s01",
        )  # fmt: skip
        tx.ledger.add_lines(book.account.id, lines=[line])
        reason = Fee("fee01", book.account.id, "f01", "annual", 30000, None, "1")
        tx._connection.execute(insert(fees), row_of(reason))
    return "f01"


async def owned(desk, asked):
    await desk.post(f"/desk/handoffs/{asked.handoff}/claim")
    return desk


def given(line: str, amount: str, once: str, reason: str = "we were slow") -> dict[str, str]:
    return {"line": line, "amount": amount, "reason": reason, "client_id": once}


def credited(store: Store) -> list[int]:
    with store.read() as tx:
        return sorted(line.amount for line in tx.ledger.book("c01").lines if line.type is LineType.CREDIT)


async def test_an_agent_gives_back_within_their_authority_once(fee, ask, come_in, store):
    asked = await ask("c01")
    dana = await owned(await come_in("dana"), asked)
    for _ in range(2):
        answer = await dana.post(f"{asked.page}/give-back", **given(fee, "100.00", "one"))
        assert answer.headers["location"].endswith("done=given")
    assert len(credited(store)) == 1
    told = [text for sender, text in kept(store, asked.talk) if sender == "system"]
    assert told[-1].startswith("Dana has given back $100.00.")
    assert sum("given back" in text for text in told) == 1


async def test_above_the_authority_a_second_person_decides(fee, ask, come_in, store):
    asked = await ask("c01")
    dana = await owned(await come_in("dana"), asked)
    nasty = "<script>alert(1)</script> \u202eevil =HYPERLINK(0)"
    answer = await dana.post(f"{asked.page}/give-back", **given(fee, "100.01", "one", nasty))
    assert answer.headers["location"].endswith("done=wished")
    assert credited(store) == []
    assert (await dana.get("/desk/approvals")).status_code == 403
    priya = await come_in("priya")
    page = (await priya.get("/desk/approvals")).text
    assert "$100.01" in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    wish = re.search(r'action="(/desk/approvals/[^"]+)"', page)
    assert wish
    assert (await dana.post(wish[1], answer="yes")).status_code == 403
    assert (await priya.post(wish[1], answer="yes")).status_code == 303
    assert (await priya.post(wish[1], answer="yes")).status_code == 403
    assert len(credited(store)) == 1
    assert kept(store, asked.talk)[-1][1].startswith("Priya has given back $100.01.")


async def test_a_supervisor_does_not_approve_their_own_wish(fee, ask, come_in, store):
    asked = await ask("c01")
    priya = await owned(await come_in("priya"), asked)
    await priya.post(f"{asked.page}/give-back", **given(fee, "250.01", "one"))
    page = (await priya.get("/desk/approvals")).text
    assert "somebody else has to decide" in page
    assert "/desk/approvals/" not in page
    assert (await priya.post("/desk/approvals/one", answer="yes")).status_code == 403
    assert credited(store) == []


async def test_a_refused_wish_gives_nothing(fee, ask, come_in, store):
    asked = await ask("c01")
    dana, priya = await owned(await come_in("dana"), asked), await come_in("priya")
    await dana.post(f"{asked.page}/give-back", **given(fee, "200", "one"))
    assert (await priya.post("/desk/approvals/one", answer="no")).status_code == 303
    assert "Nothing waits" in (await priya.get("/desk/approvals")).text
    assert credited(store) == []


@pytest.mark.parametrize(
    ("line", "amount", "reason"),
    [("f01", "0", "x"), ("f01", "-5", "x"), ("f01", "1e3", "x"), ("f01", "1.005", "x"), ("f01", "", "x"),
     ("f01", "10", " "), ("l02", "1", "x"), ("nobodys", "1", "x")],
)  # fmt: skip
async def test_what_can_not_be_given_is_refused(line, amount, reason, fee, ask, come_in, store):
    asked = await ask("c01")
    dana = await owned(await come_in("dana"), asked)
    answer = await dana.post(f"{asked.page}/give-back", **given(line, amount, "one", reason))
    assert answer.status_code in (403, 404, 409)
    assert credited(store) == []


async def test_only_whoever_has_the_talk_gives_something(fee, ask, come_in, store):
    asked = await ask("c01")
    await owned(await come_in("dana"), asked)
    marco = await come_in("marco")
    assert (await marco.post(f"{asked.page}/give-back", **given(fee, "1", "one"))).status_code == 409
    assert credited(store) == []


async def test_the_page_says_what_one_may_give_alone(fee, ask, come_in):
    asked = await ask("c01")
    assert "<strong>$100.00</strong> of it alone" in (await (await come_in("dana")).get(asked.page)).text
    assert "<strong>$250.00</strong> of it alone" in (await (await come_in("priya")).get(asked.page)).text


async def test_the_policy_says_its_rule_and_what_may_be_given(fee, ask, come_in, store):
    asked = await ask("c01")
    dana = await come_in("dana")
    page = (await dana.get(asked.page)).text
    assert "The bot has not decided about this line" in page
    told = await dana.get(f"{asked.page}/policy?line=f01")
    assert told.status_code == 200
    assert re.search(r"The policy says now: <strong>[^<]+</strong>.* rule <code>G-[A-Z]+</code>", told.text)
    assert "<strong>$100.00</strong> of it alone; above that, up to $300.00" in told.text
    assert "Rules that were looked at" in told.text
    for other in ("l01", "l02", "nobodys"):
        assert (await dana.get(f"{asked.page}/policy?line={other}")).status_code == 404
    with store.read() as tx:
        assert tx.goodwill.decisions("c01") == [], "a look decides nothing"


async def test_what_was_given_is_no_more_left_to_give(fee, ask, come_in):
    asked = await ask("c01")
    dana = await owned(await come_in("dana"), asked)
    await dana.post(f"{asked.page}/give-back", **given(fee, "90.00", "one"))
    told = await dana.get(f"{asked.page}/policy?line=f01")
    assert "up to $210.00" in told.text
