"""The metrics of trust by name: what is counted, what is left out, and when a figure is ripe (domain part 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from candor.trust.counting import FULL
from candor.trust.measuring import Figure, mean, net_promoters, share
from candor.trust.tally import Tally


class Unit(StrEnum):
    """In what a figure is said."""

    PERCENT = "%"
    POINTS = "points"
    MEAN = "mean"
    RATIO = "ratio"
    MONEY = "money"


class Good(StrEnum):
    """Which way is better for customers. Some figures have none: more goodwill is not better by itself."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True)
class Metric:
    """`counted` works a figure out of a tally; None where it comes from the books of the house (`books`)."""

    id: str
    name: str
    group: str
    numerator: str
    denominator: str
    exclusions: str
    window: str
    ripe: str
    unit: Unit = Unit.PERCENT
    good: Good = Good.MORE
    target: float | None = None
    waits: bool = False
    counted: Callable[[Tally], Figure] | None = share

    def figure(self, tally: Tally) -> Figure:
        """Raises ValueError for a metric that is not counted from rows."""
        if self.counted is None:
            raise ValueError(f"{self.id} comes from the books of the house")
        return self.counted(tally)


MONTH = "calendar month of first contact, UTC"
AT_ONCE = "at once"
HELPED, HEARD, KEPT, MONEY, WATCHED = "Helped", "In their own words", "What we promised", "Money", "Watched"
GROUPS = (HELPED, HEARD, KEPT, MONEY, WATCHED)

_ALL = (
    Metric(
        "true_resolution",
        "True resolution",
        HELPED,
        "issues that somebody said were resolved, with no repeat contact on the same charge in 7 days, on any channel",
        "issues (one customer's one charge)",
        "contacts that repeat an issue; unknown where nobody said whether it was resolved",
        MONTH,
        "7 × 24 hours after the contact ended",
    ),
    Metric(
        "first_contact_resolution",
        "First-contact resolution",
        HELPED,
        "issues truly resolved in the first contact, without being passed on",
        "first contacts",
        "as for true resolution",
        MONTH,
        "7 × 24 hours after the contact ended",
    ),
    Metric(
        "repeat_contact",
        "Repeat contact",
        HELPED,
        "issues with another contact of the customer within 7 days",
        "issues",
        "replies that we asked for",
        MONTH,
        "7 × 24 hours after the contact ended",
        good=Good.LESS,
    ),
    Metric(
        "containment",
        "Containment",
        HELPED,
        "conversations that no person took part in and that left no message unanswered",
        "conversations with a message of the customer's",
        "conversations that the policy gives to a person (fraud, bereavement, vulnerability and the like)",
        MONTH,
        "24 hours after the last message; never shown without true resolution",
        good=Good.NEITHER,
    ),
    Metric(
        "deflection_harm",
        "Deflection harm",
        HELPED,
        "issues that we explained as right and that a later dispute found to be wrong",
        "issues that were explained and not passed on",
        "unknown while the dispute is open",
        MONTH,
        "150 days after first contact (60 to dispute, 90 to decide)",
        good=Good.LESS,
        target=0.0,
    ),
    Metric(
        "time_to_assessment",
        "Time to assessment",
        HELPED,
        "issues where the customer confirmed our statement of the problem within 300 seconds of the first message",
        "issues where the customer confirmed it; the last one counts when it was stated anew",
        "unknown where it was never confirmed",
        MONTH,
        AT_ONCE,
        waits=True,
    ),
    Metric(
        "explanation_understood",
        "Explanation understood",
        HEARD,
        "answers that say it made sense",
        'answers to "did that make sense?"',
        "explanations that nobody answered",
        MONTH,
        AT_ONCE,
    ),
    Metric(
        "csat",
        "Satisfaction (CSAT)",
        HEARD,
        "scores of 4 and 5",
        "answers on a scale of 1 to 5",
        "talks about a death or fraud are not asked",
        MONTH,
        AT_ONCE,
    ),
    Metric(
        "nps",
        "Net promoter score",
        HEARD,
        "share of scores 9 and 10, less the share of scores 0 to 6",
        "answers on a scale of 0 to 10",
        "talks about a death or fraud are not asked",
        MONTH,
        AT_ONCE,
        unit=Unit.POINTS,
        counted=net_promoters,
    ),
    Metric(
        "effort",
        "Ease (effort score)",
        HEARD,
        "sum of the scores",
        "answers on a scale of 1 to 7, where 7 is easy",
        "talks about a death or fraud are not asked",
        MONTH,
        AT_ONCE,
        unit=Unit.MEAN,
        counted=mean,
    ),
    Metric(
        "not_right_first_time",
        "Not right first time",
        HEARD,
        "negative reactions that both coders put down to poor first service",
        "negative reactions (complaint, CSAT of 2 or less, closure)",
        "unknown until two coders, who do not see each other's code, agree",
        "calendar month of the reaction, UTC",
        AT_ONCE,
        good=Good.LESS,
    ),
    Metric(
        "promise_kept",
        "Promises kept",
        KEPT,
        'promises ("by when") kept by their time',
        "promises that are due",
        "promises that the customer withdrew",
        "calendar month in which it was promised, UTC",
        "the day after it is due",
        target=100.0,
    ),
    Metric(
        "handoff_wait",
        "Wait for a person",
        KEPT,
        "hand-overs whose first human message came by the promised time",
        "hand-overs; who gave up waiting counts as a miss",
        "none",
        "calendar month of the request, UTC",
        "the day after the promised time",
        waits=True,
    ),
    Metric(
        "context_completeness",
        "Nothing asked again",
        KEPT,
        "hand-overs with every required field where the person asked for no fact that was on file",
        "hand-overs that a person joined",
        "unknown until a person joined",
        "calendar month of the request, UTC",
        "the day after the promised time",
    ),
    Metric(
        "dispute_clocks",
        "Dispute clocks",
        KEPT,
        "disputes acknowledged within 30 days and resolved by the legal deadline",
        "disputes whose deadline has passed",
        "none",
        "calendar month of the notice, UTC",
        "the day after the legal deadline",
        target=100.0,
    ),
    Metric(
        "goodwill_budget",
        "Goodwill against its budget",
        MONEY,
        "goodwill granted less goodwill taken back",
        "the budget",
        "corrections of our own mistakes; a census, so there is no interval",
        "calendar month of booking, UTC",
        AT_ONCE,
        good=Good.NEITHER,
        counted=None,
    ),
    Metric(
        "goodwill_retained",
        "Goodwill against revenue kept",
        MONEY,
        "uplift in accounts that stayed × accounts × yearly revenue",
        "goodwill spent, against a control group",
        "accounts outside of the two groups",
        "the two groups' common window",
        "when both groups are counted",
        unit=Unit.RATIO,
        counted=None,
    ),
    Metric(
        "churn",
        "Churn after contact",
        MONEY,
        "accounts closed by the customer within 90 days of a contact",
        "accounts in contact, beside matched accounts that were not",
        "death, a card number changed for fraud, closure by the issuer",
        MONTH,
        "90 days after the contact",
        good=Good.LESS,
        counted=None,
    ),
    Metric(
        "finance",
        "EBITDA and top-line revenue",
        MONEY,
        "as the finance ledger says",
        "the whole portfolio",
        "nothing; it is no measure of this product, and no cause is claimed",
        "calendar month, UTC",
        "when finance has closed the month",
        unit=Unit.MONEY,
        good=Good.NEITHER,
        counted=None,
    ),
    Metric(
        "fairness_gap",
        "Fairness gaps",
        WATCHED,
        "the rate of one segment less the rate of the largest segment of its kind",
        "each segment by itself, for containment, true resolution, explanation understood and CSAT",
        "segments stay apart from all decisions",
        MONTH,
        "as the rate itself; an alert at 5 points or more when the interval leaves out 0, or a ratio below 0.80",
        unit=Unit.POINTS,
        good=Good.NEITHER,
        counted=None,
    ),
    Metric(
        "mystery_shopping",
        "Mystery shopping",
        WATCHED,
        "points earned",
        "points possible, over scripted shops against the running product",
        "none",
        "calendar month of the run, UTC",
        AT_ONCE,
        counted=partial(mean, unit=FULL // 100),
    ),
)


METRICS: Mapping[str, Metric] = {metric.id: metric for metric in _ALL}
