"""A purchase paid in equal parts: which part a line is, what is paid and left, and when it ends (domain 1.2)."""

from __future__ import annotations

from dataclasses import dataclass

from candor.billing import tariff
from candor.billing.page import Page
from candor.billing.records import Line, LineType, Plan
from candor.billing.tariff import Instalments, basis_points


@dataclass(frozen=True)
class Part:
    """One part of a plan; `number` counts from 1 and may lie above the agreed count, which is then our mistake."""

    plan: Plan
    schedule: Instalments
    line: Line
    number: int
    bought: Line | None

    @property
    def right(self) -> int:
        """What this part should be, in cents."""
        return self.schedule.parts[self.number - 1] if self.number <= len(self.schedule.parts) else 0

    @property
    def right_fee(self) -> int:
        return self.schedule.fee if self.number <= len(self.schedule.parts) else 0

    @property
    def cites(self) -> tuple[str, ...]:
        return (self.plan.id, *((self.bought.id,) if self.bought else ()))


def part_of(page: Page, line: Line | None) -> Part | None:
    """The part that a line is; None when it belongs to no plan whose terms make sense."""
    plan = plan_of(page, line.order_ref) if line else None
    if line is None or plan is None or line.type is not LineType.PURCHASE:
        return None
    parts = sorted(
        (row for row in page.index.orders.get(plan.id, ()) if row.type is LineType.PURCHASE),
        key=lambda row: (row.post_date, row.id),
    )
    return Part(plan, schedule_of(plan), line, parts.index(line) + 1, page.line(plan.line_id))


def plan_of(page: Page, plan_id: str | None) -> Plan | None:
    """An instalment plan by its id, when its terms make sense."""
    return next((row for row in page.book.plans if row.id == plan_id and makes_sense(row)), None)


def makes_sense(plan: Plan) -> bool:
    return plan.kind == "instalment" and plan.parts > 0 and plan.amount > 0 and plan.fee_bp >= 0


def schedule_of(plan: Plan) -> Instalments:
    """The parts and the fee on each."""
    return tariff.instalment(plan.amount, plan.parts, basis_points(plan.fee_bp))


def facts_of_plan(page: Page, plan: Plan, number: int) -> dict[str, str]:
    """What was agreed, and what is paid and left after `number` parts."""
    schedule = schedule_of(plan)
    return {
        "number": str(number),
        "parts": str(plan.parts),
        "part": page.amount(schedule.parts[0]),
        "part_fee": page.amount(schedule.fee),
        "each": page.amount(schedule.payments[0]),
        "plan_total": page.amount(plan.amount),
        "plan_fees": page.amount(schedule.fees),
        "plan_paid": page.amount(schedule.paid_after(number)),
        "plan_left": page.amount(schedule.left_after(number)),
        "plan_ends": page.say(plan.ends),
    }
