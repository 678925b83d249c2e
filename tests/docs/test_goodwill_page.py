"""The page of the policy is made from the policy in force, and names all that there is."""

from typer.testing import CliRunner

from candor.cli.policy.app import policy as commands
from candor.cli.policy.page import DECISION, page_of
from candor.goodwill.facts import KEYS
from candor.services.goodwill.goodwill_policy import load_goodwill_policy
from candor.settings import ROOT
from tests import ours

PAGE = (ROOT / "docs" / "reference" / "goodwill.md").read_text(encoding="utf-8")
POLICY = load_goodwill_policy()


def test_the_page_is_current():
    made = page_of(POLICY, ours.wording())
    assert made == PAGE, "make pages writes it anew"


def test_every_rule_fact_limit_and_command_stands_on_it():
    for rule in (*POLICY.rules, *POLICY.on_grant, POLICY.gift):
        assert f"\n### {rule.id}\n" in PAGE
    for name in (*KEYS, *POLICY.limits, *POLICY.caps):
        assert f"`{name}`" in PAGE
    for command in commands.registered_commands:
        assert f"\n### candor policy {command.callback.__name__}\n" in PAGE


def test_the_decision_it_points_to_is_there():
    assert (ROOT / "docs" / "decisions" / DECISION).exists()


def test_the_command_prints_it():
    assert CliRunner().invoke(commands, ["page"]).stdout == PAGE
