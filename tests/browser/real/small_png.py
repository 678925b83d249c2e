"""Makes a screenshot small: at most 256 colours, one byte a pixel. Screens of flat colours lose nothing one can see."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB_8 = (8, 2, 0, 0, 0)
_PALETTE_8 = (8, 3, 0, 0, 0)
Colour = tuple[int, int, int]


def shrunk(png: bytes) -> bytes:
    """The picture with its most frequent colours; each other colour becomes the nearest. Takes RGB without alpha."""
    chunks = list(_chunks(png))
    width, height, *kind = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    if tuple(kind) != _RGB_8:
        raise ValueError(f"not a plain RGB picture: {kind}")
    rows = _rows(zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT")), width, height)
    pixels = [[(row[x], row[x + 1], row[x + 2]) for x in range(0, len(row), 3)] for row in rows]
    count = Counter(pixel for row in pixels for pixel in row)
    palette = [colour for colour, _ in count.most_common(256)]
    index = {colour: _nearest(colour, palette) for colour in count}
    # Filter 0 in each row: colours of a palette are not numbers to be subtracted.
    raw = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in pixels)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *_PALETTE_8)),
            _chunk(b"PLTE", bytes(part for colour in palette for part in colour)),
            _chunk(b"IDAT", zlib.compress(raw, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def apart(place: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, palette[place], strict=True))

    return min(range(len(palette)), key=apart)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(raw: bytes, width: int, height: int) -> list[bytearray]:
    """Undoes the filters of the PNG specification, part 9."""
    stride = width * 3
    before, rows = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1 : start + 1 + stride])
        _undo(raw[start], row, before)
        rows.append(row)
        before = row
    return rows


def _undo(kind: int, row: bytearray, up: bytearray) -> None:
    for x in range(len(row)):
        left, corner = (row[x - 3], up[x - 3]) if x >= 3 else (0, 0)
        row[x] = (row[x] + (0, left, up[x], (left + up[x]) // 2, _paeth(left, up[x], corner))[kind]) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))
