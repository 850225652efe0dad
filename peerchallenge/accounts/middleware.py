"""The doors of every request: sessions end, private pages ask to sign in, every page names its rule, and people with
wide access prove a second factor."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404

from peerchallenge.ui.rules import PUBLIC

from . import kept_text, second_factor, sessions
from .proof import redirect_with_next, way_back
from .views.kept_text import sign_in_to_go_on


class SessionsEnd:
    """A session lasts seven days at most. Whose it is, is remembered for the text they may be sending when it ends."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sessions.keep_or_end(request)
        response = self.get_response(request)
        kept_text.remember_writer(request, response)
        return response


class SignedInUnlessPublic(LoginRequiredMiddleware):
    """Django's own middleware: a page is private unless it is declared public. What was being sent is not lost."""

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST" and kept_text.FIELD in request.POST and request.user.is_authenticated:
            kept_text.forget(request)  # it is being sent again, so the page it was meant for has it now
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request, view):
        if request.method == "POST":
            return sign_in_to_go_on(request)
        return super().handle_no_permission(request, view)


class RuleRequired:
    """A page that names no rule does not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "rule", None):
            raise Http404("This page names no rule.")


class SecondFactorRequired:
    """People with wide access set up a second factor, and use it, before they see anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        for_all = view.rule == PUBLIC and not getattr(view, "own_when_signed_in", False)
        open_before = for_all or getattr(view, "before_second_factor", False)
        if open_before or not request.user.is_authenticated or second_factor.is_settled(request):
            return None
        return redirect_with_next(second_factor.next_step(request.user), way_back(request))
