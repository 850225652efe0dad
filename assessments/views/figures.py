"""The figures of each council of a region, which the office keeps up to date between publications."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from assessments.actions import indicators as actions
from assessments.forms.indicators import FigureForm, key_of
from assessments.indicators import figure
from assessments.models import Indicator, IndicatorValue
from cycles.access import region_view
from cycles.models import Authority, Region
from cycles.refusals import Refused
from cycles.views.region_frame import region_page
from peerchallenge.audit.models import Revision
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page

MOST_CHANGES = 25
NO_FIGURE = "no figure"


@region_view("change_settings")
def figures(request: HttpRequest, region: Region) -> HttpResponse:
    """Each council of the region, and how much is known about it."""
    known = Q(figures__value__isnull=False)
    councils = region.authorities.existing().annotate(
        known=Count("figures", filter=known), newest=Max("figures__year", filter=known)
    )
    return region_page(request, "assessments/indicators/figures.html", region, councils=councils)


@region_view("change_settings", post="change_settings")
def council_figures(request: HttpRequest, region: Region, council: str) -> HttpResponse:
    """What is known about one council, what was changed by hand, and a form to add or correct a figure."""
    found = get_object_or_404(region.authorities, slug=council)
    measures = list(Indicator.objects.select_related("framework").order_by("framework__name", "code"))
    values = list(found.figures.select_related("added_by"))
    wanted = _wanted(request, measures, values)
    form = FigureForm(request.POST or None, indicators=measures, initial=_initial(wanted, measures))
    if form.is_valid():
        try:
            _save(request, region, found, form.cleaned_data, values)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        except Stale as stale:
            return _conflict(request, stale, form)
        else:
            messages.success(request, "Saved")
            return redirect("council-figures", region.slug, found.slug)
    return region_page(
        request,
        "assessments/indicators/council.html",
        region,
        ("Figures", reverse("figures", args=[region.slug])),
        council=found,
        form=form,
        wanted=wanted,
        rows=_rows(measures, values),
        changes=_changes(measures, values),
    )


def _wanted(request: HttpRequest, measures: list[Indicator], values: list[IndicatorValue]) -> IndicatorValue | None:
    """The figure that is to be corrected, as the address names it."""
    names = {measure.pk: key_of(measure) for measure in measures}
    asked = request.GET.get("measure"), request.GET.get("year")
    return next((value for value in values if (names[value.indicator_id], value.year) == asked), None)


def _initial(value: IndicatorValue | None, measures: list[Indicator]) -> dict[str, Any]:
    if value is None:
        return {}
    shown = "" if value.value is None else _said(str(value.value))
    measure = next(measure for measure in measures if measure.pk == value.indicator_id)
    return {"indicator": key_of(measure), "year": value.year, "value": shown, "version": value.version}


def _save(
    request: HttpRequest, region: Region, council: Authority, given: dict[str, Any], values: list[IndicatorValue]
) -> None:
    seen = given.pop("version")
    same = (given["indicator"].pk, given["year"])
    present = next((value for value in values if (value.indicator_id, value.year) == same), None)
    if present and seen is not None:
        actions.correct_figure(region, present, value=given["value"], seen=seen, by=request.user)
    elif given["value"] is None:
        raise Refused("Enter the figure", field="value")
    else:
        actions.add_figure(region, council, by=request.user, **given)


def _rows(measures: list[Indicator], values: list[IndicatorValue]) -> list[dict[str, Any]]:
    """Each measure with its years, each year with the address under which it is corrected."""
    return [
        {
            "measure": measure,
            "key": key_of(measure),
            "years": [
                {"name": value.year, "text": figure(value.value, measure.unit) or NO_FIGURE}
                for value in values
                if value.indicator_id == measure.pk
            ],
        }
        for measure in measures
    ]


def _changes(measures: list[Indicator], values: list[IndicatorValue]) -> list[dict[str, Any]]:
    """What people added or corrected by hand, newest first, as events of a timeline."""
    about, titles = {value.pk: value for value in values}, {measure.pk: measure for measure in measures}
    events = [(value.added_at, value.added_by, value, "added a figure") for value in values if value.added_by]
    saved = Revision.objects.filter(target=IndicatorValue._meta.label_lower, target_id__in=about).select_related("by")
    for one in saved:
        before, after = (_said(side["value"]) for side in (one.before, one.after))
        events.append((one.at, one.by, about[one.target_id], f"changed {before} to {after}"))
    events.sort(key=lambda event: event[0], reverse=True)
    return [
        {"title": f"{who} {what}", "when": when, "text": f"{titles[value.indicator_id]}, {value.year}"}
        for when, who, value, what in events[:MOST_CHANGES]
    ]


def _said(text: str | None) -> str:
    return NO_FIGURE if text is None else text.rstrip("0").rstrip(".") if "." in text else text


def _conflict(request: HttpRequest, stale: Stale, form: FigureForm) -> HttpResponse:
    saved, now = stale.last_saved, stale.theirs
    shown = {name: form.data.get(name, "") for name in ("indicator", "year")}
    return conflict_page(
        request,
        mine={"value": form.data.get("value", "")},
        theirs={"value": "" if now.value is None else _said(str(now.value))},
        their_name=str(saved.by) if saved else "",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=now.version,
        labels={"value": f"{now.indicator}, {now.year}"},
        carry=shown,
    )
