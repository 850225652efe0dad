"""Documents, in the world that every page is asked about."""

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.documents import asked_of
from assessments.models import Way
from tests import builders as a
from tests.assessments.builders import PDF, a_document

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-file-name": {"A07"},
    "canary-in-the-file": {"A07"},
    "canary-earlier": {"A07"},
    "canary-extra": {"A07"},
}


def furnish(world):
    """A file, with the words that stood in its place before, and something extra."""
    asked = list(asked_of(world.challenge))
    by = world.host_member
    a_document(world.challenge, asked[0], way=Way.NOT_HELD, reason="canary-earlier", by=by)
    file = SimpleUploadedFile("canary-file-name.pdf", PDF + b"canary-in-the-file")
    world.document = a_document(world.challenge, asked[0], file=file, by=by)
    a_document(world.challenge, title="canary-extra", by=by)


def objects(world):
    """What the parts of an address name."""
    return {"document": world.document.code, "version": world.document.number}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {"document": {"take_out": str(world.document.number)}}


def grow(world, number):
    """One more of everything that pages list."""
    a_document(world.challenge, title=f"Something extra {number}", by=a.a_person())
    a_document(world.challenge, world.document.requirement, by=a.a_person())
