"""The example region: one report was published three weeks ago, one is agreed and waits for too long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from assessments.demo.build import build as build_preparation
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reports.demo.build import build as build_reports
from reports.demo.checks import build as build_checks
from reports.demo.publications import build
from reports.models import PublishedReport, Sharing
from reports.public.reading import newest
from reports.public_text import public_content
from reports.publication import Standing
from reviews.demo.build import build as build_reviews

pytestmark = pytest.mark.django_db
TOLD = ("staff_on", "partners_on", "participants_on", "presented_on")


@pytest.mark.parametrize("day", ["2026-11-28", "2026-12-28", "2028-02-29"])
def test_the_publications_tell_the_story(day):
    with time_machine.travel(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)):
        region = build_demo()
        for part in (build_preparation, build_reviews, build_reports, build_checks, build):
            part(region)
        assert [report.council for report in newest(3)] == ["Solihull", "Warwickshire", "Coventry"]
        solihull = newest(1)[0]
        assert timedelta(days=14) < datetime.now(UTC) - solihull.publish_at < timedelta(days=30)
        for challenge in PeerChallenge.objects.filter(stage__gte=Stage.PUBLISHED):
            standing = Standing(challenge)
            assert standing.is_public
            assert standing.final.made_at < standing.approval.approved_at < standing.current.published.publish_at
            assert standing.current.published.content == public_content(standing.final.content)
        for sharing in Sharing.objects.all():
            days = [getattr(sharing, name) for name in TOLD if getattr(sharing, name)]
            assert max(days) <= today_in_london()
        assert not PublishedReport.objects.filter(council="Telford and Wrekin").exists()
        lead = Person.objects.get(slug="amara-bell")
        assert "Telford and Wrekin: ask when the report is published" in str([one.title for one in owed([lead.pk])])
