"""Builders of the end of a day on site: a reflection, its points shared, and an immediate concern."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from reviews.models import Concern, Reflection, SharedReflection

ABOUT, DONE, TOLD, ANSWER = "Nothing to eat at home", "Somebody stays there", "The duty worker", "Food was brought"
WORDS = (ABOUT, DONE, TOLD, ANSWER)


def a_reflection(challenge, *, day=1, **texts):
    """What was said about the first day, unless told otherwise. Nothing of it is shared yet."""
    texts = {"expert_says": "People were kind to me."} | texts
    return Reflection.objects.create(challenge=challenge, day=day, version=1, **texts)


def share(reflection, by):
    number = reflection.copies.count() + 1
    return SharedReflection.objects.create(reflection=reflection, number=number, shared_by=by, **reflection.points)


def a_concern(challenge, author, *, read_by=None, **facts):
    """A concern that nobody has read, unless told who has."""
    if read_by:
        facts |= {"acknowledged_by": read_by, "acknowledged_at": timezone.now()}
    if "answer" in facts:
        facts |= {"answered_at": timezone.now()}
    facts = {"about": "A door is locked.", "done_already": "Nothing yet.", "told": "The team lead."} | facts
    number = challenge.concerns.count() + 1
    return Concern.objects.create(challenge=challenge, number=number, key=uuid4(), written_by=author, **facts)


def url(challenge, page="concerns", *more):
    """The path of a page of concerns."""
    return reverse(page, args=[challenge.slug, *more])


def filled(**fields):
    """What the form of a concern sends."""
    return {"key": str(uuid4()), "about": ABOUT, "done_already": DONE, "told": TOLD} | fields


def pass_on(client, challenge, **fields):
    return client.post(url(challenge, "concern-new"), filled(**fields))
