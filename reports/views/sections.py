"""The report as the team writes it: all sections with how far they are, and one section."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.holders import TEAM_OF_VISIT
from cycles.models import PeerChallenge, Stage, TeamMember
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.revisions import Stale
from reports.actions import sections as actions
from reports.assembling import KIND_OF_FINDING, Material, all_paragraphs, made_of, words_in, written_in
from reports.forms.report import SectionForm, WriterForm
from reports.models import Part, ReportSection, ReportVersion, SecondLook
from reports.parts import WRITTEN, help_of
from reports.readiness import unmet_to_send, worth_a_look
from reviews.standing_in import is_team_lead
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .frame import FRONT, report_page
from .versions import versions_of

FROM_FINDINGS = (Part.STRENGTHS, Part.CONSIDER, Part.RECOMMENDATIONS)


@challenge_view("see_report")
def report(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For the team: every section and what is missing. For everybody: the copies that were given out."""
    copies = list(versions_of(challenge, request.standing))
    if not request.standing.may("see_draft"):
        return report_page(request, FRONT, challenge, verb="see_report", copies=copies)
    material = Material(challenge)
    is_drafting = challenge.stage == Stage.DRAFTING
    return report_page(
        request,
        FRONT,
        challenge,
        verb="see_draft",
        copies=copies,
        rows=list(_rows(material)),
        words=words_in(all_paragraphs(material.content)),
        thin=material.thin,
        is_drafting=is_drafting,
        missing=unmet_to_send(material, request.user) if is_drafting else (),
        to_consider=worth_a_look(material) if is_drafting else (),
        looks=_looks(material, copies) if is_drafting else (),
    )


def _looks(material: Material, copies: Sequence[ReportVersion]) -> list[tuple[SecondLook, bool]]:
    """Who has read the draft since the last copy was given out, and whether a word was changed after that."""
    last = copies[0].made_at if copies else None
    return [(look, look.digest != material.digest) for look in material.looks if not last or look.looked_at > last]


def _rows(material: Material):
    """Each section with how far it is. What is made is complete by itself."""
    for section in material.content["sections"]:
        part, paragraphs = Part(section["part"]), section["paragraphs"]
        row = material.sections[part]
        yield {
            "section": row,
            "is_written": part in WRITTEN,
            "status": "completed" if row.is_done else "in_progress" if row.text or row.owner_id else "not_started",
            "words": words_in(paragraphs),
        }


@challenge_view("see_draft", post="write_report")
def section(request: HttpRequest, challenge: PeerChallenge, part: Part) -> HttpResponse:
    """One section: its text, who writes it, and what is made from findings and the timetable."""
    material = Material(challenge)
    row = material.sections[part]
    is_text, may_write = "text" in request.POST, part in WRITTEN and request.standing.may("write_report")
    if request.method == "POST" and part not in WRITTEN:
        raise PermissionDenied(actions.NOT_WRITTEN)
    if request.method == "POST" and not is_text:
        return _name_writer(request, challenge, part)
    initial = {"text": row.text, "is_done": row.is_done, "version": row.version}
    form = SectionForm(request.POST if is_text else None, initial=initial, names=names_to_keep_out(request, challenge))
    if form.is_valid() and (answer := _save(request, challenge, part, form)):
        return answer
    return report_page(
        request,
        "reports/section.html",
        challenge,
        verb="see_draft",
        section=row,
        help=help_of(part),
        form=form if may_write else None,
        writer_form=_writer_form(request, challenge, row) if may_write else None,
        paragraphs=written_in(material, part),
        made=made_of(material, part),
        from_findings=part in FROM_FINDINGS,
        is_drafting=challenge.stage == Stage.DRAFTING,
        thin=[finding for finding in material.thin if finding.kind == KIND_OF_FINDING.get(part)],
    )


def _save(request: HttpRequest, challenge: PeerChallenge, part: Part, form: SectionForm) -> HttpResponse | None:
    try:
        actions.write_section(challenge, part=part, seen=form.seen, by=request.user, **form.facts)
    except Stale as stale:
        return clash_page(request, stale, form, {"text": stale.theirs.text})
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"“{part.label}” is saved")
    if form.cleaned_data["is_done"]:
        return redirect("report", challenge.slug)
    return redirect("report-section", challenge.slug, part)


def _writer_form(request: HttpRequest, challenge: PeerChallenge, row: ReportSection) -> WriterForm | None:
    """The team lead names anybody who was on site. The others take a section, or give it back."""
    if not is_team_lead(challenge, request.user):
        return None
    data = request.POST if "name" in request.POST else None
    return WriterForm(data, people=_writers(challenge), initial={"writer": row.owner_id})


def _writers(challenge: PeerChallenge):
    members = TeamMember.objects.current().filter(challenge=challenge, role__in=TEAM_OF_VISIT)
    return Person.everybody.filter(pk__in=members.values("person")).order_by("name")


def _name_writer(request: HttpRequest, challenge: PeerChallenge, part: Part) -> HttpResponse:
    form = WriterForm(request.POST, people=_writers(challenge))
    buttons = {"take": request.user, "give_back": None}
    if "name" in request.POST and form.is_valid():
        buttons["name"] = form.cleaned_data["writer"]
    for writer in [writer for button, writer in buttons.items() if button in request.POST]:
        try:
            actions.name_writer(challenge, part=part, writer=writer, by=request.user)
            messages.success(request, "Saved")
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return redirect("report-section", challenge.slug, part)
