"""The survey for whoever holds a link: no account, no name. To look at a page changes nothing; only sending does."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from cycles.refusals import Refused
from peerchallenge.ui.pages import page
from peerchallenge.ui.rules import public
from reports.answering import answer_by_link, is_known, open_link
from reports.forms.survey import SurveyForm
from reports.models import SurveyLink


@public
@never_cache
def form(request: HttpRequest, survey_link: str) -> HttpResponse:
    """Why we ask, who reads what, and the questions."""
    link = open_link(survey_link)
    if not link:
        return _ended(request)
    if link.is_full and request.method != "POST":
        return _page(request, "reports/survey/full.html", link)
    sent = _form(request, link)
    if sent.is_valid() and _is_kept(link, sent.cleaned_data["key"], sent):
        return redirect("survey-answered", link.token, sent.cleaned_data["key"])
    return _page(request, "reports/survey/form.html", link, form=sent)


@public
@never_cache
def answered(request: HttpRequest, survey_link: str, answer_key: UUID) -> HttpResponse:
    """Thank you. This address is the key with which the answer can be given anew."""
    link = open_link(survey_link)
    if not link or not is_known(link.survey, answer_key):
        return _ended(request)
    return _page(request, "reports/survey/answered.html", link, key=answer_key)


@public
@never_cache
def again(request: HttpRequest, survey_link: str, answer_key: UUID) -> HttpResponse:
    """The same questions, empty: what is sent takes the place of what was sent before."""
    link = open_link(survey_link)
    if not link or not is_known(link.survey, answer_key):
        return _ended(request)
    sent = _form(request, link)
    if sent.is_valid() and _is_kept(link, answer_key, sent):
        return redirect("survey-answered", link.token, answer_key)
    return _page(request, "reports/survey/again.html", link, form=sent, key=answer_key)


def _form(request: HttpRequest, link: SurveyLink) -> SurveyForm:
    key = {"key": uuid4()}
    return SurveyForm(request.POST or None, survey=link.survey, audience=link.audience, initial=key)


def _is_kept(link: SurveyLink, key: UUID, sent: SurveyForm) -> bool:
    """Keep what was sent. If that is refused, the form says why."""
    try:
        answer_by_link(link, key=key, choices=sent.choices, words=sent.words)
    except Refused as refusal:
        sent.add_error(None, str(refusal))
        return False
    return True


def _ended(request: HttpRequest) -> HttpResponse:
    """The same for a link that has closed and for one that never was."""
    return page(request, "reports/survey/ended.html", status=404)


def _page(request: HttpRequest, template: str, link: SurveyLink, **context: Any) -> HttpResponse:
    survey, fewest = link.survey, settings.SURVEY_FEWEST
    return page(request, template, link=link, survey=survey, challenge=survey.challenge, fewest=fewest, **context)
