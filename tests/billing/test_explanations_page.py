from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_every_kind_that_has_words_has_a_heading_on_the_reference_page() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    prefix, suffix = "utter_explain_", "_line"
    kinds = {
        n.removeprefix(prefix).removesuffix(suffix)
        for n in domain["responses"]
        if n.startswith(prefix) and n.endswith(suffix)
    }
    page = (ROOT / "docs/reference/explanations.md").read_text(encoding="utf-8")
    headings = {row.removeprefix("### ") for row in page.splitlines() if row.startswith("### ")}
    assert kinds == headings
