"""A backtest as an SVG picture: what each segment gets before and after, with its words in it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from candor.billing.money import Money
from candor.cli.policy.report import signed, text
from candor.goodwill.comparison import Comparison, Count
from candor.services.goodwill.goodwill_policy import PolicyFile

WIDTH, LEFT, RIGHT, ROW, TOP = 820, 240, 190, 58, 112
MOST_ROWS = 24
STYLE = """
svg{font:14px system-ui,sans-serif;background:#fff}
text{fill:#1b1f24}.soft{fill:#57606a}.line{stroke:#d0d7de}.before{fill:#8c959f}.after{fill:#0a5fb4}
@media(prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.soft{fill:#9da7b1}.line{stroke:#30363d}
.before{fill:#6e7681}.after{fill:#58a6ff}}
"""


def picture(found: Comparison, before: PolicyFile, after: PolicyFile) -> str:
    """The SVG as text. Bars have figures beside them, so that no colour has to be told from another."""
    shares = _shown(found)
    height = TOP + ROW * len(shares) + 24
    most = max([1, *(max(share.before, share.after) for share in shares.values())])
    rows = "".join(_row(name, share, TOP + ROW * place, most) for place, (name, share) in enumerate(shares.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="t d"><title id="t">Money given back, before and after</title>'
        f'<desc id="d">{escape(text(found, before, after))}</desc><style>{STYLE}</style>'
        f"{_head(found)}{rows}</svg>\n"
    )


def _shown(found: Comparison) -> dict[str, Count]:
    """The segments, or the kinds of charge where nobody was told apart; the dearest ones when there are many."""
    shares = found.segments if len(found.segments) > 1 else found.kinds
    paid = {name: share for name, share in shares.items() if share.before or share.after}
    dearest = sorted(paid, key=lambda name: (-max(paid[name].before, paid[name].after), name))[:MOST_ROWS]
    return {name: paid[name] for name in dearest}


def _head(found: Comparison) -> str:
    total = found.total
    sums = f"{Money(total.before)} before, {Money(total.after)} after ({signed(total.after - total.before)})"
    counts = f"{total.requests:,} requests: {total.changed:,} change, {total.gain:,} get more, {total.lose:,} get less"
    return (
        '<text x="20" y="34" font-size="18" font-weight="600">Money given back, before and after</text>'
        f'<text x="20" y="60">{escape(sums)}</text><text x="20" y="82" class="soft">{escape(counts)}</text>'
        f'<line class="line" x1="20" x2="{WIDTH - 20}" y1="96" y2="96"/>'
    )


def _row(name: str, share: Count, y: int, most: int) -> str:
    label = name if len(name) <= 20 else f"{name[:19]}…"
    who = f"{share.gain:,} more, {share.lose:,} less"
    return (
        f'<text x="20" y="{y + 20}">{escape(label)}</text><text x="20" y="{y + 38}" class="soft">{escape(who)}</text>'
        f"{_bar('before', share.before, y + 6, most)}{_bar('after', share.after, y + 26, most)}"
    )


def _bar(which: str, cents: int, y: int, most: int) -> str:
    length = round((WIDTH - LEFT - RIGHT) * cents / most, 1)
    return (
        f'<rect class="{which}" x="{LEFT}" y="{y}" width="{length}" height="15" rx="2"/>'
        f'<text x="{LEFT + length + 8}" y="{y + 12}" font-size="12">{escape(str(Money(cents)))} {which}</text>'
    )
