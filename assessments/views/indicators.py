"""The figures of the host, and the few that it chose as its baseline."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments.actions import indicators as actions
from assessments.forms.indicators import BaselineForm, WhyForm, key_of, version, why
from assessments.indicators import Series, figure, series_of
from assessments.models import Baseline
from assessments.trend import HEIGHT, LEFT, RIGHT, WIDTH, trend_of
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page, preparation_crumb
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from peerchallenge.ui.wording import sentence_list


@challenge_view("see_indicators")
def indicators(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What is known about the host, year by year, and how England did. No other council is shown."""
    chosen = set(challenge.baselines.values_list("indicator_id", flat=True))
    series = series_of(challenge.host)
    groups: dict[str, dict[str, Any]] = {}
    for one in series:
        group = groups.setdefault(
            one.indicator.framework.name, {"framework": one.indicator.framework, "known": [], "unknown": []}
        )
        group["known" if one.latest else "unknown"].append(_shown(one, chosen))
    return challenge_page(
        request,
        "assessments/indicators/list.html",
        challenge,
        verb="see_indicators",
        tab="preparation",
        further_crumbs=[preparation_crumb(challenge)],
        groups=sorted(groups.values(), key=lambda group: not group["known"]),
        chosen=len(chosen),
        box={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT},
    )


def _shown(series: Series, chosen: set[int]) -> dict[str, Any]:
    unit, latest = series.indicator.unit, series.latest
    return {
        "indicator": series.indicator,
        "is_chosen": series.indicator.pk in chosen,
        "latest": latest and {"year": latest.name, "value": figure(latest.value, unit), "england": _england(series)},
        "trend": trend_of(series),
        "years": [
            {"name": year.name, "value": figure(year.value, unit), "england": figure(year.england, unit)}
            for year in series.years
        ],
    }


def _england(series: Series) -> str:
    return figure(series.latest.england, series.indicator.unit) if series.latest else ""


def _baseline(challenge: PeerChallenge) -> list[Baseline]:
    return list(challenge.baselines.select_related("indicator__framework", "chosen_by"))


def _below_indicators(
    request: HttpRequest, template: str, challenge: PeerChallenge, verb: str, **context: Any
) -> HttpResponse:
    crumbs = [preparation_crumb(challenge), ("Indicators", reverse("indicators", args=[challenge.slug]))]
    back_url = reverse("baseline", args=[challenge.slug])
    if verb != "see_indicators":
        crumbs.append(("Baseline", back_url))
    return challenge_page(
        request, template, challenge, verb=verb, tab="preparation", further_crumbs=crumbs, back_url=back_url, **context
    )


@challenge_view("see_indicators")
def baseline(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The chosen indicators: why, and the figure from which the council starts."""
    chosen, latest = _baseline(challenge), {one.indicator.pk: one.latest for one in series_of(challenge.host)}
    rows = []
    for row in chosen:
        now, unit = latest.get(row.indicator_id), row.indicator.unit
        value, year = (row.value, row.year) if row.fixed_on else (now and now.value, now and now.name)
        rows.append({"row": row, "figure": figure(value, unit), "year": year})
    return _below_indicators(request, "assessments/indicators/baseline.html", challenge, "see_indicators", rows=rows)


@challenge_view("choose_indicators", post="choose_indicators")
def baseline_choice(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Choose three to eight indicators; then say why."""
    chosen = [key_of(row.indicator) for row in _baseline(challenge)]
    first = {"chosen": chosen, "seen": " ".join(chosen)}
    form = BaselineForm(request.POST or None, series=series_of(challenge.host), initial=first)
    if form.is_valid():
        try:
            actions.choose_baseline(challenge, form.indicators, seen=form.seen_numbers, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            form.data = form.data.copy()
            form.data["seen"] = first["seen"]
        else:
            messages.success(request, "Saved. Now say in a few words why you chose each one.")
            return redirect("baseline-reasons", challenge.slug)
    names = sentence_list([key.partition(".")[2] for key in chosen])
    return _below_indicators(
        request, "assessments/indicators/choice.html", challenge, "choose_indicators", form=form, chosen_now=names
    )


@challenge_view("choose_indicators", post="choose_indicators")
def baseline_reasons(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Why each one was chosen."""
    rows = _baseline(challenge)
    form = WhyForm(request.POST or None, rows=rows)
    if rows and form.is_valid():
        try:
            actions.explain_baseline(challenge, form.reasons, by=request.user)
        except Stale as stale:
            return _conflict(request, challenge, stale, form)
        messages.success(request, "Saved")
        return redirect("baseline", challenge.slug)
    return _below_indicators(
        request, "assessments/indicators/reasons.html", challenge, "choose_indicators", form=form, rows=rows
    )


def _conflict(request: HttpRequest, challenge: PeerChallenge, stale: Stale, form: WhyForm) -> HttpResponse:
    """Every text as it is now beside what this person wrote; each row's version now goes along."""
    rows, saved = _baseline(challenge), stale.last_saved
    return conflict_page(
        request,
        mine={why(row): form.cleaned_data.get(why(row), row.why) for row in rows},
        theirs={why(row): row.why for row in rows},
        their_name=str(saved.by) if saved else "",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        labels={why(row): f"{row.indicator.code}: {row.indicator.title}" for row in rows},
        carry={version(row): str(row.version) for row in rows},
        back_url=reverse("baseline", args=[challenge.slug]),
    )
