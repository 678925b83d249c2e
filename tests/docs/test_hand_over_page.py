"""The page of triggers names each one that the code or the policy knows, with who answers and how urgent it is."""

import re

import yaml

from candor.conversation.handing_over import LOW_TRUST, TAKEN_OVER, TAKES_OVER, THIRD_CONTACT, urgency_of
from candor.conversation.low_trust import TrustRule
from candor.conversation.triggers import TRIGGERS
from candor.services.people.handoff_policy import load_handoff_policy
from candor.settings import ROOT

PAGE = (ROOT / "docs/reference/hand-over.md").read_text()
ROWS = {
    row[1]: (row[2].strip(), row[3].strip())
    for row in re.finditer(r"^\| `(\w+)` \|[^|]+\|([^|]+)\|[^|]+\|([^|]+)\|$", PAGE, re.MULTILINE)
}
POLICY = yaml.safe_load((ROOT / "data/policy/handoff.yml").read_text())


def test_every_trigger_has_its_line_and_no_line_is_made_up():
    known = set(TRIGGERS) | TAKES_OVER | set(POLICY["promise"]) | {TAKEN_OVER, THIRD_CONTACT, LOW_TRUST}
    assert set(ROWS) == known - {"other"}


def test_who_answers_and_how_urgent_it_is_stands_as_the_code_has_it():
    for trigger, (who, urgency) in ROWS.items():
        assert urgency == urgency_of(trigger), trigger
        assert (who == "person first") == (trigger in TAKES_OVER or trigger == TAKEN_OVER), trigger


def test_the_numbers_of_low_trust_are_the_policy_s():
    rule = load_handoff_policy().low_trust
    assert rule == TrustRule(**POLICY["low_trust"])
    for name, value in POLICY["low_trust"].items():
        assert f"`{name}` ({value})" in PAGE, name
