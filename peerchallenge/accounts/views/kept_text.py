"""The pages that bridge an ended session: sign in to go on, and "We kept what you wrote"."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peerchallenge.accounts import kept_text
from peerchallenge.accounts.forms import SignIn
from peerchallenge.accounts.rules import signed_in
from peerchallenge.ui.pages import page


def sign_in_to_go_on(request: HttpRequest) -> HttpResponse:
    """The sign-in page in answer to a form that came too late, with what was in it sealed inside."""
    kept = kept_text.sealed_for(request, kept_text.writer_of(request))
    return page(
        request,
        "account/login.html",
        status=401,
        form=SignIn(request=request),
        form_action=reverse("account_login"),
        came_too_late=True,
        kept=kept,
        redirect_field_value="" if kept else request.get_full_path(),
    )


def takes_kept_text(view):
    """A page of the way in that moves sealed text from its form into the session that is signing in."""

    @wraps(view)
    def taking(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and request.POST.get(kept_text.FIELD):
            kept_text.put(request, request.POST[kept_text.FIELD])
        return view(request, *args, **kwargs)

    return taking


@signed_in
def kept(request: HttpRequest) -> HttpResponse:
    """What this person was sending when their session had ended, with one button to send it again."""
    if request.method == "POST":
        kept_text.forget(request)
        return redirect("home")
    found = kept_text.waiting(request)
    if not found:
        return redirect("home")
    request.session[kept_text.SHOWN] = True
    return page(request, "accounts/kept_text.html", kept=found, field=kept_text.FIELD)
