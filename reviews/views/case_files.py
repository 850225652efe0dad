"""Case files: the list, one file with what was seen, a reader's own reading, and what the readers agree."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.forms import storable
from reviews.actions import case_files as actions
from reviews.case_files import Comparison, Look, comparison, lines, look_at, own_reading
from reviews.forms.practice import ReadingForm, answers, short
from reviews.models import CaseFile, Reading
from reviews.practice import Tool, review_of, tool_of, visiting

from .practice_frame import Crumbs, names_to_keep_out, practice_page
from .sample import case_file_or_404, described

WHOLE = ("overall", "praise", "ask_about")


def _under_files(challenge: PeerChallenge, file: CaseFile | None = None) -> Crumbs:
    crumbs = [("Case files", reverse("case-files", args=[challenge.slug]))]
    if file:
        crumbs.append((file.reference, reverse("case-file", args=[challenge.slug, file.reference])))
    return crumbs


@challenge_view("see_readings")
def case_files(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The picked files: how far each reader is, and where they have to talk."""
    review = review_of(challenge)
    readers = [member.person for member in visiting(challenge)]
    shown = lines(review, readers, request.user)
    tool = tool_of(review)
    return practice_page(
        request,
        "reviews/practice/case_files.html",
        challenge,
        verb="see_readings",
        readers=readers,
        rows=[{"line": line, "theme": tool.words("theme", line.file.theme)} for line in shown],
        read=sum(line.is_open for line in shown),
        criteria=len(tool.criteria),
    )


@challenge_view("see_readings")
def case_file(request: HttpRequest, challenge: PeerChallenge, case_file: str) -> HttpResponse:
    """One file: both readings side by side and what was agreed, or nothing of them while readers are still blind."""
    file = case_file_or_404(challenge, case_file)
    tool, compared = tool_of(file.review), comparison(file, request.user)
    return practice_page(
        request,
        "reviews/practice/case_file.html",
        challenge,
        verb="see_readings",
        above=_under_files(challenge),
        file=file,
        about=described(file, tool) if request.standing.may("see_case_files") else "",
        compared=compared,
        rows=_rows(compared, tool),
        whole=_whole(compared, tool),
        mine=own_reading(file, request.user) if request.standing.may("read_case_files") else None,
    )


def _rows(compared: Comparison | None, tool: Tool) -> list[dict[str, Any]]:
    if not compared:
        return []
    return [
        {"section": section, "rows": [compared.row(criterion, tool) for criterion in section.questions.all()]}
        for section in tool.sections
    ]


def _whole(compared: Comparison | None, tool: Tool) -> list[dict[str, Any]]:
    """What each reading says about the file as a whole."""
    if not compared:
        return []
    looks = [*compared.looks, *([compared.agreed] if compared.agreed else [])]
    return [
        {"who": look.who, "overall": tool.words("rating", look.reading.overall), "reading": look.reading}
        for look in looks
    ]


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


def _reading_page(
    request: HttpRequest,
    challenge: PeerChallenge,
    file: CaseFile,
    look: Look,
    *,
    action: Any,
    compared: Comparison | None = None,
) -> HttpResponse:
    """The form of a reading: saved to come back to, or finished. A clash shows both, one's own in the form."""
    tool, finish = tool_of(file.review), "finish" in request.POST
    form = ReadingForm(
        request.POST or None,
        tool=tool,
        finishing=finish,
        names=names_to_keep_out(request, challenge),
        initial=_initial(look, compared, tool),
    )
    clash = None
    if form.is_valid():
        what = actions.Seen(form.ratings, *(form.cleaned_data[name] for name in WHOLE))
        try:
            action(file, what=what, finish=finish, seen=form.cleaned_data["version"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Stale as stale:
            clash = _Clash(stale, form.against(look_at(stale.theirs)))
            form = _with_newest_version(form, stale.theirs.version, finish)
        else:
            return _saved(request, challenge, file, finish)
    return _show(request, challenge, file, form, compared, clash)


@dataclass(frozen=True)
class _Clash:
    """Somebody saved first: who, and where their answers and one's own differ."""

    stale: Stale
    differences: list[dict[str, str]]


def _initial(look: Look, compared: Comparison | None, tool: Tool) -> dict[str, Any]:
    """What the form begins with: what was saved, and for an agreement nobody has begun what all chose alike."""
    initial = answers(look, tool)
    if compared and not compared.agreed:
        for criterion in tool.criteria:
            initial[short(criterion.code)] = compared.same.get(criterion.pk, "")
        overall = {other.reading.overall for other in compared.looks}
        initial["overall"] = overall.pop() if len(overall) == 1 else ""
    return initial


def _with_newest_version(form: ReadingForm, version: int, finish: bool) -> ReadingForm:
    """The same answers once more, to be saved over what is there now."""
    data = form.data.copy()
    data["version"] = version
    return ReadingForm(data, tool=form.tool, finishing=finish, names=form.names)


def _saved(request: HttpRequest, challenge: PeerChallenge, file: CaseFile, finish: bool) -> HttpResponse:
    """On to the next section, to the comparison once two have finished, else back to the list."""
    if (section := storable(request.POST.get("go_on", ""))) and not finish:
        return redirect(f"{request.path}?{urlencode({'at': section})}#{quote(section)}")
    if finish and CaseFile.objects.read_by_both().filter(pk=file.pk).exists():
        messages.success(request, f"Saved. Two readers have finished {file.reference}: here is what was seen.")
        return redirect("case-file", challenge.slug, file.reference)
    done, later = f"{file.reference} is finished.", f"Saved. You can come back to {file.reference}."
    messages.success(request, done if finish else later)
    return redirect("case-files", challenge.slug)


def _show(
    request: HttpRequest,
    challenge: PeerChallenge,
    file: CaseFile,
    form: ReadingForm,
    compared: Comparison | None,
    clash: _Clash | None,
) -> HttpResponse:
    saved = clash.stale.last_saved if clash else None
    return practice_page(
        request,
        "reviews/practice/agreement.html" if compared else "reviews/practice/reading.html",
        challenge,
        verb="rate_case_files" if compared else "read_case_files",
        above=_under_files(challenge, file),
        status=409 if clash else 200,
        file=file,
        about=described(file, form.tool),
        form=form,
        sections=[_with_looks(part, compared, form.tool) for part in form.by_section],
        whole=_whole(compared, form.tool) if compared else [],
        clash=clash,
        their_name=str(saved.by) if saved else "Somebody",
        their_time=saved.at if saved else None,
        at=request.GET.get("at", ""),
    )


def _with_looks(part: dict[str, Any], compared: Comparison | None, tool: Tool) -> dict[str, Any]:
    """A section of the form, for an agreement with what each reader saw."""
    if compared:
        for one in part["criteria"]:
            one["row"] = compared.row(one["criterion"], tool)
    return part
