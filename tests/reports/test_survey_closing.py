"""A survey opens when a visit ends and closes in time. From then on nothing leads from an answer to a person."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import DateField
from django.urls import reverse
from django.utils.module_loading import import_string

from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.jobs.queue import sweep
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import today_in_london
from reports.actions.surveys import close_survey
from reports.answering import answer_as, hash_of
from reports.models import Audience, FreeWords, Response, Survey, SurveyAsking, SurveyLink
from reviews.actions.visit import end_visit
from tests import builders as a
from tests.reviews.feedback_builders import a_feedback, present
from tests.reviews.visit_builders import a_finding

from .survey_builders import a_challenge_with_people, a_survey, an_answer, answers, closed, link_of, sends

pytestmark = pytest.mark.django_db
HOST, TEAM, EXPERT, PARTICIPANT = Audience.values


@pytest.fixture
def survey():
    return a_survey()


def links_page(survey):
    return reverse("survey-links", args=[survey.challenge.slug])


# --- opening and closing ---------------------------------------------------------------------------------------------


def test_it_opens_with_the_end_of_the_visit():
    today = today_in_london()
    challenge = a.a_challenge(stage=Stage.ON_SITE, first_day=today - timedelta(days=2), last_day=today)
    lead, director = a.a_team_member(challenge, TeamRole.TEAM_LEAD), a.a_host_dass(challenge)
    present(a_feedback(challenge, a_finding(challenge, lead)), lead)
    end_visit(challenge, by=lead)
    survey = challenge.surveys.get()
    assert set(survey.askings.values_list("person", flat=True)) == {lead.pk, director.pk}
    assert Entry.objects.filter(verb="survey.opened", actor=lead).count() == 1
    for follows in settings.AFTER_VISIT:
        import_string(follows)(challenge, lead)
    assert challenge.surveys.count() == 1


def test_the_sweep_closes_it_when_its_last_day_is_over(survey):
    answers(survey, HOST, 5)
    sweep()
    assert Survey.objects.get().is_open
    Survey.objects.update(closes_on=today_in_london() - timedelta(days=1))
    for _ in range(2):
        sweep()
    survey.refresh_from_db()
    assert (survey.closed_on, survey.answered) == (today_in_london(), 5)
    line = Entry.objects.get(verb="survey.closed").as_event()["title"]
    assert line == "The system closed the survey on the visit, with 5 answers"


def test_the_regional_lead_closes_it_early_and_nobody_else(survey, sign_in):
    answers(survey, HOST, 5)
    for role in ("RC", "HC", "TM"):
        client = sign_in(a.someone_in_role(role, survey.challenge))
        assert client.post(links_page(survey), {"close": "1"}).status_code in (403, 404)
    page = sign_in(a.a_regional_lead(survey.challenge.cycle.region)).post(
        links_page(survey), {"close": "1"}, follow=True
    )
    assert "The survey is closed" in page.content.decode()
    assert not Survey.objects.open().exists()
    with pytest.raises(Refused):
        close_survey(survey, by=None)


def test_a_visit_that_ended_without_one_can_be_asked_about_later(sign_in):
    challenge = a_challenge_with_people()
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    path = reverse("survey-links", args=[challenge.slug])
    assert "This visit ended without one" in client.get(path).content.decode()
    assert "4 people are told" in client.post(path, {"open": "1"}, follow=True).content.decode()
    assert "was opened before" in client.post(path, {"open": "1"}, follow=True).content.decode()
    assert Notice.objects.filter(about__startswith="survey:").count() == 4


def test_the_totals_stay_when_the_answers_go(survey):
    answers(survey, HOST, 6, SV1="very")
    closed(survey)
    before = Survey.objects.values("results", "answered").get()
    Response.objects.all().delete()
    assert Survey.objects.values("results", "answered").get() == before
    assert before["results"]["questions"][0]["blocks"] == [{"sides": ["host"], "counts": {"very": 6}}]


# --- who passes links on ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("RL", {HOST, TEAM, EXPERT, PARTICIPANT}),
        ("RC", {HOST, TEAM, EXPERT, PARTICIPANT}),
        ("HC", {HOST, PARTICIPANT}),
    ],
)
def test_everybody_sees_the_links_that_they_pass_on(survey, role, shown, sign_in):
    page = sign_in(a.someone_in_role(role, survey.challenge)).get(links_page(survey)).content.decode()
    assert {link.audience for link in SurveyLink.objects.all() if link.token in page} == shown


def test_the_team_lead_passes_on_all_but_the_hosts(survey, sign_in):
    client = sign_in(survey.challenge.team.get(role=TeamRole.TEAM_LEAD).person)
    page = client.get(links_page(survey)).content.decode()
    assert {link.audience for link in SurveyLink.objects.all() if link.token in page} == {TEAM, EXPERT, PARTICIPANT}
    slug = survey.challenge.slug
    assert client.get(reverse("survey-sheet", args=[slug, "host"])).status_code == 404
    assert client.get(reverse("survey-sheet", args=[slug, "S01"])).status_code == 200


def test_the_sheet_has_the_promise_the_address_and_its_picture(survey, sign_in):
    coordinator = sign_in(a.a_host_member(survey.challenge, HostRole.COORDINATOR))
    page = coordinator.get(reverse("survey-sheet", args=[survey.challenge.slug, "S01"])).content.decode()
    assert f"{settings.BASE_URL}/surveys/{link_of(survey).token}/" in page
    assert "data:image/svg+xml;base64," in page
    assert "We do not ask for your name" in page


def test_a_session_without_a_count_takes_as_many_as_a_talk_is_for():
    survey = a_survey(a_challenge_with_people(head_count=None))
    assert link_of(survey).most == 8


# --- nothing leads from an answer to a person ------------------------------------------------------------------------


def people_of(survey):
    return [asking.person for asking in survey.askings.select_related("person").order_by("pk")]


# In the order in which the database keeps them, which is that of their arrival.
AS_STORED = {
    ("answers", "sqlite"): "SELECT choices FROM reports_response ORDER BY rowid",
    ("answers", "postgresql"): "SELECT choices::text FROM reports_response ORDER BY ctid",
    ("texts", "sqlite"): "SELECT text FROM reports_freewords ORDER BY rowid",
    ("texts", "postgresql"): "SELECT text FROM reports_freewords ORDER BY ctid",
}


def stored(what):
    with connection.cursor() as cursor:
        cursor.execute(AS_STORED[what, connection.vendor])
        return [value for (value,) in cursor.fetchall()]


def test_while_it_is_open_no_relation_and_no_time_leads_from_one_table_to_the_other():
    relations = {field.related_model for field in Response._meta.get_fields() if field.is_relation}
    assert relations == {Survey}
    for model in (Response, SurveyAsking, SurveyLink, FreeWords):
        assert not [field for field in model._meta.get_fields() if isinstance(field, DateField)], model


def test_when_it_is_closed_no_row_knows_who_was_asked_or_a_key(survey):
    key = uuid4()
    for person in people_of(survey):
        answer_as(survey, person, Audience.HOST, key=uuid4(), choices={"SV1": "very"}, words="")
    sends(link_of(survey), key, SV6="very")
    closed(survey)
    assert not SurveyAsking.objects.exists()
    assert not SurveyLink.objects.exists()
    assert set(Response.objects.values_list("key_hash", "words")) == {(None, "")}
    kept = str([list(model.objects.values()) for model in apps.get_app_config("reports").get_models()])
    assert hash_of(key) not in kept
    assert str(key) not in kept
    assert Person.objects.count() > 4
    assert survey.asked == 4


def test_the_order_of_the_answers_is_not_the_one_in_which_they_came(survey):
    steps = ("extremely", "very", "moderately", "slightly", "not_at_all", "do_not_know")
    came = [an_answer(survey, HOST, SV1=first, SV2=second) for first, second in product(steps, steps)]
    before, keys = stored("answers"), {answer.pk for answer in came}
    closed(survey)
    after = stored("answers")
    assert sorted(before) == sorted(after)
    assert after not in (before, before[::-1])
    now = set(Response.objects.values_list("pk", flat=True))
    assert not keys & now, "each answer is a new row"
    assert {key.version for key in now} == {4}, "and its key is random"


def test_texts_lie_in_another_order_too(survey):
    texts = [f"What I say, number {number}" for number in range(40)]
    for text in texts:
        an_answer(survey, HOST, words=text)
    closed(survey)
    assert sorted(stored("texts")) == sorted(texts)
    assert stored("texts") not in (texts, texts[::-1])


def test_the_answer_of_the_only_expert_by_experience_is_one_of_several_that_look_the_same(survey):
    answers(survey, TEAM, 5, SV6="very")
    an_answer(survey, EXPERT, SV6="very")
    closed(survey)
    assert set(Response.objects.values_list("audience", flat=True)) == {""}


def test_in_rows_that_are_put_together_nothing_is_left_that_only_one_side_was_asked(survey):
    answers(survey, TEAM, 5, SV6="very")
    answers(survey, HOST, 2, SV6="very", SV7="no")
    closed(survey)
    assert [one.choices for one in Response.objects.all()] == [{"SV6": "very"}] * 7


def test_a_side_with_enough_answers_keeps_its_name_and_all_that_it_was_asked(survey):
    answers(survey, HOST, 5, SV7="no")
    closed(survey)
    assert {(one.audience, one.choices["SV7"]) for one in Response.objects.all()} == {("host", "no")}


def test_a_challenge_that_is_paused_does_not_keep_keys_longer(survey):
    PeerChallenge.objects.update(
        paused_at="2026-01-01T10:00Z", paused_by=survey.challenge.cycle.opened_by, paused_as="postponed"
    )
    Survey.objects.update(closes_on=today_in_london() - timedelta(days=1))
    sweep()
    assert not Survey.objects.filter(closed_on=None).exists()
