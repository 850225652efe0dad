"""The page of one person: what it shows, a new invitation, a new job, taking out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cycles.models import PostKind
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.models import Message
from peerchallenge.workdays import today_in_london
from tests.builders import (
    LONG_AGO,
    a_challenge,
    a_cycle,
    a_host_member,
    a_person,
    a_post,
    a_region,
    a_team_member,
    an_administrator,
    an_authority,
)

from .steps import a_form, boxes, page_of

pytestmark = pytest.mark.django_db


def test_a_person_s_page_says_what_they_are_and_were_here(office, region):
    council = an_authority("Dudley", region=region)
    person = a_post(council)
    a_post(council, PostKind.OFFICER, person, ends_on=today_in_london() - timedelta(days=1))
    a_post(an_authority("Elsewhere", region=a_region()), PostKind.PSW, person)
    shown = page_of(office.get(f"/settings/{region.slug}/people/{person.slug}/"))
    assert "Director of adult social services at Dudley since 6 January 2020" in shown
    assert "Other officer at Dudley from 6 January 2020 to" in shown
    assert "Elsewhere" not in shown


def test_the_page_of_somebody_from_another_region_does_not_exist(office, region):
    stranger = a_post(an_authority(region=a_region()))
    for page in ("", "job/", "removal/"):
        assert office.get(f"/settings/{region.slug}/people/{stranger.slug}/{page}").status_code == 404


def test_a_new_invitation_is_sent_from_the_person_s_page(office, region):
    office.post(f"/settings/{region.slug}/people/new/", a_form(an_authority(region=region)))
    person = Person.everybody.get(email="maya.grant@example.org")
    person.invitations.update(created_at=timezone.now() - timedelta(hours=1))
    answer = office.post(f"/settings/{region.slug}/people/{person.slug}/", follow=True)
    assert "We have sent a new invitation to maya.grant@example.org." in page_of(answer)
    assert Message.objects.filter(template="invitation").count() == 2


def test_an_invitation_is_only_offered_to_who_has_not_joined(office, region):
    person = a_post(an_authority(region=region))
    assert "Send a new invitation" not in page_of(office.get(f"/settings/{region.slug}/people/{person.slug}/"))
    answer = office.post(f"/settings/{region.slug}/people/{person.slug}/", follow=True)
    assert "has joined already" in page_of(answer)


def test_a_person_is_taken_out_after_one_more_question(office, region):
    person = a_post(an_authority("Dudley", region=region), person=a_person("Dora"))
    address = f"/settings/{region.slug}/people/{person.slug}/removal/"
    asked = page_of(office.get(address))
    assert "Director of adult social services at Dudley since 6 January 2020" in asked
    assert "Enter the reason" in page_of(office.post(address, {"reason": " "}))
    answer = office.post(address, {"reason": "Left the council"}, follow=True)
    assert "Dora is taken out and has no access any more" in page_of(answer)
    assert office.post(address, {"reason": "Left the council"}).status_code == 302


def test_the_last_lead_reads_why_they_stay(office, region):
    lead = Person.objects.get(name="Amara Bell")
    answer = office.post(f"/settings/{region.slug}/people/{lead.slug}/removal/", {"reason": "Leaving"})
    assert "Amara Bell is the only regional lead." in page_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "the new job"),
        ({"kind": "king"}, "the new job from the list"),
        ({"council": ""}, "the council of the new job"),
        ({"post": "999999999999999999999"}, "the job they leave from the list"),
        ({"post": "x"}, "the job they leave from the list"),
        ({"starts_on-month": "13"}, "must be a real date"),
        (boxes("starts_on", LONG_AGO - timedelta(days=1)), "must start after the first day of the present one"),
    ],
)
def test_a_new_job_that_cannot_be_is_refused_beside_the_field(office, region, changes, sentence):
    person = a_post(an_authority(region=region))
    form = {
        "post": person.posts.get().pk,
        "kind": "psw",
        "council": an_authority(region=region).slug,
        **boxes("starts_on", today_in_london()),
    }
    answer = office.post(f"/settings/{region.slug}/people/{person.slug}/job/", form | changes)
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert person.posts.count() == 1


def test_the_office_is_told_at_once_which_team_loses_a_person(office, region):
    challenge, person = a_challenge(cycle=a_cycle(region)), a_post(an_authority(region=region))
    a_team_member(challenge, person=person)
    form = {"post": person.posts.get().pk, "kind": "psw", "council": challenge.host.slug}
    form |= boxes("starts_on", today_in_london())
    answer = office.post(f"/settings/{region.slug}/people/{person.slug}/job/", form, follow=True)
    assert f"Their place on the review team for {challenge.host} has ended" in page_of(answer)


def test_a_person_with_two_jobs_is_asked_which_one_they_leave(office, region):
    person = a_post(an_authority(region=region))
    a_post(an_authority(region=region), PostKind.OFFICER, person)
    form = office.get(f"/settings/{region.slug}/people/{person.slug}/job/").context["form"]
    assert len(form["post"].subwidgets) == 2
    assert form["post"].value() is None


def test_a_person_who_leaves_without_a_new_job_needs_no_council(office, region):
    person = a_post(an_authority(region=region))
    form = {"post": person.posts.get().pk, "kind": "none", "council": "", **boxes("starts_on", today_in_london())}
    assert office.post(f"/settings/{region.slug}/people/{person.slug}/job/", form).status_code == 302
    assert not person.posts.not_ended().exists()


def test_a_person_without_a_job_has_none_to_change(office, region):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_team_member(challenge)
    answer = office.get(f"/settings/{region.slug}/people/{person.slug}/job/", follow=True)
    assert "has no job at a council in this region" in page_of(answer)


def test_pages_about_one_person_stay_quick(office, region, django_assert_max_num_queries):
    person = a_post(an_authority(region=region))
    for _ in range(3):
        a_host_member(a_challenge(cycle=a_cycle(region)), person=person)
    for page in ("new/", f"{person.slug}/", f"{person.slug}/job/", f"{person.slug}/removal/"):
        office.get(f"/settings/{region.slug}/people/{page}")
        with django_assert_max_num_queries(15):
            assert office.get(f"/settings/{region.slug}/people/{page}").status_code == 200


def test_an_administrator_learns_who_runs_the_region_and_no_names(sign_in, region):
    a_post(an_authority(region=region), person=a_person("Dora Director"))
    for page in ("", "people/", "people/new/", "messages/", "jobs/", "councils/"):
        answer = sign_in(an_administrator(region)).get(f"/settings/{region.slug}/{page}")
        assert answer.status_code == 200
        assert "Example region office runs this region" in page_of(answer)
        assert "Dora Director" not in page_of(answer)
