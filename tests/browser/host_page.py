"""The page of a made-up bank that embeds the widget, under the strict content policy."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

_PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Harbor Bank</title><link rel="icon" href="data:,">
<script src="/host.js"></script>
<script async src="{widget}/candor.js" integrity="{integrity}" crossorigin {data}></script></head>
<body><main><h1>Your card</h1><p>Statement of May 2026</p><a href="/about">About us</a></main></body></html>
"""

_SCRIPT = """
window.candor = window.candor || function () { (candor.q = candor.q || []).push(arguments); };
window.violations = [];
window.heard = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
const asked = new URLSearchParams(location.search);
if (asked.has("customer")) candor("identify", async () => "customer:" + asked.get("customer"));
const name = () => { candor("identify", async () => "customer:" + asked.get("late")); window.named = true; };
if (asked.has("late")) setTimeout(name, 400);
if (asked.has("open")) candor("open");
for (const name of ["open", "close", "unread", "message"]) candor("on", name, (what) => heard.push([name, what]));
"""


def host_page(asked: Mapping[str, str], integrity: str) -> str:
    """The page's markup; `asked` may name dir, lang, theme, greeting, and the widget's own origin."""
    names = ("theme", "greeting")
    data = " ".join(f'data-{name}="{escape(asked[name])}"' for name in names if name in asked)
    return _PAGE.format(
        lang=escape(asked.get("lang", "en")),
        dir=escape(asked.get("dir", "ltr")),
        widget=escape(asked.get("widget", "")),
        integrity=integrity,
        data=data,
    )


def host_script() -> str:
    """The page's own script: the call queue, and what the tests look at."""
    return _SCRIPT
