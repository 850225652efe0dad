"""Evenings of a visit, the feedback of its last day, and immediate concerns, in the world of all pages."""

from cycles.models import HostRole
from tests import builders as a
from tests.reviews.evening_builders import a_concern, a_reflection, share
from tests.reviews.feedback_builders import a_correction, a_feedback, present
from tests.reviews.visit_builders import a_finding

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-goes-well": {"A16"},
    "canary-not-yet-told": {"A71"},
    "canary-expert-said": {"A71"},
    "canary-keep-in-mind": {"A71"},
    "canary-into-feedback": {"A15", "A17"},
    "canary-in-the-making": {"A77"},
    "canary-replaced": {"A77"},
    "canary-presented": {"A17"},
    "canary-in-the-room": {"A76"},
    "canary-in-danger": {"A39"},
    "canary-was-done": {"A39"},
    "Olive canary-officer": {"A27", "A73", "A74"},
}


def furnish(world):
    """Put one of everything into the world."""
    world.officer = a.a_host_member(world.challenge, HostRole.CONCERNS_OFFICER, a.a_person("Olive canary-officer"))
    texts = {"expert_says": "canary-expert-said", "for_team": "canary-keep-in-mind"}
    reflection = a_reflection(world.challenge, goes_well="canary-goes-well", **texts)
    share(reflection, world.office)
    type(reflection).objects.update(can_do="canary-not-yet-told")
    tell(world)
    concern(world)


def tell(world):
    """Two copies and what came after them, with a correction of the second one."""
    finding = a_finding(world.challenge, world.author, text="canary-into-feedback", notes=[world.note])
    world.feedback = a_feedback(world.challenge, finding, opening="canary-replaced")
    for opening in ("canary-presented", "canary-in-the-making"):
        present(world.feedback, world.office)
        world.feedback.opening = opening
        world.feedback.save()
    world.correction = a_correction(world.challenge, text="canary-in-the-room")


def concern(world):
    facts = {"about": "canary-in-danger", "answer": "canary-was-done"}
    world.concern = a_concern(world.challenge, world.office, read_by=world.officer, **facts)


def objects(world):
    """What the parts of an address name."""
    return {"day": "day-1", "concern": world.concern.reference, "correction": world.correction.reference}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list."""
    a_concern(world.challenge, world.office)
    present(world.feedback, world.office)
    a_correction(world.challenge)
    share(a_reflection(world.challenge, day=number + 2, goes_well="Calm."), world.office)
