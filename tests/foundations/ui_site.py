"""A small site of its own for the tests of pages: one view for each thing that can happen."""

from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import include, path

from peerchallenge.ui import forms
from peerchallenge.ui.pages import conflict_page, page
from peerchallenge.ui.rules import public


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", errors_as="a note", widget=forms.TextArea())


@public
def note(request):
    form = NoteForm(request.POST or None)
    if form.is_valid():
        return HttpResponse("saved")
    return page(request, "form_page.html", title="Write a <note>", form=form, who_can_see="review team")


@public
def refused(request):
    raise PermissionDenied("The report opens when the visit is over.")


@public
def refused_without_words(request):
    raise PermissionDenied


@public
def broken(request):
    raise RuntimeError("a fault of ours")


@public
def two_writers(request):
    return conflict_page(
        request,
        mine="Mine </textarea><script>alert(1)</script>",
        theirs="Theirs <b>bold</b>",
        their_name="Sam Okoro",
        their_time=datetime(2026, 2, 2, 10, 42, tzinfo=UTC),
        keep_url="/note/",
        version=4,
        carry={"rating": "strong"},
    )


@public
def two_writers_of_many_texts(request):
    return conflict_page(
        request,
        mine={"good": "Mine", "same": "Same"},
        theirs={"good": "Theirs", "same": "Same"},
        their_name="Sam Okoro",
        their_time=datetime(2026, 2, 2, 10, 42, tzinfo=UTC),
        keep_url="/note/",
        labels={"good": "What works well"},
    )


def private(request):
    return HttpResponse("private")


private.rule = "signed_in"


@public
def kept_longer(request):
    return HttpResponse("a report", headers={"Cache-Control": "public, max-age=300"})


urlpatterns = [
    path("", include("peerchallenge.ui.urls")),
    path("note/", note),
    path("refused/", refused),
    path("refused-without-words/", refused_without_words),
    path("broken/", broken),
    path("two-writers/", two_writers),
    path("two-writers-of-many-texts/", two_writers_of_many_texts),
    path("private/", private),
    path("kept-longer/", kept_longer),
]
handler400 = "peerchallenge.ui.errors.bad_request"
handler403 = "peerchallenge.ui.errors.forbidden"
handler404 = "peerchallenge.ui.errors.not_found"
handler500 = "peerchallenge.ui.errors.server_error"


def an_office():
    return [{"name": "West Midlands ADASS", "email": "office@example.org", "phone": "0121 496 0123"}]


def only_this_layer(settings):
    """Pages and headers alone: who is let in and what the menu holds is the matter of the layers above."""
    others = ("peerchallenge.accounts", "allauth", "cycles", "whitenoise")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(others)]
    settings.REGIONAL_OFFICES = ""


def text_of(response):
    return response.content.decode()
