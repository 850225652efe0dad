"""What tests of a region's pages and people do again and again: addresses, forms, letting in."""

from cycles.actions.people import let_in
from cycles.models import PostKind
from cycles.people import people_of
from peerchallenge.workdays import today_in_london
from tests.builders import an_authority


def page_of(answer):
    return answer.content.decode()


def at(region, page=""):
    return f"/settings/{region.slug}/{page}"


def boxes(name, day):
    """A day as the three boxes of a form send it."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def a_form(council=None, **changes):
    """The form “Let a person in”, filled in for a director."""
    return {
        "name": "Maya Grant",
        "email": "maya.grant@example.org",
        "phone": "",
        "what": "dass",
        "council": council.slug if council else "",
        **boxes("starts_on", today_in_london()),
    } | changes


def let(region, by, what=PostKind.DASS, **facts):
    """Let the same person in, without the form."""
    council = facts.pop("council", None) or (an_authority(region=region) if what in PostKind.values else None)
    given = {"name": "Maya Grant", "email": "maya.grant@example.org", "starts_on": today_in_london()} | facts
    return let_in(region, what=what, council=council, by=by, **given)


def access_of(person, region):
    found = people_of(region).filter(pk=person.pk).first()
    return found and found.access


def link_in(message):
    """The secret part of the link in an invitation."""
    return message.context["link"].rstrip("/").rsplit("/", 1)[-1]
