"""docs/reference/metrics.md is what the code counts by."""

from candor.cli.trust.page import made
from candor.settings import ROOT
from candor.trust.metrics import METRICS


def test_the_page_is_made_from_the_code() -> None:
    assert (ROOT / "docs/reference/metrics.md").read_text(encoding="utf-8") == made(), "make pages writes it anew"


def test_each_metric_has_a_heading() -> None:
    page = made()
    assert all(f"\n### {metric.name}\n" in page for metric in METRICS.values())
