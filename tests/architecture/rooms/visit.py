"""The visit, in the world that every page is asked about: a session, what people need, and what they told the team."""

from uuid import uuid4

from cycles.models import TeamRole
from reviews.models import BriefingReply, ConfidentialMessage
from tests import builders as a
from tests.reviews.visit_builders import a_finding, a_note, a_recommendation, a_session

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-session": {"A12"},
    "canary-which-of-them": {"A12"},
    "canary-link": {"A36"},
    "canary-helps-them": {"A38"},
    "canary-told": {"A37"},
    "canary-noted": {"A13"},
    "canary-for-myself": set(),
    "Nell canary-author": {"A14", "A02"},
    "canary-concluded": {"A15"},
    "canary-advised": {"A15"},
    "canary-objection": {"A15"},
}


def furnish(world):
    """Put one of everything into the world."""
    world.session = a_session(
        world.challenge, title="canary-session", detail="canary-which-of-them", token="canary-link", members=1
    )
    answer(world)
    world.author = a.a_team_member(world.challenge, TeamRole.SENIOR_MANAGER, a.a_person("Nell canary-author"))
    world.note = a_note(world.session, world.author, text="canary-noted")
    a_note(world.session, world.author, text="canary-for-myself", shared=False)
    world.finding = conclude(world, "canary-concluded")
    world.finding.opinions.create(said_by=world.author, agrees=False, reason="canary-objection", of_version=1)
    world.recommendation = a_recommendation(world.challenge, world.finding, text="canary-advised")


def conclude(world, text):
    """A finding that rests on the note."""
    finding = a_finding(world.challenge, world.author, text=text)
    finding.evidence.create(note=world.note)
    return finding


def answer(world):
    BriefingReply.objects.create(session=world.session, key=uuid4(), needs="canary-helps-them")
    ConfidentialMessage.objects.create(session=world.session, key=uuid4(), text="canary-told")


def objects(world):
    """What the parts of an address name."""
    return {
        "session": world.session.reference,
        "note": world.note.key,
        "team_finding": world.finding.reference,
        "recommendation": world.recommendation.reference,
    }


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {"session": {"briefed": "1"}, "timetable": {"finish": "1"}}


def grow(world, number):
    """One more of everything that pages list."""
    session = a_session(world.challenge, members=2, day=1 + number % 3)
    answer(world)
    world.note = a_note(session, world.author)
    finding = conclude(world, f"One more thing, {number}")
    finding.opinions.create(said_by=world.author, agrees=True, of_version=1)
    a_recommendation(world.challenge, finding)
