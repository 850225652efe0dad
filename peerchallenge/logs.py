"""Logs: one JSON line an event on standard output, with numbers and names of code, never what somebody wrote.

Three rules keep people out of it. Of a fault only its kind and place are said, as its words may quote what it met. Of
loggers that are not ours only the pattern of a message is said, with the numbers in it. And a line has no other parts
than those of `PARTS`.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog

PARTS = ("time", "level", "logger", "event", "request", "job", "method", "path", "status", "duration", "fault", "where")
OURS = ("peerchallenge", "cycles", "assessments", "reviews", "reports")
LEFT_OUT = "…"
_TOLD = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|`[^`]*`|\S*@\S*|\S*/\S*")
_MOST_FRAMES = 12
_BASE = Path(__file__).resolve().parent.parent
Event = MutableMapping[str, Any]


def without_values(text: str) -> str:
    """A sentence of a program without what it quotes: addresses, paths and everything in quotation marks."""
    return _TOLD.sub(LEFT_OUT, text)


def _said(_logger: Any, _method: str, event: Event) -> Event:
    """Of a message of ours all words; of others the pattern, as we do not know what they put into it."""
    record, given = event["_record"], event.pop("positional_args", ())
    ours = record.name.partition(".")[0] in OURS
    pattern = str(record.msg) if ours else without_values(str(record.msg))
    try:
        said = pattern % (given if ours else _numbers_in(given)) if given else pattern
    except (TypeError, ValueError, KeyError):
        said = pattern
    event["event"] = said if any(sign.isalpha() for sign in said) else "a message without words of its own"
    return event


def _numbers_in(given: Any) -> Any:
    if isinstance(given, Mapping):
        return {name: _number(value) for name, value in given.items()}
    return tuple(_number(value) for value in given)


def _number(value: Any) -> Any:
    return value if isinstance(value, int | float) else LEFT_OUT


def is_a_fault(record: logging.LogRecord) -> bool:
    """Django also says whenever an answer is not 200; our own line for each request has that."""
    return record.exc_info is not None


def _where_it_failed(_logger: Any, _method: str, event: Event) -> Event:
    """The kinds of a fault and of those behind it, and the lines of code that led there."""
    found = event.pop("exc_info", None)
    fault = found[1] if isinstance(found, tuple) else found if isinstance(found, BaseException) else None
    if found is True:
        fault = sys.exc_info()[1]
    if fault is None:
        return event
    event["where"] = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in extract_tb(fault.__traceback__)
    ][-_MOST_FRAMES:]
    kinds: list[str] = []
    seen: BaseException | None = fault
    while seen is not None and len(kinds) < _MOST_FRAMES:
        kinds.append(type(seen).__name__)
        seen = seen.__cause__ or seen.__context__
    event["fault"] = kinds
    return event


def _short(file: str) -> str:
    """A file within the project, or within the library that it belongs to."""
    _, found, inside = file.rpartition("site-packages/")
    return inside if found else file.removeprefix(f"{_BASE}/")


def _only_our_parts(_logger: Any, _method: str, event: Event) -> Event:
    return {name: event[name] for name in PARTS if name in event}


_BEGINNING: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_BEGINNING,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


class JsonLines(structlog.stdlib.ProcessorFormatter):
    """Turns what any logger says into one line."""

    def __init__(self) -> None:
        super().__init__(
            processors=[
                _where_it_failed,
                _only_our_parts,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=[*_BEGINNING, _said],
            use_get_message=False,
            pass_foreign_args=True,
        )


def logging_for(*, production: bool) -> dict[str, Any]:
    """Django's LOGGING. Outside production only what went wrong is said."""
    level = "INFO" if production else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"faults": {"()": lambda: is_a_fault}},
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
        "root": {"handlers": ["stdout"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": level} for name in OURS},
            "django.request": {"level": "ERROR", "filters": ["faults"]},
        },
    }
