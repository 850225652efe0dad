"""Builders of the feedback of the last day: what is being made, a frozen copy, and a correction said in the room."""

from django.urls import reverse

from reviews.feedback import content_of
from reviews.models import Correction, Feedback, PointKind, PresentedFeedback

OPENING, CLOSING, SAID = "Thank you for having us.", "The draft comes in two weeks.", "The figure is of last year."


def a_feedback(challenge, *taken, **texts):
    """It takes in these findings and recommendations. Nothing is frozen yet."""
    texts = {"opening": OPENING, "closing": CLOSING} | texts
    names = [row.reference for row in taken]
    return Feedback.objects.create(challenge=challenge, taken=names, version=1, **texts)


def present(feedback, by):
    """A copy of it as it stands."""
    facts = {"number": feedback.copies.count() + 1, "content": content_of(feedback), "presented_by": by}
    return PresentedFeedback.objects.create(feedback=feedback, **facts)


def a_correction(challenge, **facts):
    """Written down by the team, unless told otherwise."""
    facts = {"kind": PointKind.FACT, "text": SAID, "side": Correction.Side.TEAM} | facts
    return Correction.objects.create(challenge=challenge, number=challenge.corrections.count() + 1, **facts)


def url(challenge, page="feedback", *more):
    return reverse(page, args=[challenge.slug, *more])


def written(*taken, version=0, **texts):
    """What the form of the feedback sends."""
    texts = {"opening": OPENING, "closing": CLOSING} | texts
    return texts | {row.reference: "on" for row in taken} | {"version": str(version)}


def freeze(client, challenge):
    """Read the page on which it is frozen, and send what it holds."""
    seen = client.get(url(challenge, "feedback-release")).context["form"]["seen"].value()
    return client.post(url(challenge, "feedback-release"), {"seen": seen}, follow=True)
