"""The sample bank's past: two years of simulated talks and what came of them, so that the trust board has a story.

None of it is about the sample customers: people of the past have ids of their own and no account. Drawn from a seed,
so that the same day gives the same past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from candor.clock import Clock
from candor.store import Store

SEED = 8
DAYS = 730
A_DAY = 2.4
PEOPLE = 400
BAD_MONTHS = range(395, 432)
"""Days in which a change of words made explanations worse, until it was taken back."""
WISHES = ("explanation", "explanation", "explanation", "bill", "refund", "dispute", "goodwill", "fraud")
SAID = {
    "explanation": ("what is this charge on my bill?", "This is a purchase at the shop named on the line."),
    "bill": ("how much do I owe and when?", "Your newest bill says what is due and by when."),
    "refund": ("where is my refund?", "The shop has sent it, and it is on your next bill."),
    "dispute": ("this charge is wrong", "I have written that down, and a person looks into it."),
    "goodwill": ("can you take this fee off?", "I have asked a person, who decides by the day I named."),
    "fraud": ("somebody else used my card", "Please call our fraud line now. A person answers you here too."),
}
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Past:
    """Rows by table, as they are drawn."""

    today: date
    rng: Random
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    number: int = 0

    def id(self, kind: str) -> str:
        self.number += 1
        return f"past-{kind}-{self.number:06}"

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def load_past(store: Store, clock: Clock, seed: int = SEED) -> int:
    """Writes the past where there is no outcome at all; how many talks it has (0 when there was one)."""
    with store.read() as tx:
        if tx.counts.first_day() is not None or tx.trust_past.has_outcomes():
            return 0
    rows = make_past(clock.now().astimezone(UTC).date(), seed)
    with store.write() as tx:
        for table, some in rows.items():
            tx.trust_past.add(table, some)
    return len(rows["talk_outcomes"])


def make_past(today: date, seed: int = SEED) -> Rows:
    """All rows of the two years that end yesterday."""
    past = Past(today, Random(seed))  # noqa: S311
    for number in range(PEOPLE):
        _person(past, f"past-{number:04}")
    for ago in range(DAYS, 0, -1):
        day = datetime.combine(today - timedelta(days=ago), datetime.min.time(), tzinfo=UTC)
        for _ in range(_talks(past, ago)):
            _talk(past, day + timedelta(seconds=past.rng.randrange(8 * 3600, 22 * 3600)), DAYS - ago)
    for month in sorted({row["first_at"].date().replace(day=1) for row in past.rows["talk_outcomes"]}):
        _books(past, month)
    return past.rows


def _talks(past: Past, ago: int) -> int:
    """A little more every month, as people find the chat."""
    grown = A_DAY * (0.6 + 0.8 * (DAYS - ago) / DAYS)
    return int(grown) + past.chance(grown % 1)


def _person(past: Past, person: str) -> None:
    language, access = ("es" if past.chance(0.2) else "en"), ("needed" if past.chance(0.12) else "none")
    for dimension, value in (("language", language), ("access", access)):
        past.rows["fairness_segments"].append({"customer_id": person, "dimension": dimension, "value": value})


def _talk(past: Past, at: datetime, age: int, repeat: dict[str, Any] | None = None) -> None:
    person = repeat["customer_id"] if repeat else f"past-{past.rng.randrange(PEOPLE):04}"
    wish = repeat["wanted"] if repeat else past.rng.choice(WISHES)
    talk, last = past.id("talk"), at + timedelta(seconds=past.rng.randrange(40, 600))
    handed = wish in ("dispute", "goodwill", "fraud") or past.chance(0.22 - 0.10 * age / DAYS)
    path = "both" if handed else "bot"
    answered = not past.chance(0.01)
    good = _goes_well(past, age)
    resolved = None if past.chance(0.28) else good
    result = "handed_over" if handed else "explained" if wish == "explanation" else "answered"
    past.rows["conversations"].append(_conversation(talk, at, last))
    past.rows["talk_outcomes"].append(
        {
            "id": talk,
            "customer_id": person,
            "first_at": at,
            "last_at": last,
            "path": path,
            "human": handed,
            "mandatory": wish == "fraud",
            "answered": answered,
            "wanted": wish,
            "result": result,
            "resolved": resolved,
        }
    )
    asked = _words(past, talk, wish, at)
    if handed:
        _hand_over(past, talk, asked, wish, at, age)
    if wish not in ("bill",):
        _issue(past, talk, person, wish, at, last, path, result, resolved, repeat, age)
    if wish == "explanation" and past.chance(0.55):
        _answer(past, talk, asked, last, understood=good)
    _survey(past, talk, person, wish, path, last, good=good)


def _goes_well(past: Past, age: int) -> bool:
    return past.chance(0.74 + 0.12 * age / DAYS - (0.18 if age in BAD_MONTHS else 0))


def _conversation(talk: str, at: datetime, last: datetime) -> dict[str, Any]:
    return {
        "id": talk,
        "customer_id": None,
        "guest_session_id": f"of-{talk}",
        "owner": "bot",
        "started_at": at,
        "last_at": last,
        "last_seq": 2,
        "read_seq": 2,
        "tracker": None,
        "tracker_version": 0,
    }


def _words(past: Past, talk: str, wish: str, at: datetime) -> str:
    asked = f"{talk}-1"
    for seq, (sender, text) in enumerate(zip(("customer", "bot"), SAID[wish], strict=True), 1):
        past.rows["messages"].append(
            {
                "id": f"{talk}-{seq}",
                "conversation_id": talk,
                "seq": seq,
                "sender": sender,
                "text": text,
                "at": at + timedelta(seconds=seq - 1),
                "cites": [],
                "changed": False,
            }
        )
    return asked


def _hand_over(past: Past, talk: str, asked: str, wish: str, at: datetime, age: int) -> None:
    handoff, due = past.id("handoff"), at + timedelta(minutes=60 if wish == "fraud" else 120)
    wait = timedelta(seconds=past.rng.lognormvariate(7.6 - 0.5 * age / DAYS, 0.9))
    gave_up = past.chance(0.03)
    joined = None if gave_up or at + wait > _now(past) else at + wait
    package = {"assurance": "customer", "story": ["…"], "wanted": wish, "tone": "calm" if past.chance(0.9) else None}
    past.rows["handoffs"].append(
        {
            "id": handoff,
            "conversation_id": talk,
            "message_id": asked,
            "customer_id": None,
            "trigger": wish,
            "urgency": "now" if wish == "fraud" else "soon",
            "requested_at": at,
            "joined_at": joined,
            "context": {},
            "package": package,
            "state": "closed",
            "closed_at": due,
        }
    )
    past.rows["promises"].append(
        {
            "id": past.id("promise"),
            "conversation_id": talk,
            "handoff_id": handoff,
            "what": "a person answers",
            "made_at": at,
            "due_at": due,
            "kept_at": joined,
            "withdrawn_at": due if joined is None else None,
            "path": "bot",
        }
    )
    if joined and past.chance(0.8):
        look = {"handoff_id": handoff, "asked_again": past.chance(0.12), "by": "past", "at": due}
        past.rows["context_looks"].append(look)


def _issue(
    past: Past,
    talk: str,
    person: str,
    wish: str,
    at: datetime,
    last: datetime,
    path: str,
    result: str,
    resolved: bool | None,
    repeat: dict[str, Any] | None,
    age: int,
) -> None:
    explained = result == "explained"
    disputed = explained and past.chance(0.04)
    row = {
        "id": past.id("issue"),
        "customer_id": person,
        "conversation_id": talk,
        "first_at": at,
        "last_at": last,
        "line_id": repeat["line_id"] if repeat else past.id("line"),
        "path": path,
        "wanted": wish,
        "result": result,
        "explained": explained,
        "transferred": path == "both",
        "resolved": resolved,
        "cause": None,
        "assessed_at": at + timedelta(seconds=past.rng.lognormvariate(4.6, 0.8)) if past.chance(0.6) else None,
        "repeat_of": repeat["id"] if repeat else None,
        "repeated_at": None,
        "asked_until": None,
        "disputed_at": last + timedelta(days=20) if disputed else None,
        "upheld": past.chance(0.4) if disputed and age < DAYS - 120 else None,
    }
    past.rows["issues"].append(row)
    back = at + timedelta(seconds=past.rng.randrange(3600 * 5, 7 * 86400))
    if repeat is None and past.chance(0.06 if resolved else 0.25) and back < _now(past):
        row["repeated_at"] = back
        _talk(past, back, age, repeat=row)


def _answer(past: Past, talk: str, asked: str, at: datetime, *, understood: bool) -> None:
    result = "understood" if understood or past.chance(0.4) else "not_understood"
    past.rows["outcomes"].append(
        {
            "id": past.id("answer"),
            "conversation_id": talk,
            "message_id": asked,
            "line_id": None,
            "wanted": "explanation",
            "result": result,
            "at": at,
        }
    )


def _survey(past: Past, talk: str, person: str, wish: str, path: str, at: datetime, *, good: bool) -> None:
    if wish == "fraud" or not past.chance(0.45):
        return
    kind = past.rng.choice(("csat", "effort", "nps"))
    scales = {"csat": ([4, 5, 5], [1, 2, 3]), "effort": ([5, 6, 7, 7], [2, 3, 4]), "nps": ([8, 9, 9, 10], [2, 5, 7])}
    score = past.rng.choice(scales[kind][0 if good else 1])
    past.rows["surveys"].append(
        {
            "id": past.id("survey"),
            "conversation_id": talk,
            "customer_id": person,
            "kind": kind,
            "score": score,
            "path": path,
            "at": at,
        }
    )
    if kind == "csat" and score <= 2:
        code = past.rng.choice(("poor_first_service", "price_or_rule", "shop"))
        other = code if past.chance(0.8) else "other"
        past.rows["reactions"].append(
            {
                "id": past.id("reaction"),
                "conversation_id": talk,
                "kind": "csat",
                "path": path,
                "at": at,
                "first_code": code,
                "first_by": "past-1",
                "second_code": other,
                "second_by": "past-2",
            }
        )


def _books(past: Past, month: date) -> None:
    """What the books of a house would bring in: budget, churn, revenue; and ten mystery shops."""
    rng, rows = past.rng, past.rows["trust_figures"]
    spent, budget = rng.randrange(90_000, 145_000), 150_000

    def put(name: str, part: str, hits: int = 0, n: int = 0, cents: int = 0) -> None:
        rows.append({"month": month, "name": name, "part": part, "hits": hits, "n": n, "cents": cents})

    put("goodwill_budget", "spent", cents=spent)
    put("goodwill_budget", "taken_back", cents=rng.randrange(0, 4_000))
    put("goodwill_budget", "budget", cents=budget)
    contact, control = rng.randrange(90, 130), rng.randrange(110, 160)
    if (past.today - month).days > 120:
        put("churn", "contact", sum(past.chance(0.02) for _ in range(contact)), contact)
        put("churn", "control", sum(past.chance(0.03) for _ in range(control)), control)
        put("goodwill_retained", "contact", sum(past.chance(0.98) for _ in range(40)), 40)
        put("goodwill_retained", "control", sum(past.chance(0.93) for _ in range(40)), 40)
        put("goodwill_retained", "yearly_revenue", n=1, cents=60_000)
        put("goodwill_retained", "spent", cents=spent)
    for row in _shops(past, month):
        past.rows["mystery_shops"].append(row)


def _shops(past: Past, month: date) -> Iterator[dict[str, Any]]:
    at = datetime(month.year, month.month, 15, 10, tzinfo=UTC)
    if at.date() >= past.today:
        return
    for number in range(10):
        points = min(20, max(10, round(past.rng.gauss(17.4, 1.6))))
        yield {
            "id": past.id("shop"),
            "run": f"past-{month:%Y-%m}",
            "shopper": f"past-{number}",
            "attempt": 1,
            "points": points,
            "possible": 20,
            "at": at,
        }


def _now(past: Past) -> datetime:
    return datetime.combine(past.today, datetime.min.time(), tzinfo=UTC)
