"""Pictures as SVG that read without colour too: a number in each cell, and a text beside each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from candor.training.figures import Calibration

CELL, LEFT, TOP = 34, 180, 170
_STYLE = "text{font:12px sans-serif;fill:#222}.on{fill:#fff}.quiet{fill:#666}.axis{stroke:#888;fill:none}"


def matrix(counts: Mapping[tuple[str, str], int]) -> str:
    """Targets down, what was told across; the darker, the larger the share of its row. Right ones are green."""
    rows, columns = _names(counts)
    totals = {row: sum(counts.get((row, column), 0) for column in columns) for row in rows}
    width, height = LEFT + CELL * len(columns) + 120, TOP + CELL * len(rows) + 30
    parts = [_text(8, 22, "Rows: what it should be. Columns: what it was taken for. Numbers: sentences.", "quiet")]
    for at, column in enumerate(columns):
        x, y = LEFT + CELL * at + CELL / 2 + 4, TOP - 8
        parts.append(f'<text x="{x:.0f}" y="{y}" transform="rotate(-60 {x:.0f} {y})">{escape(column)}</text>')
    for down, row in enumerate(rows):
        y = TOP + CELL * down
        parts.append(_text(LEFT - 8, y + 22, row, anchor="end"))
        for across, column in enumerate(columns):
            found = counts.get((row, column), 0)
            if found:
                parts.append(_cell(LEFT + CELL * across, y, row, column, found, found / totals[row]))
    return _svg(width, height, "What was taken for what", parts)


def matrix_text(counts: Mapping[tuple[str, str], int]) -> str:
    """The same in words: each target with its right ones and its wrong ones, most frequent first."""
    lines = []
    for row in _names(counts)[0]:
        told = sorted(((n, column) for (target, column), n in counts.items() if target == row), reverse=True)
        wrong = ", ".join(f"{column} {n}" for n, column in told if column != row)
        right = counts.get((row, row), 0)
        lines.append(f"{row}: {right} of {sum(n for n, _ in told)} right" + (f"; taken for {wrong}" if wrong else ""))
    return "\n".join(lines) + "\n"


def curve(found: Calibration) -> str:
    """Confidence across, share of right ones up; a model that is as sure as it should be lies on the diagonal."""
    size, left, top = 300, 60, 30
    parts = [
        f'<path class="axis" d="M{left} {top}V{top + size}H{left + size}"/>',
        f'<path class="axis" stroke-dasharray="4 4" d="M{left} {top + size}L{left + size} {top}"/>',
        _text(left + size / 2, top + size + 38, "confidence", anchor="middle"),
        _text(left, top - 10, f"share that is right; expected calibration error {found.error:.3f}"),
    ]
    for tick in (0.0, 0.5, 1.0):
        parts.append(_text(left + size * tick, top + size + 18, f"{tick:.1f}", anchor="middle"))
        parts.append(_text(left - 8, top + size * (1 - tick) + 4, f"{tick:.1f}", anchor="end"))
    most = max((one.count for one in found.bins), default=1)
    for one in found.bins:
        x, y = left + size * one.confidence, top + size * (1 - one.right)
        radius = 3 + 9 * (one.count / most) ** 0.5
        title = f"{one.count} sentences, confidence {one.confidence:.2f}, right {one.right:.2f}"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2b6cb0" fill-opacity="0.75">'
            f"<title>{title}</title></circle>"
        )
    return _svg(left + size + 40, top + size + 50, "Calibration", parts)


def curve_text(found: Calibration) -> str:
    """The same in words, a line a bin."""
    lines = [f"expected calibration error {found.error:.3f} (lenient {found.lenient_error:.3f})"]
    lines += [f"told with {one.confidence:.2f}: right {one.right:.2f} ({one.count} sentences)" for one in found.bins]
    return "\n".join(lines) + "\n"


def _names(counts: Mapping[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    rows = sorted({row for row, _ in counts})
    return rows, [*rows, *sorted({column for _, column in counts} - set(rows))]


def _cell(x: int, y: int, row: str, column: str, count: int, part: float) -> str:
    colour = "#1a7f37" if row == column else "#b3261e"
    shade = 0.15 + 0.85 * part
    return (
        f'<rect x="{x}" y="{y}" width="{CELL - 2}" height="{CELL - 2}" fill="{colour}" fill-opacity="{shade:.2f}">'
        f"<title>{escape(f'{row} taken for {column}: {count} ({part:.0%})')}</title></rect>"
        + _text(x + CELL / 2 - 1, y + 21, str(count), "on" if shade > 0.55 else "", "middle")
    )


def _text(x: float, y: float, words: str, name: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{name}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}"><title>{title}</title><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )
