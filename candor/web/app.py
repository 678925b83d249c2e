"""Makes the public app: customer API, health, the widget's file and, in sample mode, the sample bank's page."""

from __future__ import annotations

from typing import Any

from sanic import Sanic

from candor.bootstrap import Candor
from candor.web.answer.page import add_answer
from candor.web.api.front import front_for
from candor.web.api.identity import Keys
from candor.web.api.problems import Problems
from candor.web.api.routes import add_api
from candor.web.demo.pages import add_demo
from candor.web.demo.signing import HostKey
from candor.web.desk import desk
from candor.web.headers import dress
from candor.web.health import Health, add_health
from candor.web.logs import keep_log
from candor.web.metrics import add_metrics
from candor.web.staff.app import add_staff
from candor.web.staff.routes import StaffRoutes
from candor.web.studio.pages import studio
from candor.web.trust.board import trust
from candor.web.widget import add_widget

AREAS: tuple[StaffRoutes, ...] = (desk, studio, trust)
"""What the bank's people work with beside their own account: each area's pages, behind the gate of candor.web.staff."""


def create_app(candor: Candor, host_key: HostKey, health: Health, name: str = "candor") -> Sanic[Any, Any]:
    """The app that faces people. `host_key` plays the host page's signer, and counts in sample mode only."""
    app: Sanic[Any, Any] = Sanic(name, error_handler=Problems(_words(candor)), configure_logging=False)
    app.config.update(_config(candor.settings.proxies))
    keys = Keys(candor.settings.identity_keys, {host_key.kid: host_key.jwk} if candor.settings.sample else {})
    keep_log(app)
    dress(app, candor.settings.origins)
    add_api(app, front_for(candor, keys))
    add_health(app, health)
    add_metrics(app, candor)
    add_answer(app, candor)
    add_staff(app, candor, AREAS)
    widget = add_widget(app)
    if candor.settings.sample:
        add_demo(app, candor, host_key, widget)
    return app


def _words(candor: Candor) -> Any:
    return lambda name: candor.wording.render(name, {}).text


def _config(proxies: int) -> dict[str, Any]:
    return {
        "ACCESS_LOG": False,
        "REQUEST_TIMEOUT": 15,
        "RESPONSE_TIMEOUT": 60,
        "KEEP_ALIVE_TIMEOUT": 60,
        "GRACEFUL_SHUTDOWN_TIMEOUT": 2,
        # Believed only when a proxy of ours writes it: anybody else could name any address.
        "PROXIES_COUNT": proxies or None,
    }
