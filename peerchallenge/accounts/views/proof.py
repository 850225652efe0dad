"""Showing once more that it is you, for people who have neither a password nor a second factor: a code by e-mail."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.utils import get_login_redirect_url
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peerchallenge.accounts import proof
from peerchallenge.accounts.forms import ProveByCode
from peerchallenge.accounts.rules import before_second_factor
from peerchallenge.ui.pages import page

IN_SESSION = "proof_by_code"
MOST_TRIES = 3


class CodeByMail(AbstractCodeVerificationProcess):
    """One code, sent to the person's own address, good for a few tries and a quarter of an hour."""

    def __init__(self, request: HttpRequest, state: dict):
        super().__init__(MOST_TRIES, settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT, state, request.user)
        self.request = request

    @classmethod
    def begin(cls, request: HttpRequest) -> None:
        process = cls(request, cls.initial_state(request.user))
        process.send()
        process.persist()

    @classmethod
    def resume(cls, request: HttpRequest) -> "CodeByMail | None":
        state = request.session.get(IN_SESSION)
        return cls(request, state).abort_if_invalid() if state else None

    def send(self):
        self.state["code"] = get_adapter().generate_login_code()
        get_adapter().send_mail("account/email/login_code", self.user.email, {"code": self.state["code"]})

    def persist(self):
        self.request.session[IN_SESSION] = self.state

    def abort(self):
        self.request.session.pop(IN_SESSION, None)


@before_second_factor
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, then type it. Whoever has a password or a second factor is led to that instead."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if all(way["url"] != request.path for way in ways):
        return redirect("account_reauthenticate")
    if request.method == "POST" and "send" in request.POST:
        return _send(request)
    process = CodeByMail.resume(request)
    if not process:
        return page(request, "accounts/proof_ask_for_code.html")
    form = ProveByCode(request.POST or None, code=process.code)
    if not form.is_valid():
        if form.is_bound and not process.record_invalid_attempt():
            return page(request, "accounts/proof_ask_for_code.html", too_many=True)
        return page(request, "accounts/proof_by_code.html", form=form)
    process.abort()
    proof.note(request, request.user, "code", reauthenticated=True)
    return redirect(get_login_redirect_url(request))


def _send(request: HttpRequest) -> HttpResponse:
    if not ratelimit.consume(request, action="request_login_code", key=f"proof:{request.user.pk}"):
        return ratelimit.respond_429(request)
    CodeByMail.begin(request)
    return redirect(request.get_full_path())
