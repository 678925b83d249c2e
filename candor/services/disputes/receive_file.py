"""Takes a file for a dispute: its kind, its name and the scanner agree, then it is stored with a bubble of its own.

The bubble goes the way of every message, as a pressed button does: one turn at a time, or to a person.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from candor.conversation.redact import redact
from candor.disputes.files import MOST_BYTES, MOST_FILES, FileKind, clean_name, kind_of
from candor.disputes.states import State
from candor.errors import FileEmpty, FileLies, FilesNotTaken, FileTooLarge, FileUnsafe, NoCaseForFile, TooManyFiles
from candor.services.disputes.cabinet import Cabinet
from candor.services.disputes.sniff_file import sniff_file
from candor.services.disputes.talk import SENT
from candor.services.disputes.tell_case import INTENT
from candor.services.talk.access import Visitor, own_conversation
from candor.services.talk.receive_message import Accepted, Said, Sent, receive
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.dispute_files import DisputeFile
from candor.store.disputes import KeptCase


@dataclass(frozen=True)
class Upload:
    """What came: where it lies, the name and the media type that the sender gave it."""

    path: Path
    name: str
    said: str


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    path: Path
    name: str
    kind: FileKind
    size: int
    sha256: str
    scanned: bool


def cabinet_in(tools: Tools) -> Cabinet:
    """Raises FilesNotTaken where there is none."""
    if tools.cabinet is None:
        raise FilesNotTaken
    return tools.cabinet


def may_send(tools: Tools, visitor: Visitor, conversation_id: str) -> None:
    """Before a byte is read: raises NotYours, FilesNotTaken, NoCaseForFile or TooManyFiles."""
    cabinet_in(tools)
    with tools.store.read() as tx:
        own_conversation(tx, visitor, conversation_id)
        _case(tx, visitor, conversation_id)


def check_file(tools: Tools, visitor: Visitor, upload: Upload) -> Checked:
    """Raises FileEmpty, FileTooLarge, FileKindRefused, FileLies, FileUnsafe or FileUnchecked. Takes as long as the
    scanner does. A file that lies, or is harmful, leaves an audit row.
    """
    size = upload.path.stat().st_size
    if size == 0:
        raise FileEmpty
    if size > MOST_BYTES:
        raise FileTooLarge
    name = clean_name(redact(upload.name))
    try:
        kind = kind_of(sniff_file(upload.path), name, upload.said)
        scanned = cabinet_in(tools).check(upload.path)
    except (FileLies, FileUnsafe) as refused:
        with tools.store.write() as tx:
            who = visitor.customer_id or visitor.session_id
            tx.trail.add(tools.clock.now(), actor="customer", act="file_refused", subject=who, why=refused.code)
        raise
    return Checked(upload.path, name, kind, size, _digest(upload.path), scanned)


def receive_file(tools: Tools, visitor: Visitor, sent: Sent, file: Checked) -> Accepted:
    """Keeps it with the case that the talk is about; once for each client id. Raises as `may_send` does."""
    cabinet, file_id = cabinet_in(tools), file.path.name

    def said(tx: Transaction) -> Said:
        case = _case(tx, visitor, sent.conversation_id)
        payload = {"line": case.case.line_id, "dispute": SENT, "value": file_id}
        return Said(tools.wording.render("utter_file_sent", {"name": file.name}).text, INTENT, payload)

    def keep(tx: Transaction, accepted: Accepted) -> None:
        case, now = _case(tx, visitor, sent.conversation_id), tools.clock.now()
        row = DisputeFile(
            file_id, case.id, accepted.id, file.name, file.kind.value, file.size, file.sha256, file.scanned, now
        )
        tx.dispute_files.add(row)
        tx.trail.add(now, actor="customer", act="file_added", subject=case.id, file=file_id, size=file.size)
        cabinet.keep(file.path, file_id)

    try:
        return receive(tools, visitor, sent, said, keep)
    except BaseException:
        cabinet.drop(file_id)
        raise


def _case(tx: Transaction, visitor: Visitor, conversation_id: str) -> KeptCase:
    """The case that we ask about in this talk, else its newest one, else the customer's newest one."""
    if visitor.customer_id is None:
        raise NoCaseForFile
    cases = [kept for kept in tx.disputes.of_customer(visitor.customer_id) if takes_files(kept)]
    if not cases:
        raise NoCaseForFile
    here = [kept for kept in cases if kept.conversation_id == conversation_id]
    asked = [kept for kept in here if kept.asking]
    case = (asked or here or cases)[-1]
    if tx.dispute_files.count(case.id) >= MOST_FILES:
        raise TooManyFiles
    return case


def takes_files(kept: KeptCase) -> bool:
    return kept.case.is_open or kept.case.state is State.DRAFT


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
