"""What a file is by its content, whatever its name says."""

from __future__ import annotations

from pathlib import Path

import puremagic

from candor.disputes.files import SAID_AS, FileKind, is_text

HEAD = 64 * 1024
# HEIC stands in a box whose brand says so, four bytes in; the library knows the first of these brands only.
BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
PICTURE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
FIRST_BOX = 4


def sniff_file(path: Path) -> FileKind | None:
    """The kind of ours that the content is; None when it is none of them."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head[FIRST_BOX : FIRST_BOX + 4] == b"ftyp":
        return FileKind.HEIC if _is_heic(head) else None
    kinds = _guesses(head)
    if kinds:
        return kinds[0]
    return FileKind.TEXT if is_text(path.read_bytes()) else None


def _guesses(head: bytes) -> list[FileKind]:
    """What the content's first bytes say, the surest first. A mark further in makes no file of that kind."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    best = max((one.confidence for one in found), default=0)
    named = (SAID_AS.get(one.mime_type) for one in found if one.offset == 0 and one.confidence == best)
    return [kind for kind in named if kind and kind is not FileKind.TEXT]


def _is_heic(head: bytes) -> bool:
    size = int.from_bytes(head[:FIRST_BOX], "big")
    brands = {head[at : at + 4] for at in (8, *range(16, min(size, 256), 4))}
    return head[8:12] in BRANDS and bool(brands & PICTURE_BRANDS)
