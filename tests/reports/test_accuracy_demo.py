"""The example region: one council checks its draft, and has one answer so far; the later reports were agreed."""

from datetime import UTC, datetime

import pytest
import time_machine

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.identifiers import found_in
from peerchallenge.workdays import today_in_london
from reports.accuracy import changes, current_check
from reports.agreement import final_version
from reports.demo.build import build as build_reports
from reports.demo.checks import build
from reports.demo.words import ADDED, POINTS, RESPONSE
from reviews.demo.build import build as build_reviews

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["2026-11-28", "2026-12-28", "2028-02-29"])
def test_the_checks_tell_the_story(day):
    with time_machine.travel(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)):
        region = build_demo()
        for part in (build_preparation, build_reviews, build_reports, build):
            part(region)
        for challenge in PeerChallenge.objects.filter(stage__gte=Stage.ACCURACY_CHECK).select_related("host"):
            check, final = current_check(challenge), final_version(challenge)
            points = list(check.points.sent().select_related("answer"))
            is_checked = challenge.stage == Stage.ACCURACY_CHECK
            assert [point.is_open for point in points] == [False, is_checked, is_checked]
            assert all(check.draft.made_at < point.sent_at < datetime.now(UTC) for point in points)
            assert [one.because for one in changes(check)] == [["A1"]]
            assert bool(final) is not is_checked
            if final:
                assert points[0].sent_at < final.made_at
                assert final.made_at.date() <= today_in_london()
                assert ADDED in str(final.content)


def test_no_text_of_them_tells_who_somebody_is():
    texts = [ADDED, RESPONSE, *(text for _, _, said, _, why in POINTS for text in (said, why))]
    assert [found_in(text) for text in texts if found_in(text)] == []
