"""What in the draft may tell who somebody is: the writer of a section is asked about it, the second reader shown it."""

from collections.abc import Iterable

from cycles.models import PeerChallenge
from peerchallenge.identifiers import Found, found_in
from reviews.practice import names_of_host

from .assembling import Material
from .models import Part
from .small_groups import small_groups_in

OURS = (Part.RESPONSE, Part.TEAM, Part.WORDS)  # names of the team stand there, and words of our own


def signs_in(text: str, names: Iterable[str]) -> list[Found]:
    """What tells who a person is, and groups that are too small, in the order in which they stand there."""
    return sorted([*found_in(text, names=names), *small_groups_in(text)], key=lambda found: found.at)


def names_to_look_for(challenge: PeerChallenge) -> list[str]:
    """People of the host, and of the team: nobody's name belongs into what was found."""
    team = challenge.team.values_list("person__name", flat=True)
    return [*names_of_host(challenge), *team]


def signs_in_draft(material: Material) -> list[tuple[str, Found]]:
    """The same for the whole draft, each with the number of its paragraph."""
    names = names_to_look_for(material.challenge)
    return [
        (paragraph["number"], found)
        for section in material.content["sections"]
        if section["part"] not in OURS
        for paragraph in section["paragraphs"]
        for found in signs_in(f"{paragraph['heading']}\n{paragraph['text']}", names)
    ]
