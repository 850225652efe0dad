"""How gunicorn serves the demo: one process, because it also holds the background thread, and little said."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"
workers = 1
worker_class = "gthread"
threads = 8
loglevel = "warning"
control_socket_disable = True  # nobody steers a demo from outside


def post_worker_init(worker):
    """Say where it is, but only once pages are really served."""
    print(f"\nThe demo is ready: {os.environ['BASE_URL']}  (Ctrl-C stops it)\n", flush=True)


def on_exit(server):
    print("\nThe demo has stopped.", flush=True)
