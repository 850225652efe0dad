"""How the team lead answers the points of the host."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from reports.accuracy import last_saved, paragraph_of
from reports.actions import agreement as actions
from reports.forms.accuracy import AnswerForm
from reports.models import Answer, Point
from reviews.views.practice_frame import names_to_keep_out

from .accuracy_frame import about, accuracy_page, point_of

NOT_CARRIED = ("decision", "version", "text_version", "csrfmiddlewaretoken")


@challenge_view("answer_points", post="answer_points")
def answer(request: HttpRequest, challenge: PeerChallenge, point: str) -> HttpResponse:
    """Answer a point: what is decided, why, and how the paragraph reads then."""
    found = point_of(request, challenge, point)
    form = answer_form(request, challenge, found)
    if form.is_valid():
        try:
            seen = {"seen": form.seen, "seen_text": form.cleaned_data["text_version"]}
            actions.answer_point(found, facts=form.facts, new=form.new, by=request.user, **seen)
        except Stale:
            return _clash(request, found, form)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"The answer to {found.reference} is saved")
            return redirect("accuracy", challenge.slug)
    template = "reports/accuracy/point.html"
    return accuracy_page(request, template, challenge, verb="see_accuracy", form=form, **about(request, found))


def answer_form(request: HttpRequest, challenge: PeerChallenge, found: Point) -> AnswerForm:
    """The answer as it stands, and the paragraph as it reads by now."""
    check = found.check_of_facts
    return AnswerForm(
        request.POST or None,
        draft=check.draft.number,
        paragraph=paragraph_of(found),
        names=names_to_keep_out(request, challenge),
        initial=_as_saved(found),
    )


def _as_saved(found: Point) -> dict[str, object]:
    """What the form of an answer holds, as it is saved by now."""
    check = found.check_of_facts
    given = Answer.objects.filter(point=found).first() or Answer()
    draft = paragraph_of(found)
    words = check.rewordings.filter(paragraph=found.paragraph).first()
    return {
        "decision": given.decision,
        "reason": given.reason,
        "version": given.version,
        "new_heading": words.heading if words else draft.above,
        "new_text": words.text if words else draft.text,
        "text_version": words.version if words else 0,
    }


def _clash(request: HttpRequest, found: Point, form: AnswerForm) -> HttpResponse:
    """Somebody saved the answer or the new words first: both are one text for the person who writes."""
    theirs = _as_saved(found)
    saved, version, text_version = last_saved(found), theirs["version"], theirs["text_version"]
    carry = {name: value for name, value in request.POST.items() if name not in (*form.texts, *NOT_CARRIED)}
    differing = form.choices_against(theirs)
    if not differing:
        carry["decision"] = form.cleaned_data["decision"]
    return conflict_page(
        request,
        mine={name: form.cleaned_data[name] for name in form.texts},
        theirs={name: theirs[name] for name in form.texts},
        their_name=str(saved.by if saved else "Somebody"),
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=version,
        labels={name: form.fields[name].label for name in form.texts},
        choices=differing,
        carry=carry | {"text_version": str(text_version)},
    )
