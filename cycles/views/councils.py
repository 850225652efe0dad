"""The councils of a region: which ones take part, and what reorganisation does to them."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import region_view
from cycles.actions import settings as actions
from cycles.forms.settings import AddCouncilForm, EndForm
from cycles.models import Authority, Post, PostKind, Region
from cycles.refusals import Refused
from peerchallenge.ui.wording import day
from peerchallenge.workdays import today_in_london

from .region_frame import region_page


@region_view("change_settings", post="change_settings")
def councils(request: HttpRequest, region: Region) -> HttpResponse:
    """The councils that take part, those that have ended, and adding one."""
    form = AddCouncilForm(request.POST or None)
    if form.is_valid():
        council = form.cleaned_data["council"]
        try:
            actions.add_council(region, council, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{council} is in the region now")
            return redirect("councils", region.slug)
    today = today_in_london()
    directors = Post.objects.current().filter(kind=PostKind.DASS).select_related("person").order_by("pk")
    known = list(region.authorities.prefetch_related("successors", Prefetch("posts", directors, to_attr="directors")))
    return region_page(
        request,
        "cycles/settings/councils.html",
        region,
        form=form,
        some_end=any(council.ends_on for council in known),
        present=[council for council in known if not council.ends_on or council.ends_on >= today],
        ended=[council for council in known if council.ends_on and council.ends_on < today],
    )


@region_view("change_settings", post="change_settings")
def council(request: HttpRequest, region: Region, council: str) -> HttpResponse:
    """One council: when it ends and who follows it, and taking it out of the region."""
    authority = get_object_or_404(region.authorities.prefetch_related("successors"), slug=council)
    if "take_out" in request.POST:
        return _take_out(request, region, authority)
    known = {
        "ends_on": authority.ends_on,
        "successors": [successor.slug for successor in authority.successors.all()],
    }
    form = EndForm(request.POST or None, initial=known, council=authority, region=region)
    if form.is_valid():
        try:
            actions.record_end(region, authority, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            ends_on = form.cleaned_data["ends_on"]
            messages.success(request, f"The last day of {authority} is {day(ends_on)}" if ends_on else "Saved")
            return redirect("councils", region.slug)
    return _council_page(request, region, authority, form)


def _council_page(request: HttpRequest, region: Region, authority: Authority, form: EndForm) -> HttpResponse:
    crumb = ("Councils", reverse("councils", args=[region.slug]))
    return region_page(
        request,
        "cycles/settings/council.html",
        region,
        crumb,
        form=form,
        council=authority,
        back_url=crumb[1],
    )


def _take_out(request: HttpRequest, region: Region, authority: Authority) -> HttpResponse:
    try:
        actions.take_out_council(region, authority, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("council", region.slug, authority.slug)
    messages.success(request, f"{authority} is no longer in the region. You can add it again below.")
    return redirect("councils", region.slug)
