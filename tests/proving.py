"""How often something is tried: a tenth of the full number notices what is broken, and the full number proves it.

`make test` tries a tenth, `make prove` everything.
"""

import os

PROVE = os.environ.get("PROVE") == "true"


def often(full: int, fewest: int = 1) -> int:
    """The full number when it is to be proved, else a tenth of it and at least `fewest`."""
    return full if PROVE else max(full // 10, fewest)
