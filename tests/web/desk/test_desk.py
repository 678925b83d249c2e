"""The desk's pages: what waits, the talk with all that is known, and each thing an agent does with it."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from candor.conversation.handing_over import TAKEN_OVER, TAKES_OVER
from candor.conversation.ownership import Answering, standing
from candor.services.people.handoff_policy import load_handoff_policy
from candor.web.desk.words import TRIGGERS
from tests.web.desk.conftest import kept
from tests.web.staff.crew import how_many, rows_after, trail

NASTY = (
    "<script>alert(1)</script>",
    "=HYPERLINK(0)",
    "\u202eevil\u202c",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 70001 * 7 }}",
    "w" * 2000,
)


def stands(store, talk):
    with store.read() as tx:
        return standing(tx.conversations.get(talk))


async def test_the_queue_shows_who_waits_with_promise_and_claim(ask, come_in):
    first, fraud = await ask("c01"), await ask("c02", trigger="fraud")
    page = (await (await come_in("dana")).get("/desk")).text
    assert page.index(f"row-{fraud.handoff}") < page.index(f"row-{first.handoff}"), "what is urgent comes first"
    assert "Ada Hill" in page
    assert page.count("/claim") == 2
    assert page.count("data-due") == 2


async def test_the_queue_names_who_may_decide_when_an_agent_may_not(ask, come_in):
    await ask("c01", trigger="goodwill", authority="agent")
    page = (await (await come_in("dana")).get("/desk")).text
    assert '<span class="tag">for the' not in page
    await ask("c02", trigger="goodwill", authority="supervisor")
    page = (await (await come_in("dana")).get("/desk")).text
    assert page.count('<span class="tag">for the supervisor</span>') == 1


async def test_an_auditor_sees_the_queue_and_can_claim_nothing(ask, come_in):
    asked = await ask()
    iris = await come_in("iris")
    page = (await iris.get("/desk")).text
    assert f"row-{asked.handoff}" in page
    assert "/claim" not in page
    assert "take-over" not in (await iris.get(asked.page)).text
    assert (await iris.post(f"{asked.page}/take-over")).status_code == 403


async def test_an_empty_desk_says_so(come_in):
    page = (await (await come_in("dana")).get("/desk")).text
    assert "Nobody waits for a person" in page
    assert "You have no talk" in page


async def test_of_two_who_claim_one_has_it_and_the_other_is_told(ask, come_in, store):
    asked = await ask()
    dana, marco = await come_in("dana"), await come_in("marco")
    answers = await asyncio.gather(*(one.post(f"/desk/handoffs/{asked.handoff}/claim") for one in (dana, marco)))
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, won.headers["location"]) == (303, f"{asked.page}?done=claimed")
    assert lost.status_code == 409
    assert "Another agent has this talk" in lost.text
    assert [row["detail"]["why"] for row in trail(store, act="refused")] == ["already_taken"]


async def test_the_talk_page_holds_everything_known(ask, come_in):
    asked = await ask(text="What is SQ BLUE HERON, I want it gone")
    page = (await (await come_in("dana")).get(asked.page)).text
    for wanted in (
        "Ada Hill",
        "SQ BLUE HERON, I want it gone",
        "$12.40",
        "Asked for a person",
        "Signed in at the bank",
    ):
        assert wanted in page, wanted
    assert re.search(r"A person answers, by May 1\d", page)


async def test_no_longer_number_than_four_digits_of_a_card_is_on_the_page(ask, come_in):
    asked = await ask(text="my card is 4111 1111 1111 1111")
    page = (await (await come_in("dana")).get(asked.page)).text
    assert "4111 1111" not in page
    assert "1111111" not in page


async def test_taking_over_from_the_bot_is_one_press(site, store, come_in):
    headers = await site.session("c01")
    address = await site.talk(headers)
    await site.say(address, headers, "hello")
    talk = address.rpartition("/")[2]
    dana = await come_in("dana")
    assert "Take over from the bot" in (await dana.get(f"/desk/talks/{talk}")).text
    assert (await dana.post(f"/desk/talks/{talk}/take-over")).status_code == 303
    assert (stands(store, talk).answers, stands(store, talk).agent) == (Answering.AGENT, "s-dana")


async def test_only_its_agent_writes_to_the_customer_and_all_write_notes(ask, come_in, store):
    asked = await ask()
    dana, marco = await come_in("dana"), await come_in("marco")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    sent = await dana.post(f"{asked.page}/write", htmx=True, text="I am here", client_id="one")
    assert (sent.status_code, sent.headers["hx-trigger"]) == (204, "sent")
    await dana.post(f"{asked.page}/write", htmx=True, text="I am here", client_id="one")
    refused = await marco.post(f"{asked.page}/write", htmx=True, text="me too", client_id="two")
    assert (refused.status_code, refused.headers["hx-retarget"]) == (409, "#notices")
    assert (await marco.post(f"{asked.page}/note", htmx=True, text="careful", client_id="three")).status_code == 204
    assert [text for sender, text in kept(store, asked.talk) if sender == "agent"] == ["I am here"]
    assert "careful" in (await dana.get(asked.page)).text
    assert "careful" not in str(kept(store, asked.talk))


NO_MESSAGES = [{}, {"text": ""}, {"text": "x", "client_id": "<>"}, {"text": "x" * 2001, "client_id": "a"}]


@pytest.mark.parametrize("fields", NO_MESSAGES)
async def test_what_is_no_message_is_refused_with_its_reason(fields, ask, come_in, store):
    asked = await ask()
    dana = await come_in("dana")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    before = kept(store, asked.talk)
    answer = await dana.post(f"{asked.page}/write", htmx=True, **fields)
    assert answer.status_code in (409, 422)
    assert 'id="notice"' in answer.text
    assert kept(store, asked.talk) == before


@pytest.mark.parametrize("words", NASTY)
async def test_hostile_words_are_shown_as_words_everywhere(words, ask, come_in):
    asked = await ask(text=words)
    dana = await come_in("dana")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    for field, path in (("text", "write"), ("text", "note")):
        await dana.post(f"{asked.page}/{path}", htmx=True, client_id=path, **{field: words})
    await dana.post(f"{asked.page}/transfer", to="agent:s-marco", why=words)
    for page in (asked.page, "/desk", f"/desk/search?words={words[:40]}", f"{asked.page}/side"):
        answer = await dana.http.get(page)
        assert answer.status_code == 200, page
        text = answer.text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "490007" not in text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
        assert not re.search(r"<script(?![^>]*src=)", text)


MOVES = {
    "release": ({}, Answering.WAITING, None),
    "transfer": ({"to": "agent:s-marco", "why": "knows it better"}, Answering.AGENT, "s-marco"),
    "hand-back": ({"agreed": "The fee comes off."}, Answering.BOT, None),
    "close": ({"outcome": "solved", "cause": "wish"}, Answering.CLOSED, None),
}


@pytest.mark.parametrize("move", MOVES)
async def test_each_way_out_of_a_talk(move, ask, come_in, store):
    fields, answers, agent = MOVES[move]
    asked = await ask()
    dana, marco = await come_in("dana"), await come_in("marco")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    refused = await marco.post(f"{asked.page}/{move}", **fields)
    assert refused.status_code == 409, "it is not Marco's talk"
    assert (await dana.post(f"{asked.page}/{move}", **fields)).status_code == 303
    assert (stands(store, asked.talk).answers, stands(store, asked.talk).agent) == (answers, agent)
    assert (await dana.get(asked.page)).status_code == 200


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("transfer", {"to": ""}),
        ("transfer", {"to": "agent:s-iris"}),
        ("transfer", {"to": "agent:nobody"}),
        ("transfer", {"to": "team:nobodys"}),
        ("close", {"outcome": "solved"}),
        ("close", {"outcome": "won", "cause": "wish"}),
        ("snooze", {"rest": "for ever"}),
        ("promise", {"by": "never"}),
        ("label", {"message": "nobodys", "kind": "misrouted", "reason": "it was a fee"}),
        ("label", {"message": "", "kind": "misrouted", "reason": " "}),
    ],
)
async def test_a_choice_that_is_none_changes_nothing(path, fields, ask, come_in, store):
    asked = await ask()
    dana = await come_in("dana")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    before = kept(store, asked.talk)
    assert (await dana.post(f"{asked.page}/{path}", **fields)).status_code in (404, 409)
    assert kept(store, asked.talk) == before
    assert stands(store, asked.talk).agent == "s-dana"


async def test_a_supervisor_passes_on_what_another_has(ask, come_in, store):
    asked = await ask()
    dana, priya = await come_in("dana"), await come_in("priya")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    assert (await priya.post(f"{asked.page}/transfer", to="agent:s-marco", why="")).status_code == 303
    assert stands(store, asked.talk).agent == "s-marco"


async def test_a_talk_that_rests_is_not_in_the_queue_until_it_is_woken(ask, come_in):
    asked = await ask()
    dana = await come_in("dana")
    assert (await dana.post(f"{asked.page}/snooze", rest="hour")).status_code == 303
    assert f"row-{asked.handoff}" not in (await dana.get("/desk")).text
    assert "Rests until" in (await dana.get(asked.page)).text
    await dana.post(f"{asked.page}/wake")
    assert f"row-{asked.handoff}" in (await dana.get("/desk")).text


async def test_a_promise_is_a_row_and_words_for_the_customer(ask, come_in, store, clock):
    asked = await ask()
    dana = await come_in("dana")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    await dana.post(f"{asked.page}/write", htmx=True, text="hello", client_id="a")
    assert (await dana.post(f"{asked.page}/promise", by="two_hours")).status_code == 303
    assert kept(store, asked.talk)[-1] == (
        "system",
        "Dana will get back to you here by 1 p.m. today. You can go on writing until then.",
    )
    with store.read() as tx:
        assert tx.handoffs.owed(asked.talk) == clock.now() + timedelta(hours=2)
    await dana.post(f"{asked.page}/write", htmx=True, text="here I am", client_id="b")
    with store.read() as tx:
        assert tx.handoffs.owed(asked.talk) is None


async def test_what_the_bot_got_wrong_is_told_to_the_trainers(ask, come_in, store):
    asked = await ask(text="why this fee")
    dana = await come_in("dana")
    page = (await dana.get(asked.page)).text
    message = re.search(r'<option value="([^"]+)">why this fee', page)
    assert message
    answer = await dana.post(f"{asked.page}/label", message=message[1], kind="override", reason="I gave it back")
    assert answer.status_code == 303
    with store.read() as tx:
        (label,) = tx.labels.of(message[1])
    assert (label.kind, label.reason, label.by) == ("override", "I gave it back", "staff:s-dana")


async def test_a_line_is_explained_from_the_customers_own_book_and_no_other(ask, come_in):
    asked = await ask("c01")
    dana = await come_in("dana")
    told = await dana.get(f"{asked.page}/line?line=l01")
    assert "$12.40" in told.text
    assert "data-insert-into" in told.text
    assert (await dana.get(f"{asked.page}/line?line=l02")).status_code == 404
    guest = await ask(None)
    assert (await dana.get(f"{guest.page}/line?line=l01")).status_code == 404


async def test_ready_replies_have_the_facts_in_them(ask, come_in):
    page = (await (await come_in("dana")).get((await ask("c01")).page)).text
    assert "Hello Ada, I am Dana from the team." in page
    assert "$12.40 on April 3" in page
    guest = (await (await come_in("marco")).get((await ask(None)).page)).text
    assert "Hello Ada" not in guest
    assert "I am looking into this now" in guest


async def test_search_finds_by_words_and_by_name_and_is_written_down(ask, come_in, store):
    asked = await ask("c01", text="the blue heron is not mine")
    dana = await come_in("dana")
    for query in ("words=blue+heron", "customer=ada", "customer=c01", "open=1"):
        assert asked.page in (await dana.get(f"/desk/search?{query}")).text, query
    for query in ("words=red+heron", "customer=ben", "words=%25"):
        assert "No talk fits" in (await dana.get(f"/desk/search?{query}")).text, query
    assert len(trail(store, act="talks_searched", actor="staff:s-dana")) == 7


async def test_a_supervisor_sees_the_team_and_an_agent_does_not(ask, come_in):
    asked = await ask()
    dana, priya = await come_in("dana"), await come_in("priya")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    page = (await priya.get("/desk/team")).text
    assert "Dana" in page
    assert asked.page in page
    assert (await dana.get("/desk/team")).status_code == 403
    assert 'href="/desk/team"' not in (await dana.get("/desk")).text


async def test_every_look_at_a_talk_is_written_down(ask, come_in, store):
    asked = await ask()
    await (await come_in("iris")).get(asked.page)
    acts = {row["act"] for row in trail(store, subject=asked.talk, actor="staff:s-iris")}
    assert {"talk_opened", "talk_looked_at"} <= acts


async def test_who_signs_out_leaves_the_desk(ask, come_in, store):
    asked = await ask()
    dana = await come_in("dana")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    await dana.post("/staff/sign-out")
    with store.read() as tx:
        (duty,) = tx.desk.on_duty()
    assert duty.left_at is not None


def test_every_trigger_has_words_at_the_desk():
    triggers = set(load_handoff_policy().promise) | TAKES_OVER | {TAKEN_OVER}
    assert triggers - set(TRIGGERS) == {"other"}


OPEN_TO_ALL = {"note", "typing", "label"}
"""What colleagues may do beside a talk that somebody else has."""
FILLED = {
    "take-over": {},
    "write": {"text": "me too", "client_id": "w"},
    "release": {},
    "transfer": {"to": "agent:s-marco"},
    "hand-back": {"agreed": "The fee comes off."},
    "close": {"outcome": "solved", "cause": "wish"},
    "snooze": {"rest": "hour"},
    "wake": {},
    "promise": {"by": "hour"},
    "give-back": {"line": "l01", "amount": "1", "reason": "kind", "client_id": "g"},
    "cases": {"line": "l01", "reason": "duplicate", "what_happened": "twice", "said_in": ""},
}


async def test_every_act_on_a_talk_is_refused_to_the_wrong_agent_and_written_down(site, ask, come_in, store):
    asked = await ask("c01")
    dana, marco = await come_in("dana"), await come_in("marco")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    posts = {route.path.rpartition("/")[2]: route for route in site.app.ctx.staff_gate.routes if route.writes}
    acts = {name for name, route in posts.items() if route.path.startswith("/desk/talks/")}
    assert acts == set(FILLED) | OPEN_TO_ALL, "each act stands in one of the two"
    before, dues = kept(store, asked.talk), stands(store, asked.talk)
    for name, fields in FILLED.items():
        row = how_many(store)
        assert (await marco.post(f"{asked.page}/{name}", **fields)).status_code == 409, name
        assert [one["act"] for one in rows_after(store, row)] == [posts[name].act, "refused"], name
    assert (kept(store, asked.talk), stands(store, asked.talk)) == (before, dues)
