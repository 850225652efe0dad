"""Self-assessment and risk tool, in the world that every page is asked about."""

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {}


def furnish(world):
    """Put one of everything into the world."""


def objects(world):
    """What the parts of an address name."""
    return {}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list."""
