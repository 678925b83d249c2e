"""Makes docs/reference/disputes.md from the code and data/policy/disputes.yml; `scripts/disputes-page` runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

from candor.disputes.clocks import Clocks, EuropeanUnion, RegulationE, RegulationZ, UnitedKingdom
from candor.disputes.files import MOST_BYTES, MOST_FILES, FileKind
from candor.disputes.networks import Network
from candor.disputes.policy import DisputePolicy
from candor.disputes.reasons import BASES, COMMON, Fact, Reason
from candor.disputes.states import State
from candor.disputes.steps import STEPS
from candor.services.disputes.case_promises import BACK, LETTER, RESULT
from candor.services.disputes.dispute_policy import load_dispute_policy

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "disputes.md"

HEAD = """# Disputes

Made from the code and `data/policy/disputes.yml` (version {version}, for notices from {valid_from}) by
`scripts/disputes-page`; do not edit it here. Numbers, codes and letters are settled by compliance before you go
live.

Whoever says that a charge is wrong has given notice, in whatever words and by whatever channel you name for it. The
first such word sets all clocks going. They never stop: not while the customer is asked, not while the shop replies.

In a talk that word is kept with its instant before anything is asked (`dispute_notices`), and a draft begins. What is
missing is asked one thing at a time; one confirmation files it. The talk may be interrupted, corrected, stopped and
gone on with on another day: what is asked next stands in the case's row. A draft that nobody files goes to a person the
next morning. Fees and interest of the bank, payments, and charges older than two years go to a person at once; what
nobody made goes to one at once too, with a freeze of the card offered.
"""
CLOCKS = """## Clocks

    candor dispute deadlines --sent 2025-04-12 --closes 10 --notice 2025-04-28 --autopay 2025-05-09

Days are calendar days in the account's time zone unless "business" stands there. `--closes` is the day of the month
that cycles close on; 29 to 31 become the last day of a shorter month. `--sent` is the day the first bill that shows
the charge was sent (`eu`: it was debited). `--json` prints one object:

| field | what it is |
|---|---|
| `last_notice_day` | the last day for a notice under this law; null where there is none |
| `acknowledge_by` | the legal day of the written acknowledgement, or null |
| `provisional_credit_by` | the legal day of a temporary credit, or null |
| `resolve_by` | the legal day of the result; what is open then is credited |
| `autopay_block_by` | a notice up to this day keeps the amount out of the payment of `--autopay`, else null |
| `late_notice` | whether the notice came after `last_notice_day`; never a reason to refuse by itself |
| `steps` | what is to be done, by day: `by`, `what`, `rule`, and `deadline` |

`deadline` is the day that the law sets. `by` is the day to act: the last business day before a deadline that is
none. Regulation E has longer times for new accounts, and for payments in a shop or abroad: without `--new-account`
or `--old-account`, `--shop-or-abroad` or `--neither` both stand among the steps. A date that there is not ends with
exit code 2.

Whose law a card stands under is set for the whole bank: `cards` of the policy, or `CANDOR_REGIME`; its `terms`
name card terms that stand under another one. Under `reg-e` a new account, a payment in a shop and one abroad are known
from the ledger. Under `uk` and `eu` a case about a payment that the customer did not allow ends with the day of the
refund; one about the shop ends under `uk` with the complaint's eight weeks, under `eu` with the ten business days.

Business days: Monday to Friday without the holidays of the Federal Reserve in the United States (one on a Sunday is
kept on Monday, one on a Saturday on no other day); by the lists in `calendars` elsewhere.
"""
EXAMPLES = "Worked examples, worked out by the code when this page was made:\n"
CASE = """## The case

These are all the steps that there are. Any other is refused as `illegal_step`; one that lacks what it stands on, as
`step_not_ready` with the reason. The acknowledgement is a mark on the case with a clock of its own, not a state. An
abandoned draft is taken up with the notice it had; a closed case is followed by a new one on new facts only.
Nothing is deleted. After the legal deadline nothing is refused any more, and no credit is taken back but a double
one.
"""
TALK = """## A talk, with its rows

Held by `tests/conversations/dispute_never_came.yml` and `tests/actions/test_disputing.py`; the words are those of
`domain.yml`. All its words, as the running product said them, and its rows: [a dispute](a-dispute.md).

| who | says | rows |
| --- | --- | --- |
| customer | the blue heron charge is wrong, i never got what i paid for | `dispute_notices`: the message, its instant |
| bot | I have written down that on May 12 you told us … On which day was it meant to arrive? | `disputes`: a `draft` |
| customer | May 6 | `facts`: `expected_on` |
| bot | Where was it meant to go? | `asking`: `address` |
| customer | 12 Pine Street, Portland | `facts`: `address` |
| bot | What would a good result be for you? | `asking`: `wanted` |
| customer | *The money back* | `facts`: `wanted` |
| bot | Here is what I have … Shall I file it? | `asking`: `confirm` |
| customer | *Yes, file it* | `dispute_events`: `Submitted`, `InvestigationBegun`, `CreditGiven` |
| bot | Your dispute is filed: case D-20470815 … | `journal_postings`: `customer` −1240, `disputed` +1240 |
| clock | a second later | `dispute_letters`: `acknowledgement` sent; `Acknowledged` |
| clock | two weeks, and three business days, before the end | `dispute_alerts` for the desk |
| clock | the legal day, at noon, if it is still open | `ErrorDecided` at the deadline, `CreditMadeFinal` |

Whoever works a case calls `move_case(tx, tools, staff_id, case_id, command, key=...)` of
`candor/services/disputes/move_case.py` with a command of the table above: `related` of a result comes from `relate`. A
key is taken once. The money goes through the journal by case and place, the letter and the clocks with it, in one
transaction. `tx.disputes.alerts()` is what the desk has to see, `tx.disputes.history(case_id)` what happened,
`tx.disputes.open_amounts(account_id)` what nobody may collect, report as past due, or take by autopay now.
"""
LETTERS = """## Letters

Days are counted from the event that calls for the letter; a day that the clocks of the case set is never passed. A
letter stands in the talk with a button that saves it as a PDF, at `GET /v1/letters` for its customer and nobody else,
and goes by mail to a verified address: an open chat is no delivery of what the law wants in writing.
"""
MONEY = """`at_filing`: given at once up to the amount; above it, and for the reasons named, a person decides (`Lend`).
`by_law`: given on the last day that the law leaves, whatever the amount. The desk is told three business days before,
and at noon of that day it is lent by itself (`dispute_lend`).
"""
PROMISES = """## Promises

Rows of `promises`, each ended in the transaction of what ends it. Days are those of the case's clocks, to their end.

| promise | made by | kept by |
| --- | --- | --- |
| {letter} | filing | the acknowledgement, or a result before it |
| {result} | filing | the result, by whomever, the deadline too |
| {back} | stopping | a person who takes it up, or filing it after all |

What the customer takes back, and what goes to the fraud team, is withdrawn.
"""
FILES = """## Files

While a case is open or being taken, its customer may send files for it (`POST /v1/conversations/{{id}}/files`):
{kinds}, up to {most} MB each and {count} a case. Content, name and sender must agree on the kind. The
scanner of `CANDOR_FILE_SCAN` passes each before it is kept; one that fails keeps it out. They lie in `CANDOR_FILES`
under names that tell nothing, are saved from the desk (each look an audit row) and never shown by it, and go with
`candor erase` once the law lets go of their case. A fact that wants a paper (receipt, proof) is told by the file.
"""


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def reasons(policy: DisputePolicy) -> Iterator[str]:
    yield "## Reasons\n"
    yield f"Every case needs {code(fact.name for fact in COMMON if fact.needed)}. Facts in brackets may be left out.\n"
    yield "What the ledger knows (marked *) is not asked. The law is 12 CFR 1026.13(a).\n"
    yield table(
        ["reason", "law", "facts", "Visa", "Mastercard"],
        ([f"`{reason}`", law(reason), facts(BASES[reason].facts), *networks(policy, reason)] for reason in Reason),
    )
    yield "A code stands with its window in days, from the posting day or from the fact that is named.\n"


def promises() -> str:
    return PROMISES.format(letter=LETTER, result=RESULT, back=BACK)


def files() -> str:
    kinds = ", ".join(kind.name if kind is not FileKind.TEXT else "plain text" for kind in FileKind)
    return FILES.format(kinds=kinds, most=MOST_BYTES // 1024 // 1024, count=MOST_FILES)


def law(reason: Reason) -> str:
    basis = BASES[reason]
    numbers = ", ".join(f"({number})" for number in basis.law)
    return numbers + (" or 1026.12(c)" if basis.claim else "") + ("; refused on proof only" if basis.proof else "")


def facts(of: Iterable[Fact]) -> str:
    named = (f"`{fact.name}`{'*' if fact.ledger else ''}" for fact in of if fact.needed)
    spare = (f"(`{fact.name}`{'*' if fact.ledger else ''})" for fact in of if not fact.needed)
    return ", ".join((*named, *spare))


def networks(policy: DisputePolicy, reason: Reason) -> Iterator[str]:
    for network in Network:
        yield "; ".join(
            f"{one.code}{f' {one.when}' if one.when else ''}, {one.days}{f' from `{one.since}`' if one.since else ''}"
            for one in policy.codes[reason, network]
        )


def clocks(policy: DisputePolicy) -> Iterator[str]:
    yield CLOCKS
    for name, rules in laws(policy).items():
        yield f"### {name}\n"
        numbers = {field.name: getattr(rules, field.name) for field in fields(rules) if field.name != "calendar"}
        yield table(["number", "value"], ((f"`{number}`", value) for number, value in numbers.items()))
    yield EXAMPLES
    yield table(["notice", "what", "legal day", "act by", "rule"], (row for one in examples(policy) for row in one))


def laws(policy: DisputePolicy) -> Mapping[str, RegulationZ | RegulationE | UnitedKingdom | EuropeanUnion]:
    return {"reg-z": policy.reg_z, "reg-e": policy.reg_e, "uk": policy.uk, "eu": policy.eu}


def examples(policy: DisputePolicy) -> Iterator[list[list[object]]]:
    sent = date(2025, 4, 12)
    yield steps(policy.reg_z.clocks(sent, 10, date(2025, 4, 28), autopay=date(2025, 5, 9)))
    yield steps(policy.reg_z.clocks(sent, 10, date(2025, 7, 11)))
    yield steps(policy.reg_e.clocks(date(2025, 6, 2), date(2025, 6, 30)))
    yield steps(policy.uk.clocks(date(2025, 6, 30)))
    yield steps(policy.eu.clocks(date(2025, 6, 2), date(2025, 6, 30)))


def steps(found: Clocks) -> list[list[object]]:
    return [[f"{found.regime} {found.notice_on}", one.what, one.deadline, one.by, one.rule] for one in found.steps]


def case() -> Iterator[str]:
    yield CASE
    yield table(
        ["step", "from", "to"],
        (
            [f"`{kind.__name__}`", code(state for state in State if state in edge.froms), code([edge.to or "stays"])]
            for kind, edge in STEPS.items()
        ),
    )


def money(policy: DisputePolicy) -> Iterator[str]:
    yield "## Temporary credit\n"
    yield MONEY
    yield table(
        ["regime", "given", "up to, in cents", "not for"],
        (
            [f"`{regime}`", f"`{rule.give}`", rule.most, code(sorted(rule.not_for)) or "none"]
            for regime, rule in policy.temporary_credit.items()
        ),
    )


def letters(policy: DisputePolicy) -> Iterator[str]:
    yield LETTERS
    yield table(
        ["letter", "after", "within days", "tells", "rule"],
        (
            [f"`{name}`", f"`{letter.after}`", letter.within_days, code(letter.says), letter.rule]
            for name, letter in policy.letters.items()
        ),
    )


def page(policy: DisputePolicy) -> str:
    """The whole page as Markdown."""
    head = HEAD.format(version=policy.version, valid_from=policy.valid_from)
    told = (*reasons(policy), *clocks(policy), *case(), *money(policy), TALK, *letters(policy))
    parts = (head, *told, promises(), files())
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(load_dispute_policy()), encoding="utf-8")
