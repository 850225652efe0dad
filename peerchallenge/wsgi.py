"""The web process. In the embedded default it also runs the background thread: one command is a whole service."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchallenge.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- settings exist only after the application is set up

if settings.EMBEDDED:
    from peerchallenge.jobs.embedded import start

    start()
else:
    from peerchallenge.jobs.tasks import never_keep_a_visitor_waiting

    never_keep_a_visitor_waiting()
