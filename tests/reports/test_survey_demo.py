"""The example region: earlier visits were asked about, with the figures of the evaluation; the latest are asked now."""

from datetime import UTC, datetime

import pytest
import time_machine

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.identifiers import found_in
from peerchallenge.workdays import today_in_london
from reports.demo.survey_words import WORDS
from reports.demo.surveys import build
from reports.models import Audience
from reports.survey_totals import totals
from reviews.demo.build import build as build_reviews

pytestmark = pytest.mark.django_db
FIGURES = {"SV1": 80, "SV2": 58, "SV3": 93, "SV4": 90, "SV5": 53, "SV6": 51}


@pytest.mark.parametrize("day", ["2026-11-28", "2026-12-28", "2028-02-29"])
def test_the_surveys_tell_the_story(day):
    with time_machine.travel(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)):
        region = build_demo()
        for part in (build_preparation, build_reviews, build):
            part(region)
        for challenge in PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.DRAFTING, paused_at=None):
            survey = challenge.surveys.get()
            if survey.is_open:
                assert survey.responses.count() == 8
                assert survey.links.filter(audience=Audience.PARTICIPANT).exists()
            else:
                assert survey.closed_on <= today_in_london()
                found = {one.question.code: one.together.good_share for one in totals(survey)}
                assert {code: found[code] for code in FIGURES} == FIGURES
                assert survey.free_words.count() == len(WORDS)
        solihull = PeerChallenge.objects.get(host__short_name="Solihull", stage=Stage.PUBLISHED)
        assert solihull.surveys.closed().exists()
        worcestershire = PeerChallenge.objects.get(host__short_name="Worcestershire", stage=Stage.DRAFTING)
        assert worcestershire.surveys.open().exists()


def test_no_text_of_them_tells_who_somebody_is():
    assert [found_in(text) for text in WORDS if found_in(text)] == []
