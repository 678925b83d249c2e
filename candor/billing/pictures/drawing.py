"""What the pictures share: their frame, their colours in light and dark, and writing that stays in its place.

An SVG has no script and refers to nothing outside itself. All in it stands below its own class, so that it does not
colour the page that it may be part of. Writing on its ground has a contrast of 4.5:1 at least, shapes 3:1 (WCAG AA).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

WIDTH, EDGE = 400, 16
INNER = WIDTH - 2 * EDGE
SIZE, SMALL = 14, 12
# Pixels of a letter of size 1, of a wide common font: a guess is rather too much than too little.
LETTER = 0.56

LIGHT = {
    "ground": "#ffffff",
    "ink": "#1b1f24",
    "soft": "#57606a",
    "line": "#8c959f",
    "level": "#6e7781",
    "more": "#b3541e",
    "less": "#0a6ebd",
}
DARK = {
    "ground": "#0d1117",
    "ink": "#e6edf3",
    "soft": "#9da7b1",
    "line": "#6e7681",
    "level": "#8b949e",
    "more": "#f0883e",
    "less": "#58a6ff",
}


@dataclass(frozen=True)
class Picture:
    """An SVG document, and its text twin: the same facts for who does not see it, its title first."""

    title: str
    svg: str
    text: str


def picture(title: str, told: str, body: Sequence[str], height: int) -> Picture:
    """The shapes in their frame. `told` is what the picture shows, in words; lines of it are kept."""
    mark = sha256(f"{title}\n{told}".encode()).hexdigest()[:8]
    names = f"picture-title-{mark} picture-text-{mark}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="candor-picture" role="img" aria-labelledby="{names}"'
        f' viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<title id="picture-title-{mark}">{escape(title)}</title>'
        f'<desc id="picture-text-{mark}">{escape(told)}</desc><style>{_style()}</style>'
        f'<rect class="ground" width="{WIDTH}" height="{height}" rx="8"/>{"".join(body)}</svg>\n'
    )
    return Picture(title, svg, f"{title}\n{told}")


def write(x: float, y: float, said: str, kind: str = "ink", size: int = SIZE, anchor: str = "start") -> str:
    """A line of writing; `kind` is the name of a colour, `strong` for bold ink."""
    return (
        f'<text x="{x:g}" y="{y:g}" class={quoteattr(kind)} font-size="{size}" text-anchor="{anchor}">'
        f"{escape(said)}</text>"
    )


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A filled box, never too thin to be seen."""
    return f'<rect class="{kind}" x="{x:.2f}" y="{y:.2f}" width="{max(width, 1.5):.2f}" height="{height:.2f}"/>'


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="rule" x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"/>'


def wide(said: str, size: int = SIZE) -> float:
    """About how many pixels a line of writing takes; rather too many than too few."""
    return len(said) * size * LETTER


def cut(said: str, room: float, size: int = SIZE) -> str:
    """As much of it as there is room for, with an ellipsis where some is missing."""
    most = max(1, int(room / (size * LETTER)))
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def wrapped(said: str, room: float, size: int = SIZE) -> Iterator[str]:
    """The words of a text in lines that fit."""
    line = ""
    for word in said.split():
        if line and wide(f"{line} {word}", size) > room:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line


def _style() -> str:
    own = ".candor-picture"
    names = ("more", "less", "level")
    shapes = "".join(f"{own} rect.{name}{{fill:var(--{name})}}" for name in ("ground", *names))
    letters = "".join(f"{own} text.{name}{{fill:var(--{name})}}" for name in ("ink", "soft", "more", "less"))
    return (
        f"{own}{{{_variables(LIGHT)};font-family:system-ui,sans-serif;max-width:100%;height:auto}}"
        f"@media(prefers-color-scheme:dark){{{own}{{{_variables(DARK)}}}}}"
        f"{shapes}{letters}{own} text.strong{{fill:var(--ink);font-weight:600}}"
        f"{own} line.rule{{stroke:var(--line);stroke-width:1}}"
    )


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())
