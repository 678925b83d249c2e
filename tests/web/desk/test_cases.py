"""Disputes at the desk: opened for a customer, moved along the legal steps, and refused to whoever may not."""

from __future__ import annotations

import re
from datetime import timedelta

from candor.disputes.states import State
from candor.store import Store
from tests.web.desk.conftest import kept
from tests.web.staff.crew import trail

WORDS = "It never came and the shop does not answer"


async def claimed(desk, asked):
    assert (await desk.post(f"/desk/handoffs/{asked.handoff}/claim")).status_code == 303
    return desk


async def opened(desk, asked, **changed: str) -> str:
    """The id of a case that this agent opened."""
    said = re.search(r'<option value="([^"]+)">I want a person', (await desk.get(asked.page)).text)
    assert said
    form = {"line": "l01", "reason": "not_received", "what_happened": WORDS, "said_in": said[1]}
    answer = await desk.post(f"{asked.page}/cases", **{**form, **changed})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("#case-")[2]


async def step(desk, asked, case: str, name: str, once: str = "", **fields: str):
    form = {"talk": asked.talk, "step": name, "client_id": once or name, **fields}
    return await desk.post(f"/desk/cases/{case}/steps", **form)


async def filed(desk, asked) -> str:
    case = await opened(desk, asked)
    answer = await step(desk, asked, case, "file", reason="not_received", amount="12.40", confirmed="yes")
    assert answer.status_code == 303, answer.text
    return case


def of(store: Store, case: str):
    with store.read() as tx:
        return tx.disputes.get(case)


async def test_a_case_is_opened_with_the_clocks_of_the_first_word(ask, come_in, store, clock):
    asked = await ask("c01")
    said_at = clock.now()
    dana = await claimed(await come_in("dana"), asked)
    clock.advance(timedelta(minutes=20))
    case = await opened(dana, asked)
    found = of(store, case)
    assert (found.case.state, found.case.notice_at) == (State.DRAFT, said_at)
    assert found.facts["what_happened"] == WORDS
    assert await opened(dana, asked) == case, "a line has one draft"
    page = (await dana.get(asked.page)).text
    assert case in page
    assert "Begun, not filed" in page
    assert "Decide by" in page
    assert re.search(r"\d+ days left", page)
    assert "Still to ask" in page


async def test_filing_tells_the_customer_and_moves_the_case_once(ask, come_in, store):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await filed(dana, asked)
    again = await step(dana, asked, case, "file", reason="not_received", amount="12.40", confirmed="yes")
    assert again.status_code == 303
    assert of(store, case).case.state is State.INVESTIGATING
    told = [text for sender, text in kept(store, asked.talk) if sender == "system"]
    assert sum(f"Your dispute is filed: case {case}" in text for text in told) == 1
    page = (await dana.get(asked.page)).text
    assert "Being looked into" in page
    assert "Acknowledge by" in page
    moved = trail(store, act="case_moved", subject=case, actor="staff:s-dana")
    assert [row["detail"]["step"] for row in moved] == ["Submit"]


async def test_facts_that_the_reason_wants_are_kept_as_they_are_told(ask, come_in, store):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await opened(dana, asked)
    told = {"expected_on": "2026-04-20", "address": "12 Elm Street", "wanted": "money back", "tracking": ""}
    assert (await dana.post(f"/desk/cases/{case}/facts", talk=asked.talk, **told)).status_code == 303
    facts = of(store, case).facts
    assert {name: facts[name] for name in ("expected_on", "address", "wanted")} == {
        name: told[name] for name in ("expected_on", "address", "wanted")
    }
    assert "tracking" not in facts
    assert "Still to ask" not in (await dana.get(asked.page)).text
    assert (await dana.post(f"/desk/cases/{case}/facts", expected_on="soon")).status_code == 409


async def test_a_case_goes_all_the_way_along_its_edges(ask, come_in, store, clock):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await filed(dana, asked)
    due = (clock.now() + timedelta(days=7)).date().isoformat()
    way = [
        ("ask", {"fact": "On which day should it have come?", "due_on": due}, State.AWAITING_CUSTOMER),
        ("go_on", {"answered": "yes"}, State.INVESTIGATING),
        ("chargeback", {"code": "13.1"}, State.MERCHANT_REVIEW),
        ("contest", {"reply": "Delivered to the door"}, State.PRE_ARBITRATION),
        ("arbitration", {"won": "no"}, State.INVESTIGATING),
        (
            "no_error",
            {"why": "It was handed over.", "evidence": "Signed slip", "looked_into": "The slip", "proof": "Signature"},
            State.DECIDED_NO_ERROR,
        ),
    ]
    for name, fields, state in way:
        assert f'name="step" value="{name}"' in (await dana.get(asked.page)).text, name
        assert (await step(dana, asked, case, name, **fields)).status_code == 303, name
        assert of(store, case).case.state is state, name
    assert "Dana has a question about your dispute" in str(kept(store, asked.talk))
    file = (await dana.get(f"/desk/cases/{case}")).text
    for words in ("The shop&#39;s bank was asked", "Decided: no error", "Dana", "Decision with reasons"):
        assert words in file, words


async def test_deciding_for_the_customer_gives_the_money_for_good(ask, come_in, store):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await filed(dana, asked)
    assert (await step(dana, asked, case, "error")).status_code == 303
    found = of(store, case).case
    assert (found.state, found.final) == (State.DECIDED_ERROR, 1240)


GROUNDS = {"why": "x", "evidence": "y", "looked_into": "z"}
LACKING = [
    ("no_error", GROUNDS, "positive proof"),
    ("no_error", {**GROUNDS, "why": ""}, "fill in: why"),
    ("different", {**GROUNDS, "amount": "0"}, "an error of nothing"),
    ("different", {**GROUNDS, "amount": "a lot"}, "in dollars"),
    ("ask", {"fact": "When?", "due_on": "2020-01-01"}, "no due day"),
    ("ask", {"fact": "When?", "due_on": "tomorrow"}, "year-month-day"),
    ("withdraw", {"medium": "chat"}, "fill in: own choice"),
    ("shop", {"answered": "yes"}, "no step of a case"),
    ("refund", {"refund_line": "l01"}, "not there"),
    ("close", {}, "choose what is to be done"),
]


async def test_a_step_that_lacks_what_it_stands_on_is_refused_with_its_reason(ask, come_in, store):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await filed(dana, asked)
    for name, fields, why in LACKING:
        answer = await step(dana, asked, case, name, **fields)
        assert answer.status_code in (404, 409), name
        assert why in answer.text or answer.status_code == 404, (name, why)
        assert of(store, case).case.state is State.INVESTIGATING


async def test_only_whoever_has_the_talk_moves_its_customers_case(ask, come_in, store):
    asked = await ask("c01")
    dana, marco = await claimed(await come_in("dana"), asked), await come_in("marco")
    case = await filed(dana, asked)
    assert (await step(marco, asked, case, "error")).status_code == 409
    refused = await marco.post(f"{asked.page}/cases", line="l01", reason="duplicate", what_happened="x")
    assert refused.status_code == 409
    assert of(store, case).case.state is State.INVESTIGATING
    assert {row["detail"]["why"] for row in trail(store, act="refused", actor="staff:s-marco")} == {"not_your_talk"}
    await dana.post(f"{asked.page}/close", outcome="passed_on", cause="shop")
    assert (await step(marco, asked, case, "error")).status_code == 303, "nobody has the talk any more"


async def test_another_customers_line_or_message_opens_nothing(ask, come_in, store):
    asked, other = await ask("c01"), await ask("c02")
    dana = await claimed(await come_in("dana"), asked)
    with store.read() as tx:
        theirs = tx.messages.latest_of_customer(other.talk, 1)[0].id
    for changed in ({"line": "l02"}, {"said_in": theirs}, {"line": "nobodys"}):
        form = {"line": "l01", "reason": "duplicate", "what_happened": "x", "said_in": "", **changed}
        assert (await dana.post(f"{asked.page}/cases", **form)).status_code == 404
    with store.read() as tx:
        assert tx.disputes.of_customer("c01") == tx.disputes.of_customer("c02") == []


async def test_a_guest_has_no_case_to_open(ask, come_in):
    asked = await ask(None)
    dana = await claimed(await come_in("dana"), asked)
    form = {"line": "l01", "reason": "duplicate", "what_happened": "x", "said_in": ""}
    assert (await dana.post(f"{asked.page}/cases", **form)).status_code == 404
    assert "Open a dispute" not in (await dana.get(asked.page)).text


async def test_open_cases_are_listed_by_their_day_and_looks_are_written_down(ask, come_in, store):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await filed(dana, asked)
    iris = await come_in("iris")
    page = (await iris.get("/desk/cases")).text
    assert case in page
    assert "Ada Hill" in page
    file = (await iris.get(f"/desk/cases/{case}")).text
    assert "/steps" not in file, "an auditor only looks"
    assert (await step(iris, asked, case, "error")).status_code == 403
    assert {row["act"] for row in trail(store, subject=case, actor="staff:s-iris")} >= {"case_looked_at", "case_opened"}
    assert (await iris.get("/desk/cases/D-00000000")).status_code == 404


NASTY = ("<script>alert(1)</script>", "=HYPERLINK(0)", "\u202eevil\u202c", "{{ 70001 * 7 }}")


async def test_hostile_words_in_a_case_are_shown_as_words(ask, come_in):
    asked = await ask("c01")
    dana = await claimed(await come_in("dana"), asked)
    case = await opened(dana, asked)
    for words in NASTY:
        await dana.post(f"/desk/cases/{case}/facts", address=words, wanted=words)
        for page in (asked.page, f"/desk/cases/{case}", "/desk/cases"):
            text = (await dana.get(page)).text
            assert "<script>alert" not in text
            assert "490007" not in text
