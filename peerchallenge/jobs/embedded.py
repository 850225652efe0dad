"""The embedded edition's worker: one thread of the web process, which runs what is due."""

import logging
import threading
import time

from django.db import close_old_connections

from . import queue

log = logging.getLogger(__name__)
LONGEST_REST = 20.0  # seconds; a wake-up ends the rest at once
LONG = 1.0  # seconds; after a job that took longer, what has come meanwhile may go first
_work_is_there = threading.Event()
_start_once = threading.Lock()
_thread: threading.Thread | None = None


def wake() -> None:
    _work_is_there.set()


def start() -> threading.Thread:
    """Start the thread, unless it runs. It ends with the process: what it leaves half done is run again later."""
    global _thread
    with _start_once:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work_for_ever, name="jobs", daemon=True)
            _thread.start()
        return _thread


def _work_for_ever() -> None:
    while True:
        _work_is_there.clear()
        if not _work_once():
            _work_is_there.wait(LONGEST_REST)


def _work_once() -> bool:
    """Run all that is due. True when something was done, so that there may be more."""
    close_old_connections()
    try:
        return _run_until_one_takes_long(queue.sweep())
    except Exception:
        # The thread must outlive a locked or missing database; the rows are still there at the next round.
        log.exception("a round of background work failed")
        return False
    finally:
        close_old_connections()


def _run_until_one_takes_long(numbers: list[int]) -> bool:
    something = False
    for number in numbers:
        began = time.monotonic()
        something |= queue.run(number)
        if time.monotonic() - began > LONG:
            return True
    return something
