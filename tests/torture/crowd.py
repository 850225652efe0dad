"""Many processes that begin the same work at the same moment: python -m tests.torture.crowd WHAT HOW_MANY

WHAT names a function of tests.torture.work.
"""

import multiprocessing
import sys

import django
from django.db import connection
from django.utils.module_loading import import_string


def begin(what, together):
    connection.connect()
    together.wait(30)
    import_string(f"tests.torture.work.{what}")()


def main(what, how_many):
    django.setup()
    forked = multiprocessing.get_context("fork")
    together = forked.Barrier(how_many)
    crowd = [forked.Process(target=begin, args=(what, together)) for _ in range(how_many)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return max(abs(one.exitcode) for one in crowd)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
