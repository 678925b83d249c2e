"""Logs without a customer's words: one line a turn from us, warnings of Rasa by their name only."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Any

import structlog  # type: ignore[import-not-found]


class QuietFormatter(logging.Formatter):
    """Prints an exception as its type and place: messages of errors may quote what they failed on."""

    def formatException(  # noqa: N802  the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _, trace = ei
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f" in {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
        return f"{kind.__name__ if kind else 'error'}{place}"


def set_up_logs() -> None:
    """To standard error: our lines from INFO, all else from WARNING, Rasa's structured ones without values."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("candor").setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    structlog.configure(
        processors=[_name_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _name_only(_: Any, __: str, event: Any) -> str:
    return str(event.get("event", ""))
