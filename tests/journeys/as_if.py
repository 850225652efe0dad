"""A process of the service that believes it is another moment, which goes on from there as any moment does.

AS_IF=2028-02-29T10:00 python -m tests.journeys.as_if make_demo     one of our commands
AS_IF=2028-02-29T10:00 gunicorn tests.journeys.as_if:application    the web process
"""

import os
import sys
from datetime import UTC, datetime

import time_machine
from django.core.management import execute_from_command_line

time_machine.travel(datetime.fromisoformat(os.environ["AS_IF"]).replace(tzinfo=UTC), tick=True).start()

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchallenge.settings")
    execute_from_command_line(["manage.py", *sys.argv[1:]])
else:
    from peerchallenge.wsgi import application

    __all__ = ["application"]
