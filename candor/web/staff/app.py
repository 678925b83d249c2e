"""Puts the pages of the bank's people into the public app."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sanic import Sanic

from candor.bootstrap import Candor
from candor.web.staff.gate import Gate
from candor.web.staff.pages import Pages
from candor.web.staff.routes import StaffRoutes
from candor.web.staff.sign_in import add_door, staff
from candor.web.staff.statics import Statics


def add_staff(app: Sanic[Any, Any], candor: Candor, areas: Sequence[StaffRoutes]) -> Gate:
    """Adds the door, everybody's own page, and the areas (desk, studio, trust), each route behind the gate."""
    all_areas = (staff, *areas)
    homes = {area.area: area.home for area in all_areas}
    statics = Statics(homes)
    pages = Pages(homes, statics.address, candor.handoff_policy.time_zone)
    gate = Gate(candor, pages, [route for area in all_areas for route in area.routes])
    for route in gate.routes:
        app.add_route(partial(gate.answer, route), route.path, methods=[route.method], name=route.name)
    statics.add_to(app)
    add_door(app, gate)
    app.ctx.staff_gate = gate
    return gate
