"""Pages for when something does not work. They say what happened, what is safe and what to do next."""

import sys

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

from peerchallenge.ui import labels
from peerchallenge.ui.forms import storable
from peerchallenge.ui.pages import page
from peerchallenge.ui.widgets import DATE_PARTS

# Shown back to the person, so nothing that lets somebody in.
_SECRETS = ("password", "token", "code", "otp", "secret")
_MACHINERY = ("version", "key", "next", "csrfmiddlewaretoken", labels.FIELD)
_MOST_FIELDS = 60
_LAST_RESORT = (
    "<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'>"
    "<title>Sorry, this page does not work</title></head>"
    "<body><main><h1>Sorry, this page does not work</h1>"
    "<p>Wait a minute, then try again.</p></main></body></html>"
)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Yours, but not now or not for this. The reason is the sentence the refusing rule gave."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return page(request, "errors/403.html", status=403, reason=reason, kept=_given_back(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, not yet, or not this person's. The page does not say which: it is the same at every address."""
    request.is_nowhere = True
    return page(request, "errors/404.html", status=404, kept=_given_back(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something arrived that we do not accept, such as far too much text."""
    return _standing_alone("errors/400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that is away for a moment. Needs no database, session or signed-in person."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return closed_for_work(request)
    return _standing_alone("errors/500.html", 500, number=getattr(request, "number", ""))


def closed_for_work(request: HttpRequest, back_at: str = "") -> HttpResponse:
    """The service is being looked after and answers nothing else for a while."""
    response = _standing_alone("errors/503.html", 503, back_at=back_at)
    response["Retry-After"] = "600"
    return response


def _standing_alone(template: str, status: int, **context: str) -> HttpResponse:
    try:
        style = static("build/app.css")
    except ValueError:  # the list of static files is missing: a page without colours is better than none
        style = ""
    try:
        return HttpResponse(render_to_string(template, {"style": style, **context}), status=status)
    except Exception:  # nothing below this page catches a fault in it
        return HttpResponse(_LAST_RESORT, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or cookies are off. What was written is given back to be copied."""
    return page(request, "errors/form_expired.html", status=403, kept=_kept_texts(request), back_url=request.path)


def _given_back(request: HttpRequest) -> list[dict[str, str]]:
    """What a signed-in person wrote, when the page that they sent it to is not open to them any more."""
    writer = getattr(request, "user", None)
    if request.method != "POST" or not (writer and writer.is_authenticated):
        return []
    return [entry for entry in _kept_texts(request) if " " in entry["text"] or "\n" in entry["text"]]


def _kept_texts(request: HttpRequest) -> list[dict[str, str]]:
    """What a person filled in, without secrets and machinery. The three boxes of a date become one line."""
    kept: dict[str, str] = {}
    try:
        posted = list(request.POST.lists())[:_MOST_FIELDS]
    except (OSError, SuspiciousOperation):  # the connection broke, or it is far too much: nothing to give back
        return []
    for name, values in posted:
        plain = name.lower()
        if plain in _MACHINERY or any(secret in plain for secret in _SECRETS):
            continue
        text = storable("\n".join(values)).strip()
        field, _, part = name.rpartition("-")
        if field and part in DATE_PARTS:
            kept[field] = f"{kept.get(field, '')} {text}".strip()
        elif text:
            kept[name] = text
    asked = labels.read(storable(request.POST.get(labels.FIELD, "")))
    written = {name: text for name, text in kept.items() if text and (name in asked or not asked)}
    return [{"label": asked.get(name) or labels.name_in_words(name), "text": text} for name, text in written.items()]
