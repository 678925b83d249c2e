"""Outcome rows: one for each talk, one for each contact about a charge. Writing one tells the counts' outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, distinct, func, insert, literal, or_, select, update

from candor.store.rows import columns, names_of, record_of, row_of
from candor.store.tables.conversation import conversations, ratings
from candor.store.tables.desk import mails
from candor.store.tables.trust import context_looks, fairness_segments, issues, mystery_shops, reactions, surveys
from candor.store.tables.trust import talk_outcomes as talks
from candor.store.trust.outbox import Counted, TrustOutbox
from candor.trust.counting import counts_of
from candor.trust.rows import Issue, Kind, Path, Reaction, Shop, Survey, Talk

ASKS = 0
"""The number of bubbles that a mail holds which asks the talk's question: it holds none."""
TALK = columns(talks, Talk).where(talks.c.id == bindparam("of"))
ISSUE = columns(issues, Issue).where(issues.c.id == bindparam("of"))
OF_CHARGE = (
    columns(issues, Issue)
    .where(issues.c.customer_id == bindparam("customer"), issues.c.line_id == bindparam("line"))
    .order_by(issues.c.first_at.desc(), issues.c.id.desc())
    .limit(1)
)
OF_TALK = (
    columns(issues, Issue)
    .where(issues.c.conversation_id == bindparam("talk"))
    .order_by(issues.c.first_at.desc(), issues.c.id.desc())
)
# A talk and its customer's newest contact about a charge in one look: each turn that explains something asks for both.
_NEWEST = (
    select(issues.c.id)
    .where(issues.c.customer_id == bindparam("customer"), issues.c.line_id == bindparam("line"))
    .order_by(issues.c.first_at.desc(), issues.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_ONE = select(literal(1).label("one")).subquery("one")
TALK_FIELDS, ISSUE_FIELDS = names_of(Talk), names_of(Issue)
STANDING = select(*(talks.c[name] for name in TALK_FIELDS), *(issues.c[name] for name in ISSUE_FIELDS)).select_from(
    _ONE.outerjoin(talks, talks.c.id == bindparam("talk")).outerjoin(issues, issues.c.id == _NEWEST)
)
# Asked in each turn, so built once.
_REPEATED = select(func.count(distinct(issues.c.line_id))).where(
    issues.c.customer_id == bindparam("customer"),
    issues.c.repeat_of.is_not(None),
    issues.c.first_at > bindparam("since"),
)
_LOWEST_RATING = (
    select(func.min(surveys.c.score))
    .join(conversations, conversations.c.id == surveys.c.conversation_id)
    .where(
        conversations.c.customer_id == bindparam("customer"),
        conversations.c.last_at > bindparam("since"),
        conversations.c.id != bindparam("but"),
        surveys.c.kind == Kind.CSAT.value,
        surveys.c.at > bindparam("since"),
    )
)
SIGNS = select(_LOWEST_RATING.scalar_subquery(), _REPEATED.scalar_subquery())
CONTACTS = select(func.count()).where(
    issues.c.customer_id == bindparam("customer"),
    issues.c.line_id == bindparam("line"),
    or_(issues.c.id == bindparam("first"), issues.c.repeat_of == bindparam("first")),
)
ADD = {table.name: insert(table) for table in (talks, issues)}
CHANGE = {
    table.name: update(table)
    .where(table.c.id == bindparam("of"))
    .values({column.name: bindparam(column.name) for column in table.c if column.name != "id"})
    for table in (talks, issues)
}


class TrustRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = TrustOutbox(connection)

    def talk(self, conversation_id: str) -> Talk | None:
        row = self._connection.execute(TALK, {"of": conversation_id}).one_or_none()
        return record_of(Talk, row) if row else None

    def standing(self, conversation_id: str, customer_id: str, line_id: str) -> tuple[Talk | None, Issue | None]:
        """A talk, and the customer's newest contact about a charge, in whichever talk it was."""
        of = {"talk": conversation_id, "customer": customer_id, "line": line_id}
        row = tuple(self._connection.execute(STANDING, of).one())
        talk, issue = row[: len(TALK_FIELDS)], row[len(TALK_FIELDS) :]
        return record_of(Talk, talk) if talk[0] else None, record_of(Issue, issue) if issue[0] else None

    def put_talk(self, talk: Talk, before: Talk | None) -> None:
        """Writes it anew; `before` is what stands there."""
        self.put((talk, before))

    def issue(self, issue_id: str) -> Issue | None:
        row = self._connection.execute(ISSUE, {"of": issue_id}).one_or_none()
        return record_of(Issue, row) if row else None

    def newest_issue(self, customer_id: str, line_id: str) -> Issue | None:
        """The customer's newest contact about a charge."""
        row = self._connection.execute(OF_CHARGE, {"customer": customer_id, "line": line_id}).one_or_none()
        return record_of(Issue, row) if row else None

    def issues_of(self, conversation_id: str) -> list[Issue]:
        """What a talk was about, the newest first."""
        return [record_of(Issue, row) for row in self._connection.execute(OF_TALK, {"talk": conversation_id})]

    def contacts_of(self, issue: Issue) -> int:
        """How many contacts about its charge belong together, each a repeat of the first; this one among them."""
        of = {"customer": issue.customer_id, "line": issue.line_id, "first": issue.repeat_of or issue.id}
        return int(self._connection.scalar(CONTACTS, of) or 0)

    def low_trust_signs(self, customer_id: str, since: datetime, *, but: str) -> tuple[int | None, int]:
        """The fewest stars that this customer gave a talk after an instant (None: they gave none), and how many charges
        they had to take up again after it. `but`: the talk that goes on now."""
        row = self._connection.execute(SIGNS, {"customer": customer_id, "since": since, "but": but}).one()
        return row[0], int(row[1])

    def put_issue(self, issue: Issue, before: Issue | None) -> None:
        self.put((issue, before))

    def put(self, *changes: tuple[Talk | Issue, Talk | Issue | None]) -> None:
        """Writes what differs from what stood there before, and tells the counts of what counts otherwise than then."""
        for row, before in changes:
            self._put(row, before)
        told = [
            (Counted.TALK if isinstance(row, Talk) else Counted.ISSUE, row.id)
            for row, before in changes
            if row != before and (before is None or counts_of(row) != counts_of(before))
        ]
        self._outbox.all_of(told)

    def _put(self, row: Talk | Issue, before: Talk | Issue | None) -> None:
        if row == before:
            return
        name, values = (talks if isinstance(row, Talk) else issues).name, row_of(row)
        if before is None:
            self._connection.execute(ADD[name], values)
        else:
            self._connection.execute(CHANGE[name], {"of": values.pop("id"), **values})

    def leave_out(self, conversation_id: str) -> None:
        """Takes a talk out of what is counted: it was held by a shopper, not by a customer."""
        gone = [(Counted.ISSUE, issue.id) for issue in self.issues_of(conversation_id)]
        self._connection.execute(delete(issues).where(issues.c.conversation_id == conversation_id))
        self._connection.execute(delete(talks).where(talks.c.id == conversation_id))
        self._outbox.all_of([*gone, (Counted.TALK, conversation_id)])

    def add_survey(self, survey: Survey, conversation_id: str, comment: str = "") -> None:
        """One a talk: a second breaks a constraint. `comment` is what was said beside it, made safe to keep."""
        row = {**row_of(survey), "conversation_id": conversation_id, "comment": comment}
        self._connection.execute(insert(surveys), row)
        self._outbox.changed(Counted.SURVEY, survey.id)

    def survey_of(self, conversation_id: str) -> tuple[Kind, int, str] | None:
        """What was answered to the talk's one question: which one it was, the score, and the words beside it."""
        t = surveys.c
        row = self._connection.execute(select(t.kind, t.score, t.comment).where(t.conversation_id == conversation_id))
        found = row.one_or_none()
        return (Kind(found.kind), int(found.score), str(found.comment)) if found else None

    def unasked(self, since: datetime, until: datetime, not_since: datetime) -> list[tuple[str, str]]:
        """Talks that rest since then and whose question nobody answered: talk and customer, one talk of each customer.

        Left out is who has a person in the talk, and who was asked by mail after `not_since`.
        """
        talk, asked = conversations.c, conversations.alias()
        by_mail = (
            select(mails.c.id)
            .join(asked, asked.c.id == mails.c.conversation_id)
            .where(asked.c.customer_id == talk.customer_id, mails.c.up_to == ASKS, mails.c.made_at > not_since)
            .exists()
        )
        answered = select(surveys.c.id).where(surveys.c.conversation_id == talk.id).exists()
        query = (
            select(func.max(talk.id), talk.customer_id)
            .join(talks, talks.c.id == talk.id)
            .where(talk.last_at >= since, talk.last_at < until, talk.customer_id.is_not(None), talk.owner == "bot")
            .where(~by_mail, ~answered)
            .group_by(talk.customer_id)
            .order_by(talk.customer_id)
        )
        return [(row[0], row[1]) for row in self._connection.execute(query)]

    def surveyed(self, conversation_id: str) -> bool:
        """Whether the talk's one question was answered."""
        asked = select(surveys.c.id).where(surveys.c.conversation_id == conversation_id)
        rated = select(ratings.c.score).where(ratings.c.conversation_id == conversation_id)
        return self._connection.scalar(asked) is not None or self._connection.scalar(rated) is not None

    def note_context(self, handoff_id: str, asked_again: bool, by: str, at: datetime) -> None:
        """Whether a person had to ask for something that we knew; said again, the newest word counts."""
        t = context_looks
        self._connection.execute(delete(t).where(t.c.handoff_id == handoff_id))
        row = {"handoff_id": handoff_id, "asked_again": asked_again, "by": by, "at": at}
        self._connection.execute(insert(t), row)
        self._outbox.changed(Counted.HAND_OVER, handoff_id)

    def add_reaction(self, reaction: Reaction, kind: str, conversation_id: str | None) -> None:
        row = {**row_of(reaction), "kind": kind, "conversation_id": conversation_id}
        self._connection.execute(insert(reactions), row)
        self._outbox.changed(Counted.REACTION, reaction.id)

    def code_reaction(self, reaction_id: str, code: str, by: str) -> bool:
        """Adds one coder's cause; False when both places are taken, or this coder has one already."""
        row = self._connection.execute(select(reactions).where(reactions.c.id == reaction_id)).one_or_none()
        if row is None or by in (row.first_by, row.second_by) or row.second_by is not None:
            return False
        place = "first" if row.first_by is None else "second"
        change = update(reactions).where(reactions.c.id == reaction_id)
        self._connection.execute(change.values({f"{place}_code": code, f"{place}_by": by}))
        self._outbox.changed(Counted.REACTION, reaction_id)
        return True

    def uncoded(self, by: str, limit: int = 50) -> list[dict[str, Any]]:
        """Reactions that this coder has still to code, oldest first, without the other's code."""
        query = (
            select(reactions.c.id, reactions.c.conversation_id, reactions.c.kind, reactions.c.at)
            .where(reactions.c.second_by.is_(None), (reactions.c.first_by.is_(None)) | (reactions.c.first_by != by))
            .order_by(reactions.c.at)
            .limit(limit)
        )
        return [dict(row._mapping) for row in self._connection.execute(query)]

    def add_shop(self, shop: Shop, run: str, shopper: str, attempt: int) -> None:
        row = {**row_of(shop), "run": run, "shopper": shopper, "attempt": attempt}
        self._connection.execute(insert(mystery_shops), row)
        self._outbox.changed(Counted.SHOP, shop.id)

    def put_segment(self, customer_id: str, dimension: str, value: str) -> None:
        """A fairness segment of a customer. What was counted before changes with the next rebuild."""
        mine = fairness_segments.c.customer_id == customer_id
        self._connection.execute(fairness_segments.delete().where(mine, fairness_segments.c.dimension == dimension))
        row = {"customer_id": customer_id, "dimension": dimension, "value": value}
        self._connection.execute(insert(fairness_segments), row)


__all__ = ["Counted", "Issue", "Kind", "Path", "Reaction", "Shop", "Survey", "Talk", "TrustRows"]
