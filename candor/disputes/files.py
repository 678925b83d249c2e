"""Files that customers send as evidence: which kinds, how large, how many, and whether the name says what is inside."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from candor.errors import FileKindRefused, FileLies

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
"""Of one case."""
LONGEST_NAME = 100
NAMELESS = "file"


class FileKind(StrEnum):
    """What we take, by media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    TEXT = "text/plain"


KIND_OF_ENDING = {
    "pdf": FileKind.PDF,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "jpe": FileKind.JPEG,
    "jfif": FileKind.JPEG,
    "png": FileKind.PNG,
    "heic": FileKind.HEIC,
    "heif": FileKind.HEIC,
    "txt": FileKind.TEXT,
}
SAID_AS = {"image/heif": FileKind.HEIC, "image/jpg": FileKind.JPEG, **{kind.value: kind for kind in FileKind}}
FOR_MACHINES = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
MARKUP = re.compile(r"\s*(?:<[!?a-z]|%PDF|\{\\rtf)", re.IGNORECASE)
# What a browser says when it does not know: no word on what is inside.
SAYS_NOTHING = frozenset({"", "application/octet-stream", "application/x-www-form-urlencoded"})


def clean_name(told: str) -> str:
    """The name without its folders, and without letters that are not seen or that turn others around."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", told))[-1]
    seen = "".join(char if unicodedata.category(char)[0] != "Z" else " " for char in last)
    plain = " ".join("".join(char for char in seen if unicodedata.category(char)[0] != "C").split()).strip(" .")
    if len(plain) > LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        short = len(ending) <= 5
        plain = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and short else plain[:LONGEST_NAME]
    return plain or NAMELESS


def ending_of(name: str) -> str:
    """What stands behind the last dot, in small letters; "" when nothing does."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def kind_of(found: FileKind | None, name: str, said: str) -> FileKind:
    """The file's kind, where content, name and sender agree on one that we take. `found` is what its content is.

    Raises FileKindRefused for what we do not take, FileLies for a name or a sender that says something else than
    what is inside.
    """
    ending, said = ending_of(name), said.partition(";")[0].strip().lower()
    named = KIND_OF_ENDING.get(ending)
    if ending and named is None:
        raise FileKindRefused
    if said not in SAYS_NOTHING and said not in SAID_AS:
        raise FileKindRefused
    if found is None:
        raise FileLies if named else FileKindRefused
    if {named, SAID_AS.get(said)} - {None, found}:
        raise FileLies
    return found


def is_text(data: bytes) -> bool:
    """Whether it is plain text in UTF-8: nothing that only machines read, and no markup."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not (FOR_MACHINES.search(text) or MARKUP.match(text))
