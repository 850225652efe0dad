"""What somebody was sending when their session had ended, so that no sign-in ever costs a text.

It lies sealed in the sign-in form, then in the session that is signing in, and opens for its author only.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from peerchallenge.ui import labels
from peerchallenge.ui.forms import storable

from .sealing import Broken, seal, unseal

FIELD = "kept_text"  # in forms: sealed text on its way into the session, or the sign that it is being sent again
IN_SESSION, SHOWN = "kept_text", "kept_text_shown"
LONGEST = 200_000  # characters
NEVER_KEPT = re.compile(r"password|csrfmiddlewaretoken|credential|^kept_text$", re.IGNORECASE)
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_signer = Signer(salt="peerchallenge.accounts.writer")


@dataclass(frozen=True)
class Kept:
    """One form as it was sent: where to, by whom, what it said. Files are named, not kept."""

    writer: int
    path: str
    fields: list[list[str]]
    files: list[str]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What a person would call text. The rest goes along unseen: choices, numbers, the version of the page."""
        asked = labels.read(next((text for name, text in self.fields if name == labels.FIELD), ""))
        written = [(name, text) for name, text in self.fields if name != labels.FIELD and re.search(r"\S\s+\S", text)]
        return [(asked.get(name) or labels.name_in_words(name), text) for name, text in written]


def sealed_for(request: HttpRequest, writer: int | None) -> str:
    """This form, sealed for its writer; nothing if it has no known writer, is too long, or is not a form."""
    if writer is None or request.content_type not in FORM_TYPES:
        return ""
    fields = [
        [name, storable(value)]
        for name, values in request.POST.lists()
        if not NEVER_KEPT.search(name)
        for value in values
    ]
    files = [file.name for file in request.FILES.values()]
    text = json.dumps({"writer": writer, "path": request.get_full_path(), "fields": fields, "files": files})
    return seal("kept text", text) if len(text) <= LONGEST else ""


def opened(sealed: str) -> Kept | None:
    with suppress(Broken):
        return Kept(**json.loads(unseal("kept text", sealed, not_older_than=settings.SESSION_LONGEST)))
    return None


def keep(request: HttpRequest) -> None:
    """Keep what a signed-in person was sending while they are asked for something else first."""
    if sealed := sealed_for(request, request.user.pk):
        put(request, sealed)


def put(request: HttpRequest, sealed: str) -> None:
    """Move sealed text into the session. What we did not seal is not stored."""
    if opened(sealed):
        request.session[IN_SESSION] = sealed
        request.session.pop(SHOWN, None)


def waiting(request: HttpRequest) -> Kept | None:
    """What is kept for the person who is signed in now. Somebody else's text does not exist for them."""
    kept = opened(request.session.get(IN_SESSION, ""))
    return kept if kept and kept.writer == request.user.pk else None


def forget(request: HttpRequest) -> None:
    request.session.pop(IN_SESSION, None)
    request.session.pop(SHOWN, None)


# --- Who wrote it ----------------------------------------------------------------------------------------------------
# The session that knew is gone. A signed cookie names whoever signed in last in this browser. A form that passes the
# check against forged forms was made since then, because that check's own secret changes at every sign-in.


def writer_of(request: HttpRequest) -> int | None:
    with suppress(BadSignature, ValueError):
        return int(_signer.unsign(request.COOKIES.get(settings.WRITER_COOKIE_NAME, "")))
    return None


def remember_writer(request: HttpRequest, response: HttpResponse) -> None:
    """Name the signed-in person in the cookie, unless it does so already."""
    number = request.session.get(SESSION_KEY) if request.session.session_key else None
    if not number:
        return
    value = _signer.sign(number)
    if request.COOKIES.get(settings.WRITER_COOKIE_NAME) != value:
        response.set_cookie(
            settings.WRITER_COOKIE_NAME,
            value,
            max_age=settings.WRITER_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
