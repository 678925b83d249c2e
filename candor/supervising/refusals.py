"""Why the product can not be started, with what to do about it."""

from __future__ import annotations

from candor.errors import CandorError


class CannotStart(CandorError):
    """The product can not be started as asked."""

    code = "cannot_start"

    def __init__(self, detail: str, next_step: str) -> None:
        super().__init__(detail)
        self.next_step = next_step  # type: ignore[misc]  # a class word for most errors, the case's own here
