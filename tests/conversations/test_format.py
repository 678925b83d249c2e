"""A fault in a talk's file is told with its file, its step and what would be right."""

import pytest

from tests.conversations.format import BadTalk, read_talk

GOOD = """
talk: "A talk"
customer: c01
rewordings: ["hi", "good day", "hello there"]
steps:
  - say: "hello"
    expect: utter_greet
  - say: "my bill"
    or: ["the bill"]
    hours: 24
    expect: utter_pending_none
  - press: "My bill"
    expect:
      - response: utter_bill_*
        facts: ["$1.00"]
        cites: [statement]
    rows: {handoffs: []}
"""


@pytest.fixture
def read(tmp_path):
    def of(text):
        path = tmp_path / "a_talk.yml"
        path.write_text(text)
        return read_talk(path)

    return of


def test_a_talk_is_held_once_for_each_way_of_saying_things(read):
    ways = read(GOOD).ways()
    assert [way.said(way.steps[0]) for way in ways] == ["hello", "hi", "good day", "hello there"]
    assert [way.said(way.steps[1]) for way in ways] == ["my bill", "the bill", "my bill", "my bill"]


def test_a_talk_may_go_on_after_hours_of_silence(read):
    assert [step.hours for step in read(GOOD).steps] == [0, 24, 0]


def test_a_guest_has_no_customer(read):
    assert read(GOOD.replace("c01", "guest")).customer is None


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("talk:", "tolk:", "a_talk.yml: `talk` is missing"),
        ("steps:", "steps: [", "a_talk.yml: is not YAML"),
        ('  - say: "hello"', '  - says: "hello"', "step 1: `says` is unknown"),
        (
            '  - press: "My bill"',
            '  - press: "My bill"\n    say: "x"',
            "step 3: a step needs one of `say`, `press` and `agent`",
        ),
        ("    expect: utter_greet", "    expct: utter_greet", "step 1: `expect` is missing"),
        ("utter_bill_*", "bill", "step 3: `bill` is no response's name"),
        ("utter_bill_*", "utter_*_summary", "step 3: `utter_\\*_summary` is no response's name"),
        ("[statement]", "[statment]", "step 3: `cites: statment` is unknown; known are `account`"),
        ('["$1.00"]', "[1.00]", "step 3: `facts` must be text, in quotes"),
        (
            "{handoffs: []}",
            "{handoff: []}",
            "step 3: `handoff` is unknown; known are `cases`, `corrections`, `handoffs`, `outcomes`",
        ),
        ("{handoffs: []}", "{handoffs: [{trigger: thief}]}", "step 3: `trigger: thief` is unknown"),
        ('["the bill"]', '"the bill"', "step 2: `or` must be a list"),
        ("hours: 24", 'hours: "a day"', "step 2: `hours` must be a number of hours"),
        ("rewordings:", "rewording:", "a_talk.yml: `rewordings` is missing"),
        ('["hi", "good day", "hello there"]', '"hi"', "a_talk.yml: `rewordings` must be a list"),
        (', "hello there"]', "]", "a_talk.yml: `rewordings` must be at least 3 other first sentences"),
        (', "hello there"]', ", 3]", "a_talk.yml: `rewordings` must be text, in quotes"),
        ('"hello there"', '" HELLO"', "a_talk.yml: the first sentence 'hello' stands twice"),
        ('  - say: "hello"', '  - say: "hello"\n    or: ["hi"]', "the first step must `say` something"),
        ('  - say: "hello"', '  - press: "hello"', "the first step must `say` something"),
    ],
)
def test_what_is_wrong_is_said_with_its_file_and_step(read, good, bad, why):
    assert good in GOOD
    with pytest.raises(BadTalk, match=why):
        read(GOOD.replace(good, bad))


def test_a_file_without_steps_is_no_talk(read):
    with pytest.raises(BadTalk, match="at least one step"):
        read("talk: x\ncustomer: c01\nrewordings: []\nsteps: []")


def test_an_agent_has_a_part(read):
    talk = read(
        GOOD + '  - agent: takes\n    expect: utter_person_joined\n  - agent: {writes: "Hi."}\n    expect: []\n'
    )
    assert [step.agent for step in talk.steps[3:]] == [("takes", "yes"), ("writes", "Hi.")]


@pytest.mark.parametrize("part", ["dances", "{writes: 'a', notes: 'b'}", "{writes: ''}"])
def test_an_agent_does_one_thing_that_is_known(read, part):
    with pytest.raises(BadTalk, match="step 4"):
        read(GOOD + f"  - agent: {part}\n    expect: []\n")
