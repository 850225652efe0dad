"""The example region tells one story, from the register of councils to what changed, and it is true on any day."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import DateTimeField, Max
from django.utils import timezone

from assessments.models import Better, Document, IndicatorValue, Way
from assessments.readiness import missing_documents
from cycles.demo.fictional import in_story
from cycles.demo.previous import TEAMS_THEN, WITHDRAWN
from cycles.models import PeerChallenge, Stage, TeamMember
from peerchallenge.accounts.models import Person
from peerchallenge.documents.storage import path_of
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reports.accuracy import changes, current_check
from reports.agreement import final_version
from reports.assembling import Material
from reports.demo.survey_words import WORDS
from reports.demo.words import ADDED
from reports.following import HIGHER, LOWER, Following
from reports.looking import signs_in_draft
from reports.measures import unmet_measures
from reports.models import Audience, HostWord, Part, ProgressVersion, PublishedReport, ReportVersion, Review, Sharing
from reports.plan import Plan
from reports.public.reading import newest, readable
from reports.public_text import public_content
from reports.publication import Standing
from reports.survey_totals import totals
from reviews.case_files import lines
from reviews.evidence import strengths
from reviews.models import Concern, Correction, Finding, HandedOver, PracticeReview, Reflection
from reviews.practice import of_host, visiting
from reviews.readiness import unmet_for_the_end
from tests.example import example_region
from tests.pages import said

# In a year to come, as the editions of the forms were published when the database of the tests was made.
MOMENTS = {
    "a Saturday": "2028-11-25T10:00",
    "Christmas": "2029-12-25T10:00",
    "a leap day": "2028-02-29T10:00",
    "after the holidays, early": "2029-01-02T06:00",
}
FIGURES = {"SV1": 80, "SV2": 58, "SV3": 93, "SV4": 90, "SV5": 53, "SV6": 51}
PUBLISHED = ("Coventry", "Warwickshire", "Solihull")
TOLD = ("staff_on", "partners_on", "participants_on", "presented_on")

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def moment(name):
    """Both workers make every other region, and each but once."""
    return pytest.param(MOMENTS[name], marks=pytest.mark.xdist_group(f"example region, {name}"))


@pytest.fixture(scope="module", params=map(moment, MOMENTS), ids=MOMENTS)
def files(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Where the files of the region lie that is made at this moment. All tests look at the same one."""
    place = tmp_path_factory.mktemp("example")
    with django_db_blocker.unblock(), example_region(place, request.param):
        yield place / "files"


@pytest.fixture(autouse=True)
def _they_are_there(files, settings):
    settings.FILES_DIR = files


@pytest.fixture
def one():
    """The challenges of this cycle, each by the name of its host."""
    running = PeerChallenge.objects.filter(paused_at=None).exclude(stage=Stage.CLOSED)
    return {challenge.host.short_name: challenge for challenge in running.select_related("host", "cycle__region")}


@pytest.fixture
def closed():
    return list(PeerChallenge.objects.filter(stage=Stage.CLOSED).select_related("host", "cycle"))


def test_nothing_in_it_has_happened_tomorrow():
    too_late = [
        f"{model.__name__}.{field.name}: {last}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, DateTimeField)
        and field.name not in ("publish_at", "due_at", "expires_at")
        and (last := model._base_manager.aggregate(last=Max(field.name))["last"])
        and last > timezone.now()
    ]
    assert not too_late


def test_it_says_who_has_given_what(one):
    missing = {name: len(missing_documents(each)) for name, each in one.items() if each.stage >= Stage.PREPARING}
    assert missing.pop("Staffordshire") == 7
    assert missing.pop("Walsall") == 4
    assert set(missing.values()) == {0}
    assert IndicatorValue.objects.exclude(authority=None).count() == 578 + 1, "the register, and what Coventry asked"
    for name, each in one.items():
        baseline = each.baselines.all()
        if name in ("Staffordshire", "Walsall") or each.stage < Stage.PREPARING:
            assert not baseline
        else:
            assert 3 <= len(baseline) <= 6
            assert all(row.why and bool(row.fixed_on) == (each.stage >= Stage.READING) for row in baseline)
    kept = Document.objects.filter(way=Way.FILE).select_related("file").first()
    assert path_of(kept.file.key).exists()


def test_one_practice_review_is_in_full_swing_and_others_are_handed_over(one):
    review = one["Wolverhampton"].practice_review
    readers = [member.person for member in visiting(one["Wolverhampton"])]
    shown = lines(review, readers, readers[0])
    assert (len(shown), sum(line.is_open for line in shown)) == (20, 11)
    assert [line.differences for line in shown if line.is_open and not line.is_agreed] == [1]
    assert [bool(group.text) for group in review.focus_groups.all()] == [True, False]
    assert [str(person) for person in of_host(one["Wolverhampton"])] == ["Lynn Hart"]
    assert "Nasreen Ali" in [str(reader) for reader in readers]
    reading = {each.pk for each in one.values() if each.stage >= Stage.READING}
    assert set(HandedOver.objects.values_list("review__challenge", flat=True)) == reading
    assert PracticeReview.objects.count() == len(reading) + 1
    for copy in HandedOver.objects.all():
        assert copy.content["files"]["agreed"] == 12
        assert all(criterion["steps"] for criterion in copy.content["criteria"])


def test_evenings_that_are_over_were_looked_back_on_and_a_concern_was_answered_in_time(one):
    assert one["Dudley"].stage == Stage.ON_SITE
    assert [(each.day, each.copies.count()) for each in one["Dudley"].reflections.all()] == [(1, 1)]
    assert all(each.on < today_in_london() for each in Reflection.objects.all())
    concern = Concern.objects.get()
    assert concern.challenge == one["Dudley"]
    assert concern.answered_at
    assert not concern.is_late


def test_a_finding_rests_on_enough_before_the_second_day_begins_and_another_does_not(one):
    enough = [each.is_enough for each in strengths(list(Finding.objects.filter(challenge=one["Dudley"]))).values()]
    assert any(enough)
    assert not all(enough)


def test_feedback_is_begun_where_a_visit_goes_on_and_presented_where_it_is_over(one):
    assert one["Dudley"].feedback.taken == ["F01", "F03", "R1"]
    assert unmet_for_the_end(one["Dudley"]), "it is the second day"
    assert not one["Dudley"].corrections.exists()
    for name in ("Worcestershire", "Sandwell", "Telford and Wrekin", "Solihull"):
        assert not unmet_for_the_end(one[name]), name
        assert one[name].feedback.copies.get().presented_at.date() == one[name].last_day
        assert one[name].corrections.count() == 2
        assert one[name].corrections.waiting().exists() == (one[name].stage == Stage.DRAFTING)
    assert all(row.about for row in Correction.objects.all())


def test_earlier_visits_were_asked_about_and_the_latest_are_asked_now(one):
    for challenge in one.values():
        if challenge.stage >= Stage.DRAFTING:
            survey = challenge.surveys.get()
            if survey.is_open:
                assert survey.responses.count() == 8
                assert survey.links.filter(audience=Audience.PARTICIPANT).exists()
            else:
                assert survey.closed_on <= today_in_london()
                found = {each.question.code: each.together.good_share for each in totals(survey)}
                assert {code: found[code] for code in FIGURES} == FIGURES
                assert survey.free_words.count() == len(WORDS)
    assert one["Solihull"].surveys.closed().exists()
    assert one["Worcestershire"].surveys.open().exists()


def test_one_report_is_being_written_and_one_is_with_the_council(one):
    writing, checking = Material(one["Worcestershire"]), one["Sandwell"]
    assert [part for part, row in writing.sections.items() if row.is_done] == [Part.WHAT_WE_DID, Part.STRENGTHS]
    assert len({row.owner for row in writing.sections.values() if row.owner}) > 2
    assert len(writing.thin) == 1
    copy = checking.report.versions.get()
    assert copy.accuracy_check.due_on >= today_in_london()
    assert Material(checking).looks[0].digest == copy.digest
    for challenge in (one["Worcestershire"], checking, one["Coventry"]):
        assert signs_in_draft(Material(challenge)) == []


def test_one_council_checks_its_draft_and_later_reports_were_agreed(one):
    for challenge in (each for each in one.values() if each.stage >= Stage.ACCURACY_CHECK):
        check, final = current_check(challenge), final_version(challenge)
        points = list(check.points.sent().select_related("answer"))
        is_checked = challenge.stage == Stage.ACCURACY_CHECK
        assert [point.is_open for point in points] == [False, is_checked, is_checked]
        assert all(check.draft.made_at < point.sent_at < timezone.now() for point in points)
        assert [change.because for change in changes(check)] == [["A1"]]
        assert bool(final) is not is_checked
        if final:
            assert points[0].sent_at < final.made_at
            assert final.made_at.date() <= today_in_london()
            assert ADDED in str(final.content)


def test_one_report_was_published_three_weeks_ago_and_one_waits_for_too_long(one):
    assert [report.council for report in newest(3)] == ["Solihull", "Warwickshire", "Coventry"]
    assert timedelta(days=14) < timezone.now() - newest(1)[0].publish_at < timedelta(days=30)
    for challenge in (each for each in one.values() if each.stage >= Stage.PUBLISHED):
        standing = Standing(challenge)
        assert standing.is_public
        assert standing.final.made_at < standing.approval.approved_at < standing.current.published.publish_at
        assert standing.current.published.content == public_content(standing.final.content)
    for sharing in Sharing.objects.all():
        assert max(day for name in TOLD if (day := getattr(sharing, name))) <= today_in_london()
    assert not PublishedReport.objects.filter(slug=one["Telford and Wrekin"].slug).exists()
    lead = Person.objects.get(slug="amara-bell")
    assert "Telford and Wrekin: ask when the report is published" in str([each.title for each in owed([lead.pk])])


def test_a_public_report_leads_to_what_has_changed_since_where_that_is_public(one, client):
    leads = {name: "What has changed since" in said(client.get(f"/reports/{one[name].slug}/")) for name in PUBLISHED}
    assert leads == {"Coventry": True, "Warwickshire": False, "Solihull": False}


def went_wrong(figure):
    return (figure.indicator.better, figure.change) in ((Better.HIGH, LOWER), (Better.LOW, HIGHER))


def test_one_progress_page_is_public_one_review_is_due_and_one_plan_has_begun(one, client):
    coventry, warwickshire, solihull = one["Coventry"], one["Warwickshire"], one["Solihull"]
    plan, page = Plan(coventry), client.get(f"/reports/{coventry.slug}/progress/").content.decode()
    assert (len(plan.actions), plan.done, plan.is_agreed) == (4, 3, True)
    assert not [words for words in ("3 of 4 are completed", "48.0", "66.0") if words not in page]
    due_on = warwickshire.milestones.get(code="six-month-review", done_at=None).due_on
    assert timedelta(days=9) <= due_on - today_in_london() < timedelta(days=14)
    following = Following(Review.objects.select_related("challenge").get(challenge=warwickshire))
    assert (following.said, len(following.rows)) == (3, 4)
    assert [figure.indicator.code for figure in following.figures if went_wrong(figure)]
    begun = Plan(solihull)
    assert begun.unmet
    assert (len(begun.actions), begun.is_agreed) == (1, False)
    assert [bool(unmet_measures(one[name])) for name in ("Solihull", "Telford and Wrekin")] == [False, True]
    assert any("AC3" in thing.text for thing in owed([Person.objects.get(slug="dana-marsh").pk]))


def test_what_is_public_of_progress_holds_no_word_that_was_not_recorded(one):
    version = ProgressVersion.objects.get(challenge=one["Coventry"])
    recorded = HostWord.objects.filter(review__challenge=one["Coventry"]).values_list("words", flat=True)
    assert {row["host"]["words"] for row in version.content["recommendations"]} == set(recorded)


def test_the_cycle_before_has_short_public_reports_each_followed_up_to_the_end(one, closed, client):
    for challenge in closed:
        standing, plan = Standing(challenge), Plan(challenge)
        assert standing.final.made_at < standing.approval.approved_at < standing.current.published.publish_at
        assert (len(plan.actions), plan.done, plan.is_agreed) == (2, 2, True)
        assert Review.objects.filter(challenge=challenge).exclude(recorded_at=None).count() == 2
        assert challenge.surveys.get().closed_on
    assert max(each.last_day for each in closed) < min(each.first_day for each in one.values() if each.first_day)
    listed = client.get("/reports/").content.decode()
    assert (len(closed), readable().count()) == (13, 16)
    assert all(f"/reports/{challenge.slug}/" in listed for challenge in closed)
    assert "PDF" not in client.get(f"/reports/{closed[0].slug}/").content.decode()
    assert "2 of 2 are completed" in client.get(f"/reports/{closed[0].slug}/progress/").content.decode()


def test_nobody_went_to_their_own_council_and_the_withdrawn_challenge_has_no_report(closed, client):
    then = TeamMember.objects.filter(challenge__cycle=closed[0].cycle).select_related("home", "challenge__host")
    assert not [member for member in then if member.home_id == member.challenge.host_id]
    assert {in_story(each.host) for each in closed} == TEAMS_THEN.keys() - {WITHDRAWN}
    withdrawn = PeerChallenge.objects.get(paused_as="withdrawn")
    assert withdrawn.paused_reason
    assert not ReportVersion.objects.filter(report__challenge=withdrawn).exists()
    assert client.get(f"/reports/{withdrawn.slug}/").status_code == 404
