"""The cycle: opening it, its hosts, its plan, requests for a challenge."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import region_view
from cycles.actions import planning as actions
from cycles.forms.planning import (
    CycleForm,
    HostsForm,
    MilestoneLineForm,
    councils_outside,
    line_initial,
)
from cycles.models import Cycle, MilestoneTemplate, PeerChallenge, Region
from cycles.overview import lines, months
from cycles.policy import where_user_can
from cycles.refusals import Refused
from cycles.region_policy import CAN_IN_REGION, RegionStanding, regions_where
from cycles.scheduling import DEFAULT_PLAN
from cycles.tracker import step_words
from peerchallenge.accounts.rules import signed_in
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import page
from peerchallenge.workdays import today_in_london

HOME = ("Home", "/")
CYCLES = ("Cycles", "/cycles/")
OFFICE_SEES = "the regional lead and the regional coordinator"


@signed_in
def cycles(request: HttpRequest) -> HttpResponse:
    """The cycles of every region in which this person may see one."""
    shown = Cycle.objects.filter(region__in=regions_where(request.user, "see_cycle")).select_related("region")
    planning = regions_where(request.user, "plan_cycle")
    return page(request, "cycles/planning/list.html", cycles=shown, planning=planning, crumbs=[HOME])


@signed_in
def cycle_new(request: HttpRequest) -> HttpResponse:
    """In which region? Nobody is asked who plans for one region only."""
    regions = list(regions_where(request.user, "plan_cycle"))
    if not regions:
        raise Http404
    if len(regions) == 1:
        return redirect("cycle-new-in-region", regions[0].slug)
    return page(request, "cycles/planning/choose_region.html", regions=regions, crumbs=[HOME, CYCLES])


@region_view("plan_cycle", post="plan_cycle")
def cycle_new_in_region(request: HttpRequest, region: Region) -> HttpResponse:
    """Open a cycle, with a challenge for each council chosen."""
    form = CycleForm(request.POST or None, region=region)
    if form.is_valid():
        try:
            cycle = actions.open_cycle(region, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"The cycle {cycle} is open. Next, offer dates to each council.")
            return redirect(cycle)
    return page(
        request,
        "cycles/planning/new.html",
        form=form,
        region=region,
        plan=[name for _, name, *_ in DEFAULT_PLAN],
        crumbs=[HOME, CYCLES],
        back_url=CYCLES[1],
    )


@region_view("see_cycle")
def cycle(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The cycle: every council and its step; for the regional office also what is next and what is late."""
    today = today_in_london()
    challenges = cycle.challenges.select_related("host", "cycle").for_tracker().in_visit_order()
    office = bool(request.region_standing & CAN_IN_REGION["plan_cycle"].may)
    rows = lines(challenges, today) if office else []
    readable = set(where_user_can(challenges, request.user, "see_challenge").values_list("pk", flat=True))
    known = [] if office else [(found, step_words(found), found.pk in readable) for found in challenges]
    return page(
        request,
        "cycles/planning/cycle.html",
        cycle=cycle,
        office=office,
        rows=rows,
        known=known,
        late=sorted(
            ((row.challenge, milestone) for row in rows for milestone in row.late),
            key=lambda pair: pair[1].due_on,
        ),
        dated=sum(1 for row in rows if row.challenge.first_day),
        may_ask=RegionStanding.DASS in request.region_standing,
        waiting=cycle.requests.filter(answered_at=None).count() if office else 0,
        today=today,
        crumbs=[HOME, CYCLES],
    )


@region_view("plan_cycle")
def plan(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The plan of the cycle as a list or month by month."""
    today = today_in_london()
    view = "months" if request.GET.get("view") == "months" else "list"
    challenges = list(cycle.challenges.select_related("host", "cycle").for_tracker().in_visit_order())
    return page(
        request,
        f"cycles/planning/plan_{view}.html",
        cycle=cycle,
        view=view,
        rows=lines(challenges, today) if view == "list" else (),
        months=months(cycle.starts_on, cycle.ends_on, challenges, today) if view == "months" else (),
        undated=[challenge for challenge in challenges if not challenge.first_day],
        today=today,
        crumbs=under(cycle),
        who_can_see=OFFICE_SEES,
    )


@region_view("plan_cycle", post="plan_cycle")
def hosts(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Add councils to the cycle."""
    form = HostsForm(request.POST or None, cycle=cycle)
    if form.is_valid():
        try:
            actions.add_hosts(cycle, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Saved. Next, offer dates to the new councils.")
            return redirect(cycle)
    return page(
        request,
        "cycles/planning/hosts.html",
        form=form if councils_outside(cycle).exists() else None,
        cycle=cycle,
        crumbs=under(cycle),
        back_url=cycle.get_absolute_url(),
    )


@region_view("change_settings")
def milestones(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The plan of milestones that every challenge of the cycle follows."""
    return page(
        request,
        "cycles/planning/milestones.html",
        cycle=cycle,
        lines=cycle.template.all(),
        dated=PeerChallenge.objects.in_cycle(cycle).exclude(first_day=None).count(),
        crumbs=under(cycle),
        who_can_see=OFFICE_SEES,
    )


@region_view("change_settings", post="change_settings")
def milestone(request: HttpRequest, cycle: Cycle, code: str) -> HttpResponse:
    """Change one line of the plan."""
    line = get_object_or_404(cycle.template, code=code)
    form = MilestoneLineForm(request.POST or None, initial=line_initial(line))
    if form.is_valid():
        changes = dict(form.cleaned_data)
        try:
            actions.change_milestone_template(line, seen=changes.pop("version"), changes=changes, by=request.user)
        except Stale as stale:
            return _milestone_page(request, stale.theirs, _over(stale.theirs, form), saved=stale.last_saved, status=409)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Saved. New and moved visits follow this plan.")
            return redirect("cycle-milestones", cycle.slug)
    return _milestone_page(request, line, form)


def _over(theirs: MilestoneTemplate, form: MilestoneLineForm) -> MilestoneLineForm:
    """The form as it was sent, ready to be saved over what somebody else saved first."""
    data = form.data.copy()
    data["version"] = theirs.version
    return MilestoneLineForm(data)


def _milestone_page(
    request: HttpRequest, line: MilestoneTemplate, form: MilestoneLineForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    plan = reverse("cycle-milestones", args=[line.cycle.slug])
    return page(
        request,
        "cycles/planning/milestone.html",
        status=status,
        cycle=line.cycle,
        line=line,
        form=form,
        crumbs=[*under(line.cycle), ("Milestones", plan)],
        back_url=plan,
        who_can_see=OFFICE_SEES,
        **context,
    )


def under(cycle: Cycle) -> list[tuple[str, str]]:
    return [HOME, CYCLES, (str(cycle), cycle.get_absolute_url())]
