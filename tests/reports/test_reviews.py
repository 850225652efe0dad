"""Reviews: the system opens them, both sides speak apart, the team lead records, the regional lead closes."""

from datetime import timedelta

import pytest
from django.conf import settings

from cycles.models import HostRole, PeerChallenge, Stage, StageChange, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from reports.models import HostWord, Judgement, Measured, Review
from reports.opening import open_reviews
from reviews.standing_in import STANDS_IN
from tests import builders as a
from tests.assessments.builders import a_baseline
from tests.pages import body

from .plan_builders import a_figure, a_plan, a_review, an_agreed_challenge, an_indicator, url

pytestmark = pytest.mark.django_db
SIX, TWELVE = Review.Kind.SIX, Review.Kind.TWELVE
HOST = (("in_progress", "Half of it is done."), ("completed", "All carers are told."))
TEAM = (("in_progress", "We see that it has begun."), ("in_progress", "Many carers are told."))


@pytest.fixture
def challenge():
    return an_agreed_challenge(stage=Stage.FOLLOW_UP)


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def say(client, challenge, page="review-words", number="R1", **fields):
    form = {"version": "0", "state": "in_progress", "words": "Half of it is done."} | fields
    return client.post(url(challenge, page, SIX, number), form, follow=True)


def record(client, challenge, kind=SIX):
    return client.post(url(challenge, "review-record", kind), follow=True)


def met(client, challenge):
    day = today_in_london()
    boxes = {"met_on-day": day.day, "met_on-month": day.month, "met_on-year": day.year}
    form = {"version": "1", "took_part": "Host director and team lead", "agreed": "To go on."} | boxes
    return client.post(url(challenge, "review-meeting", SIX), form, follow=True)


def stage_of(challenge):
    return PeerChallenge.objects.get(pk=challenge.pk).stage


def test_the_system_opens_the_six_month_review_some_weeks_before_it_is_due():
    challenge = an_agreed_challenge(stage=Stage.PUBLISHED)
    weeks = timedelta(weeks=settings.REVIEW_OPENS_WEEKS)
    milestone = a.a_milestone(challenge, today_in_london() + weeks + timedelta(days=1), code="six-month-review")
    open_reviews()
    assert stage_of(challenge) == Stage.PUBLISHED
    milestone.due_on -= timedelta(days=1)
    milestone.save()
    for _ in range(2):
        open_reviews()
    assert stage_of(challenge) == Stage.FOLLOW_UP
    assert Review.objects.get().kind == SIX
    change = StageChange.objects.get()
    assert (change.after, change.by) == (Stage.FOLLOW_UP, None)


def test_a_paused_challenge_or_one_that_is_not_published_waits():
    for challenge in (an_agreed_challenge(stage=Stage.AGREED), a.a_paused_challenge(stage=Stage.PUBLISHED)):
        a.a_milestone(challenge, today_in_london(), code="six-month-review")
    open_reviews()
    assert not Review.objects.exists()


def test_the_twelve_month_review_opens_also_where_the_first_was_never_recorded(challenge):
    a_review(challenge)
    a.a_milestone(challenge, today_in_london(), code="twelve-month-review")
    for _ in range(2):
        open_reviews()
    assert list(Review.objects.values_list("kind", flat=True)) == [SIX, TWELVE]
    assert Entry.objects.filter(verb="review.opened").count() == 1


def test_each_side_says_how_far_it_is_in_words_of_its_own(challenge, director, lead, sign_in):
    a_review(challenge)
    assert "Saved how far R1 is" in say(sign_in(director), challenge).content.decode()
    page = say(sign_in(lead), challenge, "review-judgement", state="problem", words="Nobody knows of it.")
    assert "Saved how far R1 is" in page.content.decode()
    assert (HostWord.objects.get().state, Judgement.objects.get().state) == ("in_progress", "problem")


def test_neither_side_writes_what_the_other_says(challenge, director, lead, sign_in):
    a_review(challenge)
    assert say(sign_in(director), challenge, "review-judgement").status_code == 404
    assert say(sign_in(lead), challenge).status_code == 404


def test_the_host_reads_the_team_lead_once_the_review_is_recorded(challenge, director, sign_in):
    review = a_review(challenge, host=HOST, team=TEAM)
    client, path = sign_in(director), url(challenge, "review", SIX)
    assert TEAM[0][1] not in body(client, path)
    Review.objects.filter(pk=review.pk).update(recorded_at=review.opened_at, recorded_by=director)
    assert TEAM[0][1] in body(client, path)


def test_two_people_of_the_host_see_both_texts(challenge, director, sign_in):
    a_review(challenge, host=HOST)
    answer = say(sign_in(director), challenge, state="problem", words="There is no money.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(words in page for words in ("Half of it is done.", "There is no money.", "In progress"))
    assert HostWord.objects.first().words == HOST[0][1]


def test_figures_stand_beside_those_of_the_visit_in_words(challenge, director, sign_in):
    better, same, unknown = (an_indicator(code) for code in ("ASC3", "ASC4", "ASC5"))
    for indicator in (better, same, unknown):
        a_baseline(challenge, indicator, value=48, year="2024-25", fixed_on="2026-03-10")
    a_review(challenge)
    client = sign_in(director)
    form = {f"version-oflog-2015-23.{one.code}": "0" for one in (better, same, unknown)}
    form |= {f"{part}-oflog-2015-23.ASC3": text for part, text in (("value", "66%"), ("people", "120"))}
    form |= {"value-oflog-2015-23.ASC4": "48", "period-oflog-2015-23.ASC4": "2025-26"}
    page = client.post(url(challenge, "review-figures", SIX), form).content.decode()
    assert "Enter the year or the months" in page
    form["period-oflog-2015-23.ASC3"] = "April to June 2026"
    page = client.post(url(challenge, "review-figures", SIX), form, follow=True).content.decode()
    assert "2 of 3 figures are known now: 1 higher, 1 the same." in page
    assert "April to June 2026, of 120 people" in page


def test_a_figure_that_is_no_number_is_refused(challenge, director, sign_in):
    a_baseline(challenge, an_indicator())
    a_review(challenge)
    name = "oflog-2015-23.ASC3"
    form = {f"version-{name}": "0", f"value-{name}": "many", f"people-{name}": "-1", f"period-{name}": "2025-26"}
    page = sign_in(director).post(url(challenge, "review-figures", SIX), form).content.decode()
    assert "The figure must be a number" in page
    assert "Enter a whole number" in page
    assert not Measured.objects.exists()


def test_whoever_measures_second_sees_the_other_figure(challenge, director, sign_in):
    a_baseline(challenge, an_indicator())
    a_figure(a_review(challenge), an_indicator(), 60)
    name = "oflog-2015-23.ASC3"
    form = {f"version-{name}": "0", f"value-{name}": "66", f"period-{name}": "2025-26"}
    client, path = sign_in(director), url(challenge, "review-figures", SIX)
    page = client.post(path, form).content.decode()
    assert "Somebody else saved first: 60.0 in 2025-26" in page.replace("60.0%", "60.0")
    assert Measured.objects.get().value == 60
    client.post(path, form | {f"version-{name}": "1"})
    assert Measured.objects.get().value == 66


def test_the_review_is_recorded_when_everything_is_judged_and_the_meeting_is_written(challenge, lead, sign_in):
    a_review(challenge, host=HOST)
    milestone = a.a_milestone(challenge, code="six-month-review")
    client = sign_in(lead)
    page = record(client, challenge).content.decode()
    assert "The team lead has not said how far R1 and R2 are." in page
    assert "The meeting is not written down." in page
    for number, (state, words) in zip(("R1", "R2"), TEAM, strict=True):
        say(client, challenge, "review-judgement", number, state=state, words=words)
    met(client, challenge)
    assert "is recorded" in record(client, challenge).content.decode()
    milestone.refresh_from_db()
    assert milestone.done_at
    assert Entry.objects.get(verb="review.recorded").detail["reason"] == ""


def test_what_is_recorded_cannot_be_changed(challenge, director, lead, sign_in):
    a_review(challenge, host=HOST, team=TEAM, recorded=True)
    for person, page in ((director, "review-words"), (lead, "review-judgement")):
        answer = say(sign_in(person), challenge, page, version="1", words="Something else.")
        assert "The review is recorded, so this was not saved" in answer.content.decode()
    assert (HostWord.objects.first().words, Judgement.objects.first().words) == (HOST[0][1], TEAM[0][1])


def test_a_host_that_never_answers_holds_nothing_up(challenge, lead, director, sign_in):
    a_review(challenge, team=TEAM)
    client = sign_in(lead)
    met(client, challenge)
    page = body(client, url(challenge, "review-record", SIX))
    assert "The council has not said how far it is." in page
    record(client, challenge)
    page = body(sign_in(director), url(challenge, "review", SIX))
    assert "The council has not said how far it is." in page
    assert "The council did not say how far it is." in page


def test_the_regional_lead_stands_in_for_an_absent_team_lead(challenge, sign_in):
    a_review(challenge, team=TEAM)
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    assert "You can stand in when they cannot" in body(client, url(challenge, "review-judgement", SIX, "R1"))
    met(client, challenge)
    record(client, challenge)
    assert Entry.objects.get(verb="review.recorded").detail["reason"] == STANDS_IN


def test_the_second_review_shows_the_first_judgement_beside_it(challenge, lead, sign_in):
    a_review(challenge, host=HOST, team=TEAM, recorded=True)
    a_review(challenge, TWELVE)
    assert f"After six months: in progress. {TEAM[0][1]}" in body(sign_in(lead), url(challenge, "review", TWELVE))


def test_the_regional_lead_closes_the_challenge_once_the_second_review_is_recorded(challenge, sign_in):
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    review = a_review(challenge, TWELVE)
    page = client.post(url(challenge, "challenge-close"), follow=True).content.decode()
    assert "The twelve-month review is not recorded." in page
    assert stage_of(challenge) == Stage.FOLLOW_UP
    Review.objects.filter(pk=review.pk).update(recorded_at=review.opened_at, recorded_by=challenge.cycle.opened_by)
    assert "is closed" in client.post(url(challenge, "challenge-close"), follow=True).content.decode()
    assert stage_of(challenge) == Stage.CLOSED


def test_nobody_else_closes_it(challenge, director, lead, sign_in):
    a_review(challenge, TWELVE, recorded=True)
    for person in (director, lead):
        assert sign_in(person).post(url(challenge, "challenge-close")).status_code == 404


def test_a_review_that_is_not_open_is_not_found(challenge, lead, sign_in):
    client = sign_in(lead)
    assert client.get(url(challenge, "review", SIX)).status_code == 404
    assert client.get(url(challenge, "review", "nine-months")).status_code == 404


def test_the_regional_coordinator_sees_how_far_it_is_and_no_word(challenge, sign_in):
    a_review(challenge, host=HOST, team=TEAM)
    page = body(sign_in(a.a_coordinator_of_region(challenge.cycle.region)), url(challenge, "review", SIX))
    assert "Six-month review: open since" in page
    assert HOST[0][1] not in page


def test_the_pages_stay_within_their_questions(challenge, sign_in, django_assert_max_num_queries):
    a_plan(challenge)
    for code in ("ASC3", "ASC4", "ASC5"):
        a_baseline(challenge, an_indicator(code), value=48, year="2024-25", fixed_on="2026-03-10")
    a_review(challenge, host=HOST, team=TEAM, recorded=True)
    a_review(challenge, TWELVE, host=HOST, team=TEAM)
    client = sign_in(a.a_host_member(challenge, HostRole.COORDINATOR))
    pages = (url(challenge, "review", TWELVE), url(challenge, "review-figures", TWELVE), url(challenge, "reviews"))
    for page in (*pages, url(challenge, "review-words", TWELVE, "R1")):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200
