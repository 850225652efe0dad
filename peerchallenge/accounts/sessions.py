"""How long somebody stays signed in, which sessions a person has, and ending them."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from .models import Person

BEGAN, REFRESHED = "began_at", "refreshed_at"


def begin(request: HttpRequest) -> None:
    """Note when this session was signed in: it ends a fixed time later, however busy it is."""
    request.session[BEGAN] = request.session[REFRESHED] = time.time()


def keep_or_end(request: HttpRequest) -> None:
    """End a session that has lasted long enough; else keep it alive, with one write an hour at most.

    The database ends an idle one: SESSION_COOKIE_AGE after the last write.
    """
    session = request.session
    if not session.session_key or SESSION_KEY not in session:
        return
    now = time.time()
    if BEGAN not in session:
        begin(request)
    elif now - session[BEGAN] > settings.SESSION_LONGEST.total_seconds():
        logout(request)
    elif now - session[REFRESHED] > settings.SESSION_REFRESHED_EVERY.total_seconds():
        session[REFRESHED] = now


def end_sessions(person: Person) -> None:
    """Sign this person out everywhere, now: also where they are only halfway through signing in."""
    keys = [row.session_key for row in _living().iterator() if person.pk in _people_in(row.get_decoded())]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()


def end_session(person: Person, number: int) -> bool:
    """End one session of this person, named by the number of its row. False when it is not theirs."""
    row = UserSession.objects.filter(user=person, pk=number).first()
    if row:
        row.end()
    return bool(row)


def end_other_sessions(person: Person, *, but: str) -> None:
    """End every session of this person except the one with this key."""
    for row in UserSession.objects.filter(user=person).exclude(session_key=but):
        row.end()


def clear_ended() -> None:
    """Remove sessions that ended a day ago, with whatever text waited in them. Part of the timetable of jobs."""
    long_ago = timezone.now() - timedelta(days=1)
    if Session.objects.filter(expire_date__lt=long_ago).exists():
        Session.objects.filter(expire_date__lt=long_ago).delete()
        UserSession.objects.filter(~Exists(Session.objects.filter(session_key=OuterRef("session_key")))).delete()


@dataclass(frozen=True)
class Place:
    """Somewhere a person is signed in."""

    number: int
    browser: str
    address: str
    since: datetime
    is_this_one: bool


def places(person: Person, *, this: str | None) -> list[Place]:
    """Where this person is signed in, this browser first. Ended sessions are left out, in one query for all."""
    living = Exists(_living().filter(session_key=OuterRef("session_key")))
    rows = UserSession.objects.filter(living, user=person).order_by("-created_at")
    found = [
        Place(row.pk, browser_words(row.user_agent), row.ip, row.created_at, row.session_key == this) for row in rows
    ]
    return sorted(found, key=lambda place: not place.is_this_one)


# What to look for in what a browser says of itself, and its name; the first that fits.
_BROWSERS = {
    "Edg": "Edge",
    "OPR|Opera": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox|FxiOS": "Firefox",
    "Chrome|CriOS": "Chrome",
    "Safari": "Safari",
}
_DEVICES = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "a Mac",
    "Linux|X11": "Linux",
}


def browser_words(user_agent: str) -> str:
    """`Firefox on Windows`: enough for a person to know which of their devices it is."""
    browser = next((name for signs, name in _BROWSERS.items() if re.search(signs, user_agent)), "Another browser")
    device = next((name for signs, name in _DEVICES.items() if re.search(signs, user_agent)), "")
    return f"{browser} on {device}" if device else browser


def _living():
    return Session.objects.filter(expire_date__gt=timezone.now())


def _people_in(data: dict) -> Iterator[int]:
    """Whose session this is, and who was signing in with it."""
    if number := data.get(SESSION_KEY):
        yield int(number)
    halfway = data.get(LOGIN_SESSION_KEY)
    if isinstance(halfway, dict) and halfway.get("user_pk"):
        yield url_str_to_user_pk(halfway["user_pk"])
