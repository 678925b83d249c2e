"""Whether the words of a goodwill policy are there and read well (domain part 4, V2 and V3)."""

from __future__ import annotations

from collections.abc import Iterator

from candor.conversation.wording import Wording
from candor.errors import WordsMissing
from candor.goodwill.policy import Policy, Rule
from candor.goodwill.reader import Path, Problem
from candor.trust.readability import HIGHEST_GRADE, LONGEST_MEAN, LONGEST_SENTENCE, grade, jargon, sentence_lengths

# The facts that whoever speaks for the policy fills in; a rule's own `says` come on top.
SUPPLIED = frozenset(
    {"given", "by", "past_due", "pay_by", "back", "back_on", "post_by", "next_close", "end_by", "eligible", "standard"}
)
ALWAYS = (
    *(
        "terms",
        "terms_correction",
        "terms_on_payment",
        "terms_service",
        "next_time",
        "person_may",
        "disagree",
        "also_person",
    ),
    *("offer", "offer_on_payment", "correction_person"),
)
# How a fact reads: an amount, a day or a number is one word that is seen at a glance.
GLANCE = "$30.00"


def response_of(words: str) -> str:
    """The response of a rule's words."""
    return f"utter_goodwill_{words}"


def alternative_of(words: str) -> str:
    """The response of something else that helps."""
    return f"utter_goodwill_also_{words}"


def wrong_words(policy: Policy, wording: Wording) -> list[Problem]:
    """A problem for each response that the policy needs and that is missing, unreadable, or asks for unknown facts."""
    found: list[Problem] = []
    for name, rules in (("rules", policy.rules), ("on_grant", policy.on_grant)):
        for place, rule in enumerate(rules):
            found += _of_rule(rule, (name, place), wording)
    for reason in _read(wording, response_of(policy.gift.words), frozenset()):
        found.append(Problem(("gift", "words"), policy.gift.id, reason))
    for words in ALWAYS:
        found += [Problem((), None, reason) for reason in _read(wording, response_of(words), frozenset())]
    return found


def _of_rule(rule: Rule, where: Path, wording: Wording) -> Iterator[Problem]:
    for reason in _read(wording, response_of(rule.words), frozenset(rule.says)):
        yield Problem((*where, "words"), rule.id, reason)
    for number, words in enumerate(rule.alternatives):
        for reason in _read(wording, alternative_of(words), frozenset()):
            yield Problem((*where, "alternatives", number), rule.id, reason)


def _read(wording: Wording, response: str, says: frozenset[str]) -> Iterator[str]:
    try:
        needs = wording.placeholders(response)
        text = wording.render(response, dict.fromkeys(needs, GLANCE)).text
    except WordsMissing:
        yield f"domain.yml has no response {response}"
        return
    for fact in sorted(needs - SUPPLIED - says):
        yield f"{response} asks for {fact}, which nobody knows"
    for fact in sorted(says - needs):
        yield f"{response} does not say {fact}"
    yield from (f"{response} {why}" for why in _hard_to_read(text))


def _hard_to_read(text: str) -> Iterator[str]:
    lengths = sentence_lengths(text)
    if grade(text) > HIGHEST_GRADE:
        yield f"reads at grade {grade(text):.1f}, above {HIGHEST_GRADE:g}"
    if lengths and max(lengths) > LONGEST_SENTENCE:
        yield f"has a sentence of {max(lengths)} words, above {LONGEST_SENTENCE}"
    if lengths and sum(lengths) / len(lengths) > LONGEST_MEAN:
        yield f"has {sum(lengths) / len(lengths):.1f} words a sentence, above {LONGEST_MEAN:g}"
    if found := jargon(text):
        yield f"has the bank words {', '.join(found)}"
