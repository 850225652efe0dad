"""allauth's pages of the way in, where we add something to them."""

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peerchallenge.accounts import kept_text


class AskForCode(allauth.RequestLoginCodeView):
    """Ask for a code by e-mail. The work done is the same whether or not anybody has this address."""

    def form_valid(self, form):
        if form._user is None:
            get_adapter().send_mail("account/email/unknown_account", form.cleaned_data["email"], {})
        return super().form_valid(form)


def ask_for_code(request: HttpRequest) -> HttpResponse:
    """A form that came too late may bring its text here, together with the fields of the sign-in page."""
    if request.method == "POST" and request.POST.get(kept_text.FIELD) and "email" not in request.POST:
        return redirect("account_request_login_code")
    return AskForCode.as_view()(request)
