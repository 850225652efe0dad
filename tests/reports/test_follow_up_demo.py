"""The example region after its reports: one progress page is public, one review is due, one plan has begun."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db.models import DateTimeField, Max
from django.utils import timezone

from assessments.demo.build import build as build_preparation
from assessments.models import Better
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.identifiers import found_in
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reports.demo import plan_words
from reports.demo.build import build as build_reports
from reports.demo.checks import build as build_checks
from reports.demo.follow_up import build
from reports.following import HIGHER, LOWER, Following
from reports.measures import unmet_measures
from reports.models import HostWord, ProgressVersion, Review
from reports.plan import Plan
from reviews.demo.build import build as build_reviews

pytestmark = pytest.mark.django_db
DAYS = ["2026-11-28", "2026-12-25", "2027-05-04", "2028-02-29"]


def told_on(day):
    region = build_demo()
    for part in (build_preparation, build_reviews, build_reports, build_checks, build):
        part(region)
    running = PeerChallenge.objects.filter(paused_at=None).exclude(stage=Stage.CLOSED)
    return {one.host.short_name: one for one in running.select_related("host", "cycle")}


def went_wrong(figure):
    return (figure.indicator.better, figure.change) in ((Better.HIGH, LOWER), (Better.LOW, HIGHER))


@pytest.mark.parametrize("day", DAYS)
def test_the_follow_up_tells_its_story_on_any_day(day, client):
    with time_machine.travel(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)):
        one = told_on(day)
        coventry, warwickshire, solihull = one["Coventry"], one["Warwickshire"], one["Solihull"]
        plan, page = Plan(coventry), client.get(f"/reports/{coventry.slug}/progress/").content.decode()
        assert (len(plan.actions), plan.done, plan.is_agreed) == (4, 3, True)
        assert "3 of 4 are completed" in page
        assert "48.0" in page
        assert "66.0" in page
        due_on = warwickshire.milestones.get(code="six-month-review", done_at=None).due_on
        assert timedelta(days=9) <= due_on - today_in_london() < timedelta(days=14)
        following = Following(Review.objects.select_related("challenge").get(challenge=warwickshire))
        assert (following.said, len(following.rows)) == (3, 4)
        assert [figure.indicator.code for figure in following.figures if went_wrong(figure)]
        begun = Plan(solihull)
        assert not begun.is_agreed
        assert begun.unmet
        assert len(begun.actions) == 1
        assert [bool(unmet_measures(one[name])) for name in ("Solihull", "Telford and Wrekin")] == [False, True]
        assert any("AC3" in thing.text for thing in owed([Person.objects.get(slug="dana-marsh").pk]))
        too_late = [
            f"{model.__name__}.{field.name}"
            for model in apps.get_app_config("reports").get_models()
            for field in model._meta.fields
            if isinstance(field, DateTimeField)
            and (last := model._base_manager.aggregate(last=Max(field.name))["last"])
            and last > timezone.now()
        ]
        assert not too_late


def test_no_text_of_it_tells_who_somebody_is():
    texts = [plan_words.WHY_NO_INDICATOR, plan_words.TOOK_PART, plan_words.MET_AND_AGREED]
    texts += [text for _, text in plan_words.ANSWERS]
    texts += [text for what, owner, _, why in plan_words.ACTIONS for text in (what, owner, why)]
    texts += [text for told in plan_words.TOLD for _, _, text in told]
    texts += [text for both in plan_words.REVIEWED for _, text in both]
    assert [found_in(text) for text in texts if found_in(text)] == []


def test_what_is_public_holds_no_word_that_was_not_recorded(client):
    one = told_on("today")
    version = ProgressVersion.objects.get()
    assert version.challenge == one["Coventry"]
    assert {row["host"]["words"] for row in version.content["recommendations"]} == set(
        HostWord.objects.filter(review__challenge=one["Coventry"]).values_list("words", flat=True)
    )
