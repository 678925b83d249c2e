"""What a page must never do, whatever a test is about: complain, break its content policy, call out, or set cookies."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

_HEAR_POLICY = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
"""
# What the browser itself says of a server that is gone for a moment.
_LINE_LOST = ("net::ERR_", "Failed to load resource: the server responded with a status of 503")


@dataclass
class Watch:
    """Listens to every page of a context. `line_may_break` is for tests that kill the server."""

    context: BrowserContext
    line_may_break: bool = False
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(_HEAR_POLICY)
        self.context.on("page", self._watch)
        self.context.on("request", self._note)

    def check(self) -> None:
        """Raises AssertionError with all that was wrong."""
        wrong = [line for line in self.complaints if not (self.line_may_break and any(x in line for x in _LINE_LOST))]
        for page in self.context.pages:
            if page.url != "about:blank":
                wrong += page.evaluate("window.violations")
        wrong += [f"asked {url}" for url in self.asked if urlsplit(url).hostname != "127.0.0.1"]
        wrong += [f"cookie {cookie.get('name')}" for cookie in self.context.cookies()]
        assert not wrong, "\n".join(wrong)

    def _watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text} at {message.location.get('url', '')}")

    def _note(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.asked.append(request.url)
