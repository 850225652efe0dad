"""The web process, with two more addresses: one promises a mail, one reads and writes."""

from django.db import close_old_connections
from django.utils.module_loading import import_string

from peerchallenge.wsgi import application as product

ACTIONS = {"/promise": "tests.torture.work.promise", "/write": "tests.torture.work.write"}


def application(environ, start_response):
    if environ["PATH_INFO"] not in ACTIONS:
        return product(environ, start_response)
    close_old_connections()
    try:
        import_string(ACTIONS[environ["PATH_INFO"]])(environ["QUERY_STRING"])
        status, answer = "200 OK", "done"
    except Exception as fault:
        status, answer = "500 Fault", str(fault)
    finally:
        close_old_connections()
    start_response(status, [("Content-Type", "text/plain")])
    return [answer.encode()]
