"""The trainers' pages: what they show, what they write, what they refuse, and that hostile words stay words."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time

import pytest

from candor.store.jobs import SILENT, Job
from candor.training.findings import Findings
from candor.training.manifest import Manifest, Promotion
from tests.training.test_nlu_files import FEES
from tests.web.staff.crew import trail


async def inbox(theo):
    """The inbox once all that came in is sorted."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page = await theo.get("/studio")
        if "group" in page.text and "Sorting" not in (await theo.get("/studio/inbox")).text:
            found = await theo.get("/studio/inbox")
            if "/studio/groups/" in found.text:
                return found.text
        await asyncio.sleep(0.05)
    raise AssertionError(page.text)


async def group(theo):
    """The address and the page of the only group."""
    (address,) = re.findall(r'href="(/studio/groups/[^"]+)"', await inbox(theo))
    return address, (await theo.get(address)).text


def turns_on(page):
    return re.findall(r'name="turn" value="([^"]+)"', page)


async def press(theo, address, page, **fields):
    seen = html.unescape(re.search(r'name="seen" value="([^"]+)"', page)[1])
    data = {"csrf": theo.csrf, "seen": seen, "turn": turns_on(page), **fields}
    return await theo.http.post(address, data=data, headers={"Origin": theo.origin})


async def test_alike_turns_are_one_line_of_the_inbox_and_good_turns_none(theo):
    shown = await inbox(theo)
    assert "2 turns in 1 group" in shown
    assert "not understood" in shown
    assert "hello" not in shown


async def test_hostile_words_stay_words_wherever_they_are_shown(theo):
    address, page = await group(theo)
    for text in (await inbox(theo), page):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
    assert "unsafe" not in (await theo.get(address)).headers["content-security-policy"]


async def test_the_proposal_does_not_name_the_customer(theo):
    _, page = await group(theo)
    proposed = re.search(r"<textarea name=\"sentence\"[^>]*>([^<]*)</textarea>", page)[1]
    assert "Ada" not in proposed


async def test_a_correction_of_two_requests_is_written_and_the_turns_leave_the_inbox(theo, workshop, store):
    address, page = await group(theo)
    lessons = {"intent": ["explain_fee", "request_goodwill"], "sentence": ["tardy penalty", "[$5](amount) back"]}
    answer = await press(theo, f"{address}/teach", page, vouched="yes", **lessons)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/studio?taught=2&merged="
    text = (workshop.project / "data" / "nlu" / "fees.yml").read_text()
    assert "      - tardy penalty\n" in text
    assert text.endswith("      - [$5](amount) back\n")
    assert "0 turns in 0 groups" in (await theo.get("/studio/inbox")).text
    assert {row["act"] for row in trail(store, actor="staff:s-theo")} >= {"sentences_accepted", "sentences_taught"}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"intent": "explain_fee", "sentence": "tardy"}, "vouched"),
        ({"intent": "nothing_known", "sentence": "tardy", "vouched": "yes"}, "no file has sentences"),
        ({"intent": "explain_fee", "sentence": "take it off", "vouched": "yes"}, "taught as request_goodwill"),
        ({"intent": "explain_fee", "sentence": "Ada was here", "vouched": "yes"}, "name"),
        ({"intent": "explain_fee", "sentence": "/affirm", "vouched": "yes"}, "begins like a command"),
    ],
)
async def test_what_is_refused_says_why_and_writes_nothing(fields, why, theo, workshop):
    address, page = await group(theo)
    answer = await press(theo, f"{address}/teach", page, **fields)
    assert answer.status_code == 422
    assert why in answer.text
    assert (workshop.project / "data" / "nlu" / "fees.yml").read_text() == FEES


async def test_turns_of_another_group_can_not_be_smuggled_in(theo):
    address, page = await group(theo)
    lesson = {"intent": "explain_fee", "sentence": "a fee", "vouched": "yes", "turn": ["other-1"]}
    assert (await press(theo, f"{address}/teach", page, **lesson)).status_code == 404


async def test_two_trainers_at_once_both_keep_their_sentences_and_the_second_is_told(theo, workshop):
    address, page = await group(theo)
    workshop.files.add([("explain_fee", "somebody else's sentence")], {})
    lesson = {"intent": "explain_fee", "sentence": "my own sentence", "vouched": "yes"}
    answer = await press(theo, f"{address}/teach", page, **lesson)
    assert answer.headers["location"].endswith("merged=fees.yml")
    text = (workshop.project / "data" / "nlu" / "fees.yml").read_text()
    assert "somebody else's sentence" in text
    assert "my own sentence" in text


async def test_what_belongs_to_nothing_is_set_aside(theo):
    address, page = await group(theo)
    answer = await press(theo, f"{address}/aside", page)
    assert answer.headers["location"] == "/studio?aside=2"
    assert (await theo.get(address)).status_code == 404


async def test_sentences_too_near_another_intent_are_marked(theo):
    answer = await theo.post("/studio/near", sentence="take that off", intent="explain_fee")
    assert answer.json()["near"][0]["clash"] is True
    answer = await theo.post("/studio/near", sentence="Take it off!", intent="explain_fee")
    assert answer.json()["same"] == {"text": "take it off", "intent": "request_goodwill", "file": "fees.yml"}


async def test_training_starts_only_from_what_the_page_showed(theo, workshop):
    page = (await theo.get("/studio/models")).text
    data = re.search(r'name="data" value="([0-9a-f]{64})"', page)[1]
    (workshop.project / "config.yml").write_text("language: en")
    assert (await theo.post("/studio/train", data=data)).status_code == 409
    page = (await theo.get("/studio/models")).text
    data = re.search(r'name="data" value="([0-9a-f]{64})"', page)[1]
    live = re.search(r'name="live" value="([^"]+)"', page)[1]
    assert (await theo.post("/studio/train", data=data, live=live)).status_code == 303
    assert workshop.jobs.started == [("training", ["train", "--json", "--against=old.tar.gz"])]


@pytest.mark.parametrize("name", ["--help", "", "nobody", "../../etc/passwd", "old.tar.gz; rm -rf /"])
async def test_only_a_listed_model_s_name_goes_into_a_command(name, theo, workshop):
    for address in ("/studio/promote", "/studio/compare"):
        answer = await theo.post(address, model=name, live=name, candidate=name)
        assert answer.status_code == 409
    assert workshop.jobs.started == []


async def test_an_override_goes_to_the_gate_as_one_word_with_the_trainer_s_name(theo, workshop):
    await theo.post("/studio/promote", model="new.tar.gz", reason="--back; the talk is wrong")
    ((kind, arguments),) = workshop.jobs.started
    assert kind == "promoting"
    assert arguments[:2] == ["promote", "new.tar.gz"]
    assert "--override=--back; the talk is wrong" in arguments
    assert "--by=staff:s-theo" in arguments


async def test_who_chose_is_shown_by_name_and_whoever_used_the_command_as_they_signed(theo, workshop):
    for by in ("staff:s-theo", "root"):
        Manifest(workshop.models).promote(Promotion("new.tar.gz", "2026-05-12T15:00:00+00:00", by, "old.tar.gz"))
    page = (await theo.get("/studio/models")).text
    assert "staff:s-theo" not in page
    assert "<td>Theo</td>" in page
    assert "<td>root</td>" in page
    assert "May 12, 11:00 AM" in page


async def test_a_comparison_says_which_of_the_two_serves(theo, workshop):
    page = (await theo.get("/studio/compared/new.tar.gz/old.tar.gz")).text
    assert "after is <code>old.tar.gz</code>, which serves" in page


async def test_a_comparison_shows_what_broke_and_asks_for_a_reason(theo, workshop, store):
    change = {"name": "explain_fee", "count": 20, "before": 1.0, "after": 0.5, "broken": 10, "mended": 0}
    change |= {"low": -0.7, "high": -0.2}
    side = {"milliseconds": 2.0, "seconds": 60, "size": 1000}
    turned = {"talk": "late_fee", "text": "why <b>a</b> fee", "before": "explain_fee", "after": "greet"}
    found = {
        "live": {"model": "old.tar.gz", **side}, "candidate": {"model": "new.tar.gz", **side}, "sets": [change],
        "intents": [change], "broken": [turned], "mended": [], "against": ["the talk late_fee is broken"],
    }  # fmt: skip
    findings = Findings(workshop.models)
    findings.keep_comparison("old.tar.gz", "new.tar.gz", found)
    findings.write("talks-1", {"late_fee-1": None})
    now = theo.site.candor.clock.now()
    with store.write() as tx:
        tx.jobs.add(Job("j1", "comparing", "staff:other", now, now, told=("of another pair",), code=1))
    page = (await theo.get("/studio/compared/old.tar.gz/new.tar.gz")).text
    assert "of another pair" not in page
    assert "The gate does not hold." in page
    assert 'name="reason" required' in page
    assert "why &lt;b&gt;a&lt;/b&gt; fee" in page


async def test_a_candidate_is_put_into_the_shadow_and_taken_out(theo, workshop):
    await theo.post("/studio/shadow", model="new.tar.gz")
    assert "in the shadow" in (await theo.get("/studio/models")).text
    await theo.post("/studio/shadow", model="")
    assert workshop.shadow.model is None


async def test_a_talk_becomes_a_story_in_two_presses(theo, workshop):
    page = (await theo.get("/studio/talks/other/story")).text
    text = html.unescape(re.search(r'<textarea id="text"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)[1])
    assert "- intent: greet\n      - action: utter_greet" in text
    saved = await theo.post("/studio/stories/save", kind="story", new="yes", name="Hello, then!", text=text)
    assert saved.status_code == 303
    assert (workshop.project / "data" / "stories" / "hello_then.yml").read_text() == text
    again = await theo.post("/studio/stories/save", kind="story", new="yes", name="hello then", text=text)
    assert again.status_code == 422


async def test_a_story_that_a_rule_speaks_against_is_refused_at_its_line(theo):
    text = 'version: "3.1"\nstories:\n- story: x\n  steps:\n  - intent: greet\n  - action: utter_goodbye\n'
    answer = await theo.post("/studio/stories/check", kind="story", text=text)
    (problem,) = answer.json()["problems"]
    assert (problem["line"], "the two conflict" in problem["what"]) == (6, True)
    saved = await theo.post("/studio/stories/save", kind="story", new="yes", name="x", text=text)
    assert saved.status_code == 422


async def test_a_story_changed_by_another_meanwhile_is_not_written_over(theo, workshop):
    text = 'version: "3.1"\nstories:\n- story: x\n  steps:\n  - intent: greet\n  - action: utter_greet\n'
    await theo.post("/studio/stories/save", kind="story", new="yes", name="x", text=text)
    path = workshop.project / "data" / "stories" / "x.yml"
    path.write_text(text + "# theirs\n")
    answer = await theo.post(
        "/studio/stories/save", kind="story", new="no", name="x", text=text + "# mine", before=text
    )
    assert answer.status_code == 422
    assert path.read_text().endswith("# theirs\n")


async def test_a_story_that_is_too_long_is_refused_and_not_cut(theo, workshop):
    text = STORY + "# long\n" * 3000
    answer = await theo.post("/studio/stories/save", kind="story", new="yes", name="x", text=text)
    assert (answer.status_code, "longer than" in answer.text) == (422, True)
    assert not (workshop.project / "data" / "stories" / "x.yml").exists()


@pytest.mark.parametrize("name", ["../../../etc/x", "..", "/etc/passwd", "\x00"])
async def test_no_name_leads_out_of_the_stories_folder(name, theo, workshop):
    text = 'version: "3.1"\nstories:\n- story: x\n  steps:\n  - intent: greet\n  - action: utter_greet\n'
    await theo.post("/studio/stories/save", kind="story", new="yes", name=name, text=text)
    written = [path for path in workshop.project.rglob("*.yml") if path.read_text() == text]
    assert all(path.parent == workshop.project / "data" / "stories" for path in written)


async def test_every_page_of_the_studio_opens(theo):
    address, page = await group(theo)
    await theo.post("/studio/stories/save", kind="story", new="yes", name="x", text=page)
    for path in ("/studio", "/studio/models", "/studio/stories", "/studio/job", address,
                 f"/studio/turns/{turns_on(page)[0]}", "/studio/talks/ada/test"):  # fmt: skip
        assert (await theo.get(path)).status_code == 200, path


async def test_without_a_promotion_the_bot_says_which_model_serves_and_not_the_newest(theo, workshop, monkeypatch):
    path = workshop.models / "manifest.json"
    whole = json.loads(path.read_text())
    del whole["live"]
    path.write_text(json.dumps(whole))
    monkeypatch.setattr("candor.web.studio.models.serving", lambda _: "old.tar.gz")
    page = (await theo.get("/studio/models")).text
    assert "<option selected>old.tar.gz</option>" in page
    assert "<option>new.tar.gz</option>" in page


STORY = 'version: "3.1"\nstories:\n- story: x\n  steps:\n  - intent: greet\n  - action: utter_greet\n'
TEST = "talk: x\ncustomer: c01\nrewordings: [a, b, c]\nsteps:\n- say: tardy\n  expect: [utter_greet]\n"


async def test_a_story_is_run_as_it_stands_in_the_editor_by_the_command(theo, workshop):
    answer = await theo.post("/studio/stories/run", kind="story", text=STORY, customer="c05")
    assert answer.status_code == 200
    ((kind, arguments),) = workshop.jobs.started
    assert (kind, arguments[:4]) == ("running a story", ["models", "hold", "-", "--json"])
    assert arguments[-1] == "--customer=c05"
    assert workshop.jobs.texts == [STORY]


@pytest.mark.parametrize("customer", ["--data=/etc", "c99", ""])
async def test_a_story_is_run_for_customers_of_the_sample_bank_only(customer, theo, workshop):
    await theo.post("/studio/stories/run", kind="story", text=STORY, customer=customer)
    assert not any("customer" in argument for argument in workshop.jobs.started[0][1])


async def test_a_story_with_a_conflict_is_not_run(theo, workshop):
    wrong = STORY.replace("utter_greet", "utter_goodbye")
    answer = await theo.post("/studio/stories/run", kind="story", text=wrong)
    assert answer.status_code == 422
    assert workshop.jobs.started == []


async def test_what_came_of_a_run_is_shown_step_by_step_and_hostile_words_stay_words(theo, store):
    now = theo.site.candor.clock.now()
    step = {"line": 5, "said": "<script>alert(2)</script>", "wanted": ["utter_greet"], "did": ["utter_goodbye"]}
    said = {"model": "old", "fine": False, "steps": [{**step, "fine": False, "replies": ["Hi"]}]}
    with store.write() as tx:
        tx.jobs.add(Job("run1", "running a story", "staff:s-theo", now, now, said=said, code=1))
    page = (await theo.get("/studio/stories/run/run1")).text
    assert "It goes otherwise" in page
    assert 'data-line="5"' in page
    assert "<script>alert" not in page


async def test_a_test_made_of_a_talk_needs_the_mark_of_privacy_and_no_name_in_it(theo, workshop, store):
    fields = {"kind": "test", "new": "yes", "name": "hers", "conversation": "ada"}
    refused = await theo.post("/studio/stories/save", text=TEST, **fields)
    assert "vouched" in refused.text
    named = await theo.post("/studio/stories/save", text=TEST.replace("tardy", "Ada here"), vouched="yes", **fields)
    assert (named.status_code, "name" in named.text) == (422, True)
    saved = await theo.post("/studio/stories/save", text=TEST, vouched="yes", **fields)
    assert saved.status_code == 303
    with store.read() as tx:
        assert [row.file for row in tx.studio.taught_of("c01")] == ["tests/conversations/hers.yml"]


async def test_a_job_of_another_process_is_shown_and_holds_the_page_up(theo, store):
    now = theo.site.candor.clock.now()
    with store.write() as tx:
        tx.jobs.add(Job("j1", "training", "staff:other", now, now, said={"doing": "Training", "about": "a minute"}))
    page = (await theo.get("/studio/models")).text
    assert "Training</strong> is under way." in page
    with store.write() as tx:
        tx.jobs.keep(Job("j1", "training", "staff:other", now, now - SILENT - SILENT))
    assert "broke off" in (await theo.get("/studio/models")).text
    with store.write() as tx:
        tx.jobs.keep(Job("j1", "training", "staff:other", now, now, code=-9))
    assert "was stopped from outside" in (await theo.get("/studio/models")).text


async def test_how_far_a_job_is_and_how_long_its_parts_took_is_told(theo, store):
    now = theo.site.candor.clock.now()
    said = {"doing": "Reading <b> sentences", "done": 30, "of": 120, "left": 130}
    with store.write() as tx:
        tx.jobs.add(Job("j1", "comparing", "staff:other", now, now, said=said))
    page = (await theo.get("/studio/job")).text
    assert 'value="30" max="120"' in page
    assert "30 of 120, about 2 min left." in page
    assert "Reading &lt;b&gt; sentences" in page
    took = {"Training the model": 71.4, "Reading 560 sentences": 9.0}
    said = {"model": "new.tar.gz", "compared_with": "old.tar.gz", "took": took}
    with store.write() as tx:
        tx.jobs.keep(Job("j1", "training", "staff:other", now, now, said=said, code=0, seconds=84.0))
    page = (await theo.get("/studio/models")).text
    assert 'href="/studio/compared/old.tar.gz/new.tar.gz"' in page
    assert 'Training the model <span class="hint">71 s</span>, Reading 560 sentences' in page


async def test_whole_talks_and_shoppers_are_compared_when_asked_for(theo, workshop):
    await theo.post("/studio/compare", live="old.tar.gz", candidate="new.tar.gz", talks="yes")
    assert workshop.jobs.started[0][1] == ["models", "compare", "old.tar.gz", "new.tar.gz", "--talks", "--json"]


async def test_what_came_of_a_story_s_run_stands_on_its_own_page_only(theo, store):
    now = theo.site.candor.clock.now()
    with store.write() as tx:
        tx.jobs.add(Job("r1", "running a story", "staff:s-theo", now, now, code=0))
    assert "Running a story" not in (await theo.get("/studio/models")).text
    with store.write() as tx:
        tx.jobs.add(Job("t1", "training", "staff:s-theo", now + SILENT, now + SILENT, code=0))
    assert "Training</strong> is done" in (await theo.get("/studio/models")).text
