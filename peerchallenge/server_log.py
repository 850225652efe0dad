"""How gunicorn speaks: as the rest of the service does. Named on its command line as --logger-class."""

import logging
import sys
from typing import Any

from gunicorn.glogging import Logger

from peerchallenge.logs import JsonLines


class ServerLog(Logger):  # type: ignore[misc]  # -- gunicorn comes without types
    """Its own messages as JSON lines. It keeps no log of requests: addresses of pages can hold one-time links."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        lines = logging.StreamHandler(sys.stdout)
        lines.setFormatter(JsonLines())
        self.error_log.handlers = [lines]
