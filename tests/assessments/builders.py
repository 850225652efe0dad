"""Builders of the preparation: a challenge whose forms are open."""

from assessments import editions
from assessments.editions import open_forms
from cycles.models import Stage
from tests import builders as a


def a_preparing_challenge(**facts):
    """A challenge whose preparation is open: forms pinned, blank answers laid out."""
    editions.load()  # a test with real transactions begins with empty tables
    facts.setdefault("first_day", a.a_monday())
    challenge = a.a_challenge(stage=facts.pop("stage", Stage.PREPARING), **facts)
    open_forms(challenge)
    return challenge
