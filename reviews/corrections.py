"""What was corrected in the room, as pages show it: for which side it was written down, and never by whom."""

from cycles.models import PeerChallenge
from cycles.policy import Standing
from cycles.roles import Role

from .feedback import copies_of, parts_of
from .models import Correction

HOSTS = {Role.HD, Role.HC}


def side_of(standing: Standing) -> Correction.Side:
    """For whom somebody writes."""
    return Correction.Side.HOST if standing.roles & HOSTS else Correction.Side.TEAM


def parts_presented(challenge: PeerChallenge) -> list[str]:
    """What a correction can be about: words of the newest copy, as nothing else was said to the host."""
    copies = copies_of(challenge, only_last=True)
    return parts_of(copies[0].content) if copies else []


def corrections_of(challenge: PeerChallenge) -> list[Correction]:
    """All of them, in order. Words that a later copy took out of the feedback are not shown beside them."""
    parts, found = set(parts_presented(challenge)), list(challenge.corrections.all())
    for correction in found:
        if correction.about not in parts:
            correction.about = ""
    return found
