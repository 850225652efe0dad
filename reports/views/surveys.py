"""The survey within the challenge: answering it with an account, its totals, and the links to pass on."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.policy import Standing
from cycles.refusals import Refused
from cycles.roles import Role
from cycles.views.frame import challenge_page
from reports.actions.surveys import close_survey, open_survey
from reports.answering import address_of, answer_as, ask_no_more, needs_answer, open_survey_of
from reports.forms.survey import SurveyForm
from reports.models import Audience, Survey, SurveyLink
from reports.survey_totals import totals
from reviews.qr import qr_code
from reviews.views.practice_frame import names_to_keep_out

FRONT = "reports/survey/results.html"
TEAM = {Role.TL, Role.TM, Role.PR}


@challenge_view("see_survey")
def survey(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The totals of the survey that closed last. While one is open: until when, and how many have answered."""
    surveys = list(challenge.surveys.select_related("edition"))
    closed = next((one for one in surveys if one.closed_on), None)
    going_on = next((one for one in surveys if not one.closed_on), None)
    count = going_on.responses.count() if going_on else 0
    return _page(
        request,
        FRONT,
        challenge,
        verb="see_survey",
        going_on=going_on,
        count=count if count >= settings.SURVEY_FEWEST else 0,
        closed=closed,
        totals=totals(closed) if closed and closed.answered >= settings.SURVEY_FEWEST else [],
        words=list(closed.free_words.all()) if closed else [],
    )


@challenge_view("answer_survey", post="answer_survey")
@never_cache
def answer(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Answer as somebody who took part, or say that one does not want to be asked."""
    found, is_sent = open_survey_of(challenge), request.method == "POST"
    if not found or not (is_sent or needs_answer(found, request.user)):
        return _page(request, "reports/survey/nothing.html", challenge, verb="answer_survey", survey=found)
    if "no" in request.POST:
        ask_no_more(found, request.user)
        messages.success(request, "You are not asked again")
        return redirect("challenge", challenge.slug)
    side = side_of(request.standing)
    names = names_to_keep_out(request, challenge)
    form = SurveyForm(request.POST or None, survey=found, audience=side, names=names, initial={"key": uuid4()})
    if form.is_valid():
        return _answered(request, found, side, form)
    return _page(request, "reports/survey/answer.html", challenge, verb="answer_survey", survey=found, form=form)


def _answered(request: HttpRequest, survey: Survey, side: Audience, form: SurveyForm) -> HttpResponse:
    """Keep it, and lead on to the page that is the key to it."""
    key = form.cleaned_data["key"]
    try:
        answer_as(survey, request.user, side, key=key, choices=form.choices, words=form.words)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("survey-answer", survey.challenge.slug)
    return redirect("survey-answered", survey.links.get(audience=side).token, key)


def side_of(standing: Standing) -> Audience:
    """The side on which somebody answers. An expert by experience answers as one."""
    if Role.EE in standing.roles:
        return Audience.EXPERT
    return Audience.TEAM if standing.roles & TEAM else Audience.HOST


@challenge_view("see_survey_links", post="keep_survey")
def links(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The links that this person passes on. The regional lead opens the survey here, and closes it early."""
    if request.method == "POST":
        return _kept(request, challenge)
    found = open_survey_of(challenge)
    return _page(
        request,
        "reports/survey/links.html",
        challenge,
        verb="see_survey_links",
        survey=found,
        was_open=challenge.surveys.exists(),
        links=[(link, address_of(link)) for link in links_for(request.standing, found)],
    )


def _kept(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    found = open_survey_of(challenge)
    try:
        if "close" in request.POST and found:
            close_survey(found, by=request.user)
            messages.success(request, "The survey is closed. Its totals can be read now.")
            return redirect("survey", challenge.slug)
        made = open_survey(challenge, by=request.user)
        messages.success(request, f"The survey is open. {made.asked} people are told in the morning mail.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("survey-links", challenge.slug)


@challenge_view("see_survey_links")
def sheet(request: HttpRequest, challenge: PeerChallenge, sheet: str) -> HttpResponse:
    """One link on a sheet of paper: what it is for, the address, and the same as a picture for phones."""
    shown = links_for(request.standing, open_survey_of(challenge))
    link = next((link for link in shown if link.code == sheet), None)
    if not link:
        raise Http404
    address = address_of(link)
    return _page(
        request,
        "reports/survey/sheet.html",
        challenge,
        verb="see_survey_links",
        link=link,
        address=address,
        picture=qr_code(address),
    )


def links_for(standing: Standing, survey: Survey | None) -> list[SurveyLink]:
    """Those that somebody passes on: the coordinator of the host not to the team, the team lead not to the host."""
    if not survey:
        return []
    kept_from = set()
    if not standing.roles & {Role.RL, Role.RC}:
        kept_from = {Audience.HOST} if Role.TL in standing.roles else {Audience.TEAM, Audience.EXPERT}
    links = survey.links.filter(most__gt=0).exclude(audience__in=kept_from).select_related("session__challenge")
    return sorted(links, key=lambda link: Audience.values.index(link.audience))


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    """A page of the survey, below its totals for those who may see them."""
    crumbs = []
    if template != FRONT and request.standing.may("see_survey"):
        crumbs.append(("Survey", reverse("survey", args=[challenge.slug])))
    if "sheet" in template:
        crumbs.append(("Links", reverse("survey-links", args=[challenge.slug])))
    if crumbs:
        context.setdefault("back_url", crumbs[-1][1])
    context["fewest"] = settings.SURVEY_FEWEST
    return challenge_page(request, template, challenge, tab="timetable", further_crumbs=crumbs, **context)
