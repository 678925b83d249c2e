"""The shapes of requests and answers. The OpenAPI document is made from these, so they can not drift apart."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from candor.errors import MessageRefused
from candor.trust.rows import Kind

# What can not be an id of ours never reaches a database (PostgreSQL refuses a zero character with an error).
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]


class Asked(BaseModel):
    """A request's body: exact types, and nothing that we would silently ignore."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Body = TypeVar("Body", bound=Asked)


class OpenSession(Asked):
    """`token`: the host page's JWT. Left out or null: the visitor is a guest."""

    token: Annotated[str, Field(max_length=8192)] | None = None


class StartConversation(Asked):
    """`fresh`: begin a new talk even if one can be taken up again."""

    fresh: bool = False


class SendMessage(Asked):
    """Either `text` (at most 2,000 characters) or `choice` (the id of a button that was shown).

    `client_id` is made by the sender, once for each message: posting it again gives the same answer and no new
    message.
    """

    client_id: Id
    text: Annotated[str, Field(min_length=1, json_schema_extra={"maxLength": 2000})] | None = None
    choice: Id | None = None


class MarkRead(Asked):
    """`seq`: the newest message the customer has seen."""

    seq: Annotated[int, Field(ge=0, le=2**31 - 1)]


class Rate(Asked):
    """`score` on the scale of its `kind`: csat 1 (bad) to 5 (good), effort 1 (hard) to 7 (easy), nps 0 to 10."""

    score: Annotated[int, Field(ge=0, le=10)]
    kind: Annotated[Kind, Field(strict=False)] = Kind.CSAT
    comment: Annotated[str, Field(max_length=1000)] | None = None


class QuestionAsked(BaseModel):
    """The talk's one question: `kind`, its scale from `low` to `high`, and how it is asked."""

    kind: Kind
    low: int
    high: int
    text: str


class SessionOpened(BaseModel):
    """`session` goes into `Authorization: Bearer`; keep it in memory only."""

    session: str
    expires_at: datetime
    assurance: Literal["customer", "guest"]
    name: str | None


class ConversationStarted(BaseModel):
    """`last_seq` is the newest message's number, `unread` how many the customer has not seen."""

    id: str
    resumed: bool
    unread: int
    last_seq: int


class MessageAccepted(BaseModel):
    """The message is stored and will be answered on the event stream."""

    id: str
    seq: int


class LetterListed(BaseModel):
    """One letter about a dispute: GET /v1/letters/{id} gives it as a page, or as a PDF."""

    id: str
    case: str
    title: str
    sent_on: date


class Letters(BaseModel):
    """The customer's letters, newest first."""

    letters: list[LetterListed]


class ShownChoice(BaseModel):
    """A button: post its id back as `choice`."""

    id: str
    label: str


class Message(BaseModel):
    """A bubble, as the event stream and the transcript give it. `cites` are ids of the rows its numbers come from.

    `name` is the public name of the agent who wrote it.
    """

    id: str
    seq: int
    sender: Annotated[Literal["customer", "bot", "agent", "system"], Field(alias="from")]
    text: str
    choices: list[ShownChoice]
    cites: list[str]
    response: str | None
    card: dict[str, Any] | None
    at: datetime
    client_id: str | None
    name: str | None


class Transcript(BaseModel):
    """The whole talk, oldest first."""

    messages: list[Message]


class State(BaseModel):
    """What is going on: `pending` messages wait for an answer.

    While a person has the talk or is awaited, `state` is `person`, or `typing` while they write. `agent` is then the
    public name of whoever has it, and `promise` says, while nobody has, the place in the queue and by when a person
    answers. `files`: there is a dispute that the customer may send files for.
    """

    state: Literal["typing", "working", "idle", "person"]
    pending: int
    agent: str | None = None
    promise: str | None = None
    files: bool = False


class Problem(BaseModel):
    """RFC 9457. `detail` is for the customer to read, `title` and `next` for whoever embeds the widget."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    next: str


def parse(shape: type[Body], raw: bytes) -> Body:
    """The request's body as `shape`; MessageRefused if it is anything else. An empty body counts as `{}`."""
    try:
        return shape.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise MessageRefused from error
