"""The example region: feedback is begun where a visit goes on, and presented where it is over."""

import pytest

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.identifiers import found_in
from reviews.demo.build import build
from reviews.demo.feedback import CORRECTIONS
from reviews.models import Correction
from reviews.readiness import unmet_for_the_end

pytestmark = pytest.mark.django_db


def test_feedback_tells_the_story():
    region = build_demo()
    build_preparation(region)
    build(region)
    challenges = {one.host.short_name: one for one in PeerChallenge.objects.select_related("host")}
    dudley = challenges["Dudley"]
    assert dudley.feedback.taken == ["F01", "F03", "R1"]
    assert unmet_for_the_end(dudley), "it is the second day"
    assert not dudley.corrections.exists()
    for name in ("Worcestershire", "Sandwell", "Telford and Wrekin", "Solihull"):
        one = challenges[name]
        assert not unmet_for_the_end(one), name
        assert one.feedback.copies.get().presented_at.date() == one.last_day
        assert one.corrections.count() == 2
        assert one.corrections.waiting().exists() == (one.stage == Stage.DRAFTING)
    assert all(row.about for row in Correction.objects.all())


def test_no_text_tells_who_somebody_is():
    assert [text for *_, text in CORRECTIONS if found_in(text)] == []
