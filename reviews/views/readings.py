"""Reading a case file: a reader's own reading, alone and blind, and what the readers agree together."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.forms import storable
from peerchallenge.ui.wording import clock
from reviews.actions import case_files as actions
from reviews.case_files import Comparison, Look, comparison, look_at, own_reading
from reviews.forms.practice import ReadingForm, answers, short
from reviews.models import CaseFile, Reading
from reviews.practice import Tool, names_of_host, tool_of

from .case_files import under_files, whole
from .practice_frame import clash_page, names_to_keep_out, practice_page
from .sample import case_file_or_404, described

WHOLE = ("overall", "praise", "ask_about")


@challenge_view("read_case_files", post="read_case_files")
def reading(request: HttpRequest, challenge: PeerChallenge, case_file: str) -> HttpResponse:
    """A reader's own reading, blind. Once two have finished it is fixed."""
    file = case_file_or_404(challenge, case_file)
    if file.both_read_at and request.method != "POST":
        return redirect("case-file", challenge.slug, file.reference)
    mine = own_reading(file, request.user)
    return _reading_page(request, challenge, file, look_at(mine), action=actions.save_reading)


@challenge_view("rate_case_files", post="rate_case_files")
def agreement(request: HttpRequest, challenge: PeerChallenge, case_file: str) -> HttpResponse:
    """What the readers agree, with what each of them saw beside it."""
    file = case_file_or_404(challenge, case_file)
    compared = comparison(file, request.user)
    if not compared:
        messages.error(request, "Two readers must finish this case file first.")
        return redirect("case-file", challenge.slug, file.reference)
    look = compared.agreed or Look("Agreed", Reading(case_file=file))
    return _reading_page(request, challenge, file, look, action=actions.agree, compared=compared)


@challenge_view("read_case_files", post="read_case_files")
def draft(request: HttpRequest, challenge: PeerChallenge, case_file: str) -> HttpResponse:
    """What the page of a reading sends by itself while somebody writes: saved as it is, finished or not."""
    file = case_file_or_404(challenge, case_file)
    if request.method != "POST":
        return redirect("case-file-reading", challenge.slug, file.reference)
    form = ReadingForm(request.POST, tool=tool_of(file.review), names=names_of_host(challenge))
    if not form.is_valid():
        return _not_kept(next(iter(form.errors.values()))[0], status=400)
    try:
        saved = actions.save_reading(file, what=_what(form), finish=None, seen=form.seen, by=request.user)
    except Refused as refusal:
        return _not_kept(str(refusal), status=409)
    except Stale as stale:
        return _not_kept("You have saved other answers elsewhere.", status=409, version=stale.theirs.version)
    return JsonResponse({"version": saved.version, "says": f"Saved at {clock(timezone.now())}"})


def _not_kept(why: str, *, status: int, **more: int) -> JsonResponse:
    return JsonResponse({"says": f"Not saved. {why.rstrip('.')}.", **more}, status=status)


def _what(form: ReadingForm) -> actions.Seen:
    return actions.Seen(form.ratings, *(form.cleaned_data[name] for name in WHOLE))


def _reading_page(
    request: HttpRequest,
    challenge: PeerChallenge,
    file: CaseFile,
    look: Look,
    *,
    action: Callable[..., Reading],
    compared: Comparison | None = None,
) -> HttpResponse:
    """The form of a reading: saved to come back to, or finished. A clash shows both."""
    tool, finish = tool_of(file.review), "finish" in request.POST
    form = ReadingForm(
        request.POST or None,
        tool=tool,
        finishing=finish,
        names=names_to_keep_out(request, challenge),
        initial=_initial(look, compared, tool),
    )
    if form.is_valid():
        try:
            action(file, what=_what(form), finish=finish, seen=form.seen, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Stale as stale:
            theirs = answers(look_at(stale.theirs), tool)
            return clash_page(request, stale, form, theirs, device=request.path)
        else:
            return _saved(request, challenge, file, finish)
    return _show(request, challenge, file, form, compared)


def _initial(look: Look, compared: Comparison | None, tool: Tool) -> dict[str, Any]:
    """What the form begins with: what was saved, and for an agreement nobody has begun what all chose alike."""
    initial = answers(look, tool)
    if compared and not compared.agreed:
        for criterion in tool.criteria:
            initial[short(criterion.code)] = compared.same.get(criterion.pk, "")
        overall = {other.reading.overall for other in compared.looks}
        initial["overall"] = overall.pop() if len(overall) == 1 else ""
    return initial


def _saved(request: HttpRequest, challenge: PeerChallenge, file: CaseFile, finish: bool) -> HttpResponse:
    """On to the next section, to the comparison once two have finished, else back to the list."""
    if (section := storable(request.POST.get("go_on", ""))) and not finish:
        return redirect(f"{request.path}?{urlencode({'at': section})}#{quote(section)}")
    done, page, where = f"Saved. You can come back to {file.reference}.", "case-files", ()
    if finish:
        done = f"{file.reference} is finished."
        if CaseFile.objects.read_by_both().filter(pk=file.pk).exists():
            done, page, where = f"Saved. Two readers have finished {file.reference}.", "case-file", (file.reference,)
    messages.success(request, done, extra_tags=request.path)
    return redirect(page, challenge.slug, *where)


def _show(
    request: HttpRequest, challenge: PeerChallenge, file: CaseFile, form: ReadingForm, compared: Comparison | None
) -> HttpResponse:
    return practice_page(
        request,
        "reviews/practice/agreement.html" if compared else "reviews/practice/reading.html",
        challenge,
        verb="rate_case_files" if compared else "read_case_files",
        above=under_files(challenge, file),
        file=file,
        described=described(file, form.tool),
        form=form,
        sections=[_with_looks(part, compared, form.tool) for part in form.by_section],
        whole=whole(compared, form.tool) if compared else [],
        path=request.path,
        at=request.GET.get("at", ""),
    )


def _with_looks(part: dict[str, Any], compared: Comparison | None, tool: Tool) -> dict[str, Any]:
    """A section of the form, for an agreement with what each reader saw."""
    if compared:
        for one in part["criteria"]:
            one["row"] = compared.row(one["criterion"], tool)
    return part
