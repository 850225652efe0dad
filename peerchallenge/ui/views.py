"""Pages that anybody may read. Their words live in `templates/public/`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from peerchallenge.ui.pages import page
from peerchallenge.ui.rules import public

HOME = ("Home", "/")
ABOUT = ("About peer challenge", "/about/")


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return page(request, "public/about.html", crumbs=[HOME])


@public
@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    return page(request, "public/how_it_works.html", crumbs=[HOME, ABOUT])


@public
@require_safe
def taking_part(request: HttpRequest) -> HttpResponse:
    return page(request, "public/taking_part.html", crumbs=[HOME, ABOUT])


@public
@require_safe
def experts_by_experience(request: HttpRequest) -> HttpResponse:
    return page(request, "public/experts_by_experience.html", crumbs=[HOME, ABOUT])


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return page(request, "public/help.html", crumbs=[HOME], offices=regional_offices())


@public
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return page(request, "public/contact.html", crumbs=[HOME], offices=regional_offices())


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return page(request, "public/privacy.html", crumbs=[HOME])


@public
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    names = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "writer_cookie": settings.WRITER_COOKIE_NAME,
    }
    return page(request, "public/cookies.html", crumbs=[HOME], **names)


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "public/accessibility.html", crumbs=[HOME], offices=regional_offices())


def regional_offices() -> list[dict[str, str]]:
    """Name, e-mail and phone of each office. The layer that keeps regions is named by REGIONAL_OFFICES."""
    source = getattr(settings, "REGIONAL_OFFICES", "")
    return import_string(source)() if source else []
