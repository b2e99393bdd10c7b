"""Logs: one line each, to standard error; secrets of links and people's words never in them."""

import logging
import sys

import structlog

from adapters.web.links import RedactLinks
from bot.settings import Settings


def set_up_logs(settings: Settings, *, quiet: bool = False) -> None:
    """In production each line is JSON. ``quiet`` leaves only what somebody should look at."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # Tracebacks without the values of variables: those are people's words.
    drawn = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.in_production
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    told = (structlog.processors.format_exc_info,) if settings.in_production else ()
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(RedactLinks())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *told, drawn],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    for name in ("alembic", "httpx", "aiosmtplib"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of each tick that is left out because the one before it is still at work, as it should be.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
