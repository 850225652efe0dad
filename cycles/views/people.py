"""The people of a region: the list, letting in, one person, a new job, taking out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import region_view
from cycles.actions import people as actions
from cycles.forms.people import JobForm, LetInForm, PeopleFilter, RemovalForm
from cycles.models import Post, PostKind, Region
from cycles.people import (
    Access,
    grantable,
    people_of,
    present_places_in,
    standings,
    titles,
    who_are,
    with_places,
)
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.ui.wording import sentence_list

from .region_frame import people_crumb, region_page

PAGE_SIZE = 25


@region_view("let_people_in")
def people(request: HttpRequest, region: Region) -> HttpResponse:
    """Everybody whom the region knows, with what they are and how far they have come."""
    asked = PeopleFilter(request.GET or None)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    shown = people_of(region)
    if wanted.get("name"):
        shown = shown.filter(name__icontains=wanted["name"])
    if wanted.get("role"):
        shown = who_are(shown, wanted["role"], region)
    if wanted.get("access"):
        shown = shown.filter(access=wanted["access"])
    page_obj = Paginator(with_places(shown, region), PAGE_SIZE).get_page(request.GET.get("page"))
    return region_page(
        request,
        "cycles/people/list.html",
        region,
        filter_form=asked,
        filtered=any(wanted.values()),
        page_obj=page_obj,
        rows=[(person, titles(person), Access(person.access).label) for person in page_obj],
    )


@region_view("let_people_in", post="let_people_in")
@fresh_proof
def person_new(request: HttpRequest, region: Region) -> HttpResponse:
    """Let somebody in: who they are, what they do, from when."""
    form = LetInForm(request.POST or None, region=region, may_grant=grantable(request.region_standing))
    if form.is_valid():
        given = form.cleaned_data
        try:
            person = actions.let_in(region, by=request.user, **given)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{given['name']} is let in. We have sent an e-mail to {given['email']}.")
            _warn_of_two_directors(request, given["what"], given["council"], person)
            return redirect("people", region.slug)
    return region_page(
        request,
        "cycles/people/new.html",
        region,
        people_crumb(region),
        form=form,
        back_url=people_crumb(region)[1],
    )


def _warn_of_two_directors(request: HttpRequest, what: str, council: Any, person: Person) -> None:
    """A council has one director. Whoever forgets the one who left leaves a door open."""
    if what != PostKind.DASS:
        return
    others = Post.objects.not_ended().filter(authority=council, kind=what).exclude(person=person)
    names = list(others.order_by("pk").values_list("person__name", flat=True))
    if names:
        messages.warning(
            request,
            f"{council} has more than one director now: {sentence_list([*names, person.name])}. "
            "If one of them has left, take them out.",
        )


@region_view("let_people_in", post="let_people_in")
def person(request: HttpRequest, region: Region, person: str) -> HttpResponse:
    """One person: what they are here, since when, and whether they have joined. A post invites them again."""
    found = get_object_or_404(people_of(region), slug=person)
    if request.method == "POST":
        return _invite_again(request, region, found)
    held = standings(found, region)
    return region_page(
        request,
        "cycles/people/person.html",
        region,
        people_crumb(region),
        person=found,
        access=Access(found.access).label,
        present=[holding for holding in held if not holding.over],
        past=[holding for holding in held if holding.over],
        invitation=found.invitations.filter(region_id=region.pk).order_by("-created_at").first(),
        has_job=any(isinstance(holding.place, Post) and not holding.over for holding in held),
        trainings=found.trainings.filter(region=region),
        is_invited=found.access == Access.INVITED and not found.joined_at,
        is_here=found.access != Access.ENDED,
    )


@fresh_proof
def _invite_again(request: HttpRequest, region: Region, person: Person) -> HttpResponse:
    try:
        actions.invite_again(region, person, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"We have sent a new invitation to {person.email}. The earlier link has ended.")
    return redirect("person", region.slug, person.slug)


@region_view("let_people_in", post="let_people_in")
@fresh_proof
def person_job(request: HttpRequest, region: Region, person: str) -> HttpResponse:
    """A new job: the present one ends the day before."""
    found = get_object_or_404(people_of(region), slug=person)
    posts, _, _, _ = present_places_in(region)
    if not posts.filter(person=found).exists():
        messages.warning(request, f"{found.name} has no job at a council in this region")
        return redirect("person", region.slug, found.slug)
    form = JobForm(request.POST or None, region=region, person=found)
    if form.is_valid():
        try:
            left = actions.change_job(region, found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            teams = sentence_list([place.challenge.host for place in left])
            also = f". Their place on the review team for {teams} has ended." if left else ""
            messages.success(request, f"The job of {found.name} is recorded{also}")
            return redirect("person", region.slug, found.slug)
    return _person_form_page(request, "cycles/people/job.html", region, found, form=form)


@region_view("let_people_in", post="let_people_in")
@fresh_proof
def person_removal(request: HttpRequest, region: Region, person: str) -> HttpResponse:
    """Taking somebody out, after a look at what ends."""
    found = get_object_or_404(people_of(region), slug=person)
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_out(region, found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found.name} is taken out and has no access any more")
            return redirect("people", region.slug)
    held = [holding for holding in standings(found, region) if not holding.over]
    return _person_form_page(request, "cycles/people/removal.html", region, found, form=form, present=held)


def _person_form_page(
    request: HttpRequest, template: str, region: Region, person: Person, **context: Any
) -> HttpResponse:
    here = reverse("person", args=[region.slug, person.slug])
    crumbs = (people_crumb(region), (person.name, here))
    return region_page(request, template, region, *crumbs, person=person, back_url=here, **context)
