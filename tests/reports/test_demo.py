"""The example region: one report is being written, one is with the council, and none of them names anybody."""

import pytest

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.workdays import today_in_london
from reports.assembling import Material
from reports.demo.build import build
from reports.looking import signs_in_draft
from reports.models import Part, ReportVersion
from reviews.demo.build import build as build_reviews

pytestmark = pytest.mark.django_db


def test_the_reports_tell_the_story():
    region = build_demo()
    build_preparation(region)
    build_reviews(region)
    build(region)
    one = {challenge.host.short_name: challenge for challenge in PeerChallenge.objects.select_related("host", "cycle")}
    writing, checking = Material(one["Worcestershire"]), one["Sandwell"]
    assert [part for part, row in writing.sections.items() if row.is_done] == [Part.WHAT_WE_DID, Part.STRENGTHS]
    assert len({row.owner for row in writing.sections.values() if row.owner}) > 2
    assert len(writing.thin) == 1
    copy = checking.report.versions.get()
    assert copy.accuracy_check.due_on >= today_in_london()
    assert Material(checking).looks[0].digest == copy.digest
    later = PeerChallenge.objects.filter(stage__gte=Stage.ACCURACY_CHECK, paused_at=None).exclude(first_day=None)
    assert ReportVersion.objects.count() == later.filter(cycle=checking.cycle).count()
    for challenge in (one["Worcestershire"], checking, one["Coventry"]):
        assert signs_in_draft(Material(challenge)) == []
