"""The example region: evenings that are over were looked back on, and one concern was answered in time."""

import pytest

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.identifiers import found_in
from peerchallenge.workdays import today_in_london
from reviews.demo.build import build
from reviews.demo.evenings import CONCERN, DAYS
from reviews.models import Concern, Reflection

pytestmark = pytest.mark.django_db


def test_the_evenings_tell_the_story():
    region = build_demo()
    build_preparation(region)
    build(region)
    dudley = PeerChallenge.objects.get(host__short_name="Dudley")
    assert dudley.stage == Stage.ON_SITE
    assert [(one.day, one.copies.count()) for one in dudley.reflections.all()] == [(1, 1)]
    for reflection in Reflection.objects.select_related("challenge"):
        assert reflection.on < today_in_london()
    concern = Concern.objects.get()
    assert concern.challenge == dudley
    assert not concern.is_late
    assert concern.answered_at


def test_no_text_tells_who_somebody_is():
    texts = [text for day in DAYS for text in day.values()] + list(CONCERN.values())
    assert [found_in(text) for text in texts if found_in(text)] == []
