"""The timetable as a calendar file. It names kinds of people and rooms, never a participant."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from cycles.models import PeerChallenge

from .timetable import Planned


def calendar_of(challenge: PeerChallenge, planned: Iterable[Planned]) -> bytes:
    """One event for each session on a day of the visit. An event keeps its identity when the session moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Peer challenge//EN")
    calendar.add("version", "2.0")
    for one in planned:
        session = one.session
        event = Event()
        event.add("uid", f"session-{session.pk}@{settings.BASE_URL.partition('//')[2]}")
        event.add("dtstamp", timezone.now())
        event.add("sequence", session.version)
        event.add("dtstart", session.begins)
        event.add("dtend", session.ends)
        event.add("summary", f"{challenge.host}: {session.reference} {session.get_kind_display()}")
        event.add("location", session.place or session.link)
        event.add("url", settings.BASE_URL + reverse("session", args=[challenge.slug, session.reference]))
        calendar.add_component(event)
    return calendar.to_ical()
