"""The web process, with two more addresses: one promises a mail, one reads and writes."""

from django.db import close_old_connections, transaction

from peerchallenge.accounts.models import Person
from peerchallenge.notifications.models import Message
from peerchallenge.notifications.outbox import send_now
from peerchallenge.wsgi import application as product


def application(environ, start_response):
    action = {"/promise": promise, "/write": write}.get(environ["PATH_INFO"])
    if not action:
        return product(environ, start_response)
    close_old_connections()
    try:
        answer = action(environ["QUERY_STRING"])
    except Exception as fault:
        start_response("500 Fault", [("Content-Type", "text/plain")])
        return [str(fault).encode()]
    finally:
        close_old_connections()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [answer]


def promise(key):
    with transaction.atomic():
        send_now("torture", key=key, email="priya@example.org")
    return b"promised"


def write(key):
    """A transaction that reads first and then writes, as every command does."""
    with transaction.atomic():
        count = Person.objects.count() + Message.objects.count()
        Message.objects.create(key=f"written:{key}", template="torture", subject=str(count), state="cancelled")
    return b"written"
