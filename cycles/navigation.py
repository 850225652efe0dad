"""Where a person may go from anywhere, and which region's name stands on the page."""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from peerchallenge.accounts.models import Person
from peerchallenge.workdays import today_in_london

from .models import Region
from .region_policy import RegionStanding


class Navigation:
    """Middleware that gives each request its menu, worked out only when a page prints it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        places = SimpleLazyObject(lambda: _places(request))
        request.places = places
        request.navigation = lambda: menu(request, places)
        request.region_name = SimpleLazyObject(lambda: places["name"])
        return self.get_response(request)


def menu(request: HttpRequest, places: dict) -> list[dict]:
    """Home, challenges and public reports for everybody who is signed in, and more for those who plan or direct."""
    if not request.user.is_authenticated:
        return []
    links = [("/", "Home"), ("/challenges/", "Challenges")]
    if places["office"] or places["directs"]:
        links.append(("/cycles/", "Cycles"))
    if places["office"]:
        links.append(("/settings/", "Settings"))
    links.append(("/reports/", "Reports"))
    here = request.path
    return [
        {"text": text, "url": url, "current": here == url if url == "/" else here.startswith(url)}
        for url, text in links
    ]


def _places(request: HttpRequest) -> dict:
    """Whether this person works in a regional office or leads at a council, and their region if it is only one."""
    if not request.user.is_authenticated:
        return {"office": False, "administers": False, "directs": False, "name": ""}
    marked = _standings(request.user.pk, today_in_london()).all()
    mine = [row for row in marked if any(row[role.name] for role in RegionStanding)]
    return {
        "office": any(row[mark] for row in mine for mark in ("RL", "RC", "SA")),
        "administers": any(row["SA"] for row in mine),
        "directs": any(row[mark] for row in mine for mark in ("DASS", "PSW")),
        "name": mine[0]["name"] if len(mine) == 1 else "",
    }


@lru_cache(maxsize=128)
def _standings(person_id: int, today: date) -> QuerySet:
    """Every region, with the standings of this person there today. Kept for the same reason as `as_seen_by`."""
    marks = {role.name: role.held_by(Person(pk=person_id)) for role in RegionStanding}
    return Region.objects.annotate(**marks).values("name", *marks)
