"""Which written rule each of our mistakes breaks: what an auditor asks for first."""

from __future__ import annotations

OUR_ARITHMETIC = "12 CFR 1026.13(a)(5)"
CARD_TERMS = "card terms"
RULES = {
    "on_time": "12 CFR 1026.10(b)",
    "credited_late": "12 CFR 1026.10(a)",
    "counted_late": "12 CFR 1026.10(a)",
    "two_fees": "12 CFR 1026.52(b)(2)(ii)",
    "above_cap": "12 CFR 1026.52(b)",
    "no_opt_in": "12 CFR 1026.56(b)",
    "own_charges": "12 CFR 1026.56(j)(4)",
    "above_terms": CARD_TERMS,
    "extra_part": CARD_TERMS,
    "not_abroad": CARD_TERMS,
    "twice_a_year": CARD_TERMS,
}


def rule_of(mistake: str) -> str:
    """The rule that a mistake of this name (Mistake.name) breaks; a sum that is simply wrong breaks the one on sums."""
    return RULES.get(mistake, OUR_ARITHMETIC)
