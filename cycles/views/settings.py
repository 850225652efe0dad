"""The settings of a region: opening it, its hub, its details and its closed periods."""

from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cycles.access import region_view
from cycles.actions import settings as actions
from cycles.forms.settings import DetailsForm, OpenRegionForm, PeriodForm
from cycles.models import Region
from cycles.people import Access, people_of
from cycles.refusals import Refused
from cycles.region_mail import messages_of
from cycles.region_policy import RegionStanding
from peerchallenge.accounts.models import Person
from peerchallenge.accounts.rules import signed_in
from peerchallenge.audit.revisions import Stale
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import MessageState
from peerchallenge.ui.pages import conflict_page, page
from peerchallenge.ui.wording import plural
from peerchallenge.workdays import bank_holiday, today_in_london

from .region_frame import region_page

HOLIDAYS_AHEAD = 540  # days
OFFICE = (RegionStanding.RL, RegionStanding.RC, RegionStanding.SA)
DETAILS = ("name", "office", "contact_email", "contact_phone")


@signed_in
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Which region? Nobody is asked who has only one."""
    regions = list(_regions_of_office(request.user))
    may_open = request.user.may_open_region
    if not regions and not may_open:
        raise Http404
    if len(regions) + may_open == 1:
        return redirect("region", regions[0].slug) if regions else redirect("region-new")
    crumbs = [("Home", reverse("home"))]
    return page(request, "cycles/settings/choose.html", regions=regions, may_open=may_open, crumbs=crumbs)


def _regions_of_office(person: Person) -> QuerySet[Region]:
    held = Q(pk__in=[])
    for role in OFFICE:
        held |= Q(role.held_by(person))
    return Region.objects.filter(held)


@signed_in
@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """The parent of the page on which a region is opened."""
    return redirect("settings")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def region_new(request: HttpRequest) -> HttpResponse:
    """Open a region: step 1 of the first run. Only for those whose invitation says so."""
    if not request.user.may_open_region:
        return _opened_already(request)
    form = OpenRegionForm(request.POST or None)
    if form.is_valid():
        try:
            region = actions.open_region(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            councils = plural(region.authorities.count(), "council")
            messages.success(request, f"{region} is open with {councils}. Next, open its first cycle.")
            return redirect("cycle-new")
    crumbs = [("Home", reverse("home"))]
    return page(request, "cycles/settings/region_new.html", form=form, crumbs=crumbs)


def _opened_already(request: HttpRequest) -> HttpResponse:
    """A second press of the button finds the region open. Anybody else finds no such page."""
    region = _regions_of_office(request.user).first()
    if request.method != "POST" or region is None:
        raise Http404
    return redirect("region", region.slug)


@region_view("change_settings")
def region(request: HttpRequest, region: Region) -> HttpResponse:
    """The hub of a region's settings: each part in one line."""
    labels = ("Name", "Office", "E-mail", "Phone")
    return region_page(
        request,
        "cycles/settings/region.html",
        region,
        parts=_parts(region),
        details=[
            {"key": label, "value": getattr(region, name), "empty": "Not given"}
            for label, name in zip(labels, DETAILS, strict=True)
        ],
        has_cycle=region.cycles.exists(),
    )


def _parts(region: Region) -> list[dict[str, str]]:
    """The pages below the hub, each with how many it holds; what did not work is marked."""
    known = people_of(region).exclude(access=Access.ENDED)
    people, waiting = plural(known.count(), "person", "people"), known.filter(access=Access.INVITED).count()
    unsent = messages_of(region).filter(state=MessageState.FAILED).count()
    stuck = Job.objects.filter(state=State.FAILED).count()
    lines = (
        ("people", "People", f"{people}, {waiting} not joined yet" if waiting else people, False),
        ("councils", "Councils", plural(region.authorities.existing().count(), "council"), False),
        ("closed-periods", "Closed periods", "Days to keep clear of visits, such as school holidays", False),
        ("figures", "Figures", "What is known about each council, year by year", False),
        ("messages", "Messages", f"{unsent} could not be sent" if unsent else "The mail that went out", unsent),
        ("jobs", "Background work", f"{stuck} failed" if stuck else "All is well", stuck),
    )
    return [
        {
            "text": text,
            "url": reverse(name, args=[region.slug]),
            "hint": hint,
            "status": "problem" if fault else "",
        }
        for name, text, hint, fault in lines
    ]


@region_view("change_settings", post="change_settings")
def region_details(request: HttpRequest, region: Region) -> HttpResponse:
    """What the region is called and how its office is reached."""
    saved = {name: getattr(region, name) for name in (*DETAILS, "version")}
    form = DetailsForm(request.POST or None, initial=saved)
    if form.is_valid():
        changes = {name: form.cleaned_data[name] for name in DETAILS}
        try:
            actions.change_details(region, changes, seen=form.cleaned_data["version"], by=request.user)
        except Stale as stale:
            return _details_conflict(request, region, stale)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Saved")
            return redirect("region", region.slug)
    here = reverse("region", args=[region.slug])
    return region_page(request, "cycles/settings/details.html", region, form=form, back_url=here)


def _details_conflict(request: HttpRequest, region: Region, stale: Stale) -> HttpResponse:
    saved = stale.last_saved
    return conflict_page(
        request,
        mine={name: stale.mine[name] for name in DETAILS},
        theirs={name: getattr(stale.theirs, name) for name in DETAILS},
        their_name=saved.by.name if saved and saved.by else "Somebody else",
        their_time=saved.at if saved else region.created_at,
        keep_url=reverse("region-details", args=[region.slug]),
        version=stale.theirs.version,
        labels={name: DetailsForm.base_fields[name].label for name in DETAILS},
        back_url=reverse("region", args=[region.slug]),
    )


@region_view("change_settings", post="change_settings")
def closed_periods(request: HttpRequest, region: Region) -> HttpResponse:
    """Days to keep clear of visits: the list, adding to it, taking out of it."""
    if "remove" in request.POST:
        return _remove_period(request, region)
    form = PeriodForm(request.POST or None, region=region)
    if form.is_valid():
        actions.add_period(region, by=request.user, **form.cleaned_data)
        messages.success(request, f"Added: {form.cleaned_data['reason']}")
        return redirect("closed-periods", region.slug)
    today = today_in_london()
    periods = list(region.blackout_periods.select_related("authority"))
    return region_page(
        request,
        "cycles/settings/closed_periods.html",
        region,
        form=form,
        coming=[period for period in periods if period.ends_on >= today],
        past=[period for period in periods if period.ends_on < today],
        holidays=_bank_holidays_from(today),
    )


def _remove_period(request: HttpRequest, region: Region) -> HttpResponse:
    number = request.POST["remove"]
    period = region.blackout_periods.filter(pk=number).first() if is_number(number) else None
    if period:
        actions.remove_period(region, period, by=request.user)
        messages.success(request, f"Removed: {period.reason}")
    return redirect("closed-periods", region.slug)


def is_number(text: str) -> bool:
    """Whether a number that came with a form can be a row's at all."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def _bank_holidays_from(today: date) -> list[tuple[date, str]]:
    days = (today + timedelta(days=ahead) for ahead in range(HOLIDAYS_AHEAD))
    return [(day, name) for day in days if (name := bank_holiday(day))]
