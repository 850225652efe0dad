"""Keeping what somebody writes: by a button, or by the page itself while they write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from assessments.forms.writing import WritingForm
from assessments.models import Answer, RiskItem
from assessments.saving import save_words
from assessments.scales import scales_of
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from peerchallenge.ui.wording import clock

Row = Answer | RiskItem
Find = Callable[..., Row]


@dataclass
class Attempt:
    """Somebody sent a form. Its words are kept, unless somebody else was first or the form is signed off."""

    row: Row
    form: WritingForm
    stale: Stale | None = None
    refused: str = ""


def try_to_keep(request: HttpRequest, find: Find, form_class: type[WritingForm], save: Callable[..., Any]) -> Attempt:
    """Save a form that was sent by a button, also where something is missing: its words are kept all the same."""
    with transaction.atomic():
        row = find(for_writing=True)
        form = form_class(request.POST, row, scales_of(row.assessment.edition))
        form.is_valid()
        attempt = Attempt(row, form)
        if form.can_be_kept:
            try:
                save(row, form.words, complete=form.is_completed, seen=form.seen, by=request.user)
            except Stale as stale:
                attempt.stale = stale
            except Refused as refusal:
                attempt.refused = str(refusal)
            else:
                form.now_at(row.version)
    return attempt


def keep_draft(request: HttpRequest, find: Find, form_class: type[WritingForm]) -> JsonResponse:
    """Save what a page sends while somebody writes. Nothing is checked, and nothing becomes completed by it."""
    try:
        with transaction.atomic():
            row = find(for_writing=True)
            form = form_class(request.POST, row, scales_of(row.assessment.edition))
            form.is_valid()
            if not form.can_be_kept:
                return not_kept(first_fault(form), status=400)
            complete = row.is_complete and form.is_completed
            save_words(row, form.words, complete=complete, seen=form.seen, by=request.user)
    except Refused as refusal:
        return not_kept(str(refusal))
    except Stale as stale:
        texts = {name: getattr(stale.theirs, name) for name in texts_of(form)}
        return kept_by_another(request, stale.last_saved, stale.theirs.version, texts)
    return kept(row.version, row.saved_at)


def kept(version: int, saved_at: Any) -> JsonResponse:
    says = f"Saved at {clock(saved_at)}" if saved_at else ""
    return JsonResponse({"version": version, "saved_at": saved_at, "says": says})


def not_kept(why: str, status: int = 403) -> JsonResponse:
    return JsonResponse({"says": f"Not saved. {why}"}, status=status)


def first_fault(form: WritingForm) -> str:
    return f"{next(iter(form.errors.values()))[0]}."


def kept_by_another(request: HttpRequest, saved: Any, version: int, texts: dict[str, str]) -> JsonResponse:
    """Somebody else was first: who, when, and their words."""
    who = "You have" if saved and saved.by == request.user else f"{saved.by if saved else 'Somebody'} has"
    when = f" at {clock(saved.at)}" if saved else ""
    says = f"Not saved. {who} saved other words here{when}."
    return JsonResponse({"version": version, "theirs": texts, "says": says}, status=409)


def texts_of(form: WritingForm) -> list[str]:
    return [name for name in form.kept if hasattr(form.fields[name].widget, "max_words")]


def both_texts(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The page with what both people wrote and chose, for the person who came second."""
    form, theirs, saved = attempt.form, attempt.stale.theirs, attempt.stale.last_saved
    texts, chosen = texts_of(form), [name for name in form.words if name not in texts_of(form)]
    differ = [name for name in chosen if form.words[name] != getattr(theirs, name)]
    same = {name: str(form[name].data or "") for name in (*chosen, "completed") if name not in differ}
    return conflict_page(
        request,
        mine={name: form.words[name] for name in texts},
        theirs={name: getattr(theirs, name) for name in texts},
        their_name=str(saved.by) if saved else "Somebody",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=theirs.version,
        labels={name: form.fields[name].label for name in texts},
        choices=[_two_choices(attempt, name) for name in differ],
        carry=same | {"then": "stay"},
        device=request.path,
    )


def _two_choices(attempt: Attempt, name: str) -> dict[str, Any]:
    """What each of two people chose: the code that a form sends, and the words."""
    scale = scales_of(attempt.row.assessment.edition).get(name, {})
    mine, theirs = (str(value or "") for value in (attempt.form.words[name], getattr(attempt.stale.theirs, name)))
    words = {code: scale.get(code) or "Nothing chosen" for code in (mine, theirs)}
    label = attempt.form.fields[name].label
    return {"name": name, "label": label, "mine": (mine, words[mine]), "theirs": (theirs, words[theirs])}
