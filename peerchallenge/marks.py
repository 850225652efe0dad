"""What every process must know whatever the database is like: small files beside the stored files, which all share.

    closed      a command works on the data: every page says so, and no background work is begun
    renewed     tables or data were made new: a process that started before does not know them, and stays closed
    restored    this is a copy from a backup: no mail and no background work until somebody says so
    swept       when background work was last looked for
    backed-up   when the last backup was made

A mark costs a page no question to the database, and is there when the database is not.
"""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

CLOSED, RENEWED, RESTORED, SWEPT, BACKED_UP = "closed", "renewed", "restored", "swept", "backed-up"
FOLDER = "marks"
_started = timezone.now()


def put(name: str, **facts: Any) -> None:
    """Set a mark, with the time and these facts. Readers see the old one or the new one, never half of it."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{name}.{secrets.token_hex(6)}")
    draft.write_text(json.dumps({"at": timezone.now().isoformat(), **facts}))
    os.replace(draft, path)


def read(name: str) -> dict[str, Any] | None:
    """The facts of a mark, or None where it is not set."""
    try:
        return json.loads(_path(name).read_text())
    except FileNotFoundError:
        return None


def time_of(name: str) -> datetime | None:
    """When a mark was set."""
    facts = read(name)
    return datetime.fromisoformat(facts["at"]) if facts else None


def take_away(name: str) -> None:
    _path(name).unlink(missing_ok=True)


def is_closed() -> bool:
    """Whether this process serves nobody: the doors are closed, or what it knows of the data is out of date."""
    renewed = time_of(RENEWED)
    return read(CLOSED) is not None or (renewed is not None and renewed > _started)


def is_resting() -> bool:
    """Whether no background work is begun, and so no mail goes out."""
    return is_closed() or read(RESTORED) is not None


def _path(name: str) -> Path:
    return Path(settings.FILES_DIR) / FOLDER / name
