"""The pages about people: what they show, what they refuse, and that they stay quick."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cycles.models import HostRole, Post, PostKind, RegionRole
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_coordinator_of_region,
    a_cycle,
    a_host_dass,
    a_host_member,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    a_team_member,
    an_administrator,
    an_authority,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return a_region("Example region")


@pytest.fixture
def office(sign_in, region):
    return sign_in(a_regional_lead(region, a_person("Amara Bell")))


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def a_form(council=None, **changes):
    return {
        "name": "Maya Grant",
        "email": "maya.grant@example.org",
        "phone": "",
        "what": "dass",
        "council": council.slug if council else "",
        **boxes("starts_on", today_in_london()),
    } | changes


def page_of(answer):
    return answer.content.decode()


# --- letting in ------------------------------------------------------------------------------------------------------


def test_letting_a_person_in_takes_one_form(office, region):
    council = an_authority("Dudley", region=region)
    answer = office.post(f"/settings/{region.slug}/people/new/", a_form(council), follow=True)
    assert answer.redirect_chain == [(f"/settings/{region.slug}/people/", 302)]
    assert "Maya Grant is let in. We have sent an e-mail to maya.grant@example.org." in page_of(answer)
    assert Post.objects.get().authority == council


def test_the_form_offers_the_first_day_as_today(office, region):
    assert office.get(f"/settings/{region.slug}/people/new/").context["form"]["starts_on"].value() == today_in_london()


def test_sending_the_form_twice_lets_one_person_in(office, region):
    council = an_authority(region=region)
    for _ in range(2):
        answer = office.post(f"/settings/{region.slug}/people/new/", a_form(council))
        assert answer.status_code == 302
    assert Person.objects.filter(email="maya.grant@example.org").count() == Post.objects.count() == 1
    assert Message.objects.count() == Entry.objects.filter(verb="person.let_in").count() == 1


def test_an_address_known_elsewhere_gets_the_same_answer_as_a_new_one(office, region):
    council = an_authority(region=region)
    a_post(an_authority(region=a_region()), person=a_person("Known", email="known@example.org"))
    answers = [
        page_of(office.post(f"/settings/{region.slug}/people/new/", a_form(council, email=email), follow=True))
        for email in ("known@example.org", "new@example.org")
    ]
    said = [f"Maya Grant is let in. We have sent an e-mail to {email}." for email in ("known@example.org", "new@example.org")]
    assert [sentence in answer for sentence, answer in zip(said, answers, strict=True)] == [True, True]


def test_a_second_director_of_a_council_is_pointed_out(office, region):
    council = an_authority("Dudley", region=region)
    a_post(council, person=a_person("Old Director"))
    answer = office.post(f"/settings/{region.slug}/people/new/", a_form(council), follow=True)
    assert "Dudley has more than one director now: Old Director and Maya Grant." in page_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their name"),
        ({"name": "x" * 121}, "120 characters or fewer"),
        ({"email": ""}, "Enter their e-mail address"),
        ({"email": "maya"}, "Enter an e-mail address in the right format"),
        ({"email": "x" * 250 + "@example.org"}, "must be 254 characters or fewer"),
        ({"phone": "0" * 41}, "40 characters or fewer"),
        ({"what": ""}, "what they do"),
        ({"what": "king"}, "what they do from the list"),
        ({"council": ""}, "Select the council"),
        ({"council": "atlantis"}, "the council from the list"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "must be a real date"),
        ({"starts_on-year": ""}, "must include a year"),
        ({"starts_on-year": "2199"}, "must be on or before"),
        ({"starts_on-year": "1900"}, "must be on or after"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(office, region, changes, sentence):
    form = a_form(an_authority(region=region)) | changes
    answer = office.post(f"/settings/{region.slug}/people/new/", form)
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert "<title>Error:" in page_of(answer)
    assert not Post.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ person }}{% now 'Y' %}", "O’Brien \x00 ‮", "'; --"])
def test_hostile_names_are_only_text(office, region, text):
    council = an_authority(region=region)
    office.post(f"/settings/{region.slug}/people/new/", a_form(council, name=text))
    shown = page_of(office.get(f"/settings/{region.slug}/people/"))
    assert "<script>alert" not in shown
    person = Person.objects.with_email("maya.grant@example.org")
    assert office.get(f"/settings/{region.slug}/people/{person.slug}/").status_code == 200


def test_a_person_called_like_a_page_has_a_page(office, region):
    office.post(f"/settings/{region.slug}/people/new/", a_form(an_authority(region=region), name="New"))
    person = Person.objects.with_email("maya.grant@example.org")
    assert "Send a new invitation" in page_of(office.get(f"/settings/{region.slug}/people/{person.slug}/"))


def test_a_council_of_another_region_is_not_on_offer(office, region):
    answer = office.post(f"/settings/{region.slug}/people/new/", a_form(an_authority(region=a_region())))
    assert "the council from the list" in page_of(answer)


def test_a_coordinator_is_not_offered_roles_of_the_office(sign_in, region):
    answer = sign_in(a_coordinator_of_region(region)).get(f"/settings/{region.slug}/people/new/")
    assert 'value="lead"' not in page_of(answer)
    assert 'value="expert"' in page_of(answer)


def test_a_coordinator_who_forges_a_role_of_the_office_is_refused(sign_in, region):
    client = sign_in(a_coordinator_of_region(region))
    answer = client.post(f"/settings/{region.slug}/people/new/", a_form(what="lead"))
    assert answer.status_code == 200
    assert not RegionRole.objects.filter(kind="lead").exists()


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_says_what_everybody_is(office, region):
    challenge = a_challenge(host=an_authority("Dudley", region=region), cycle=a_cycle(region))
    a_host_dass(challenge, a_person("Dora Director"))
    a_host_member(challenge, HostRole.READER, a_person("Hana Host"))
    a_team_member(challenge, person=a_person("Tariq Team"))
    shown = page_of(office.get(f"/settings/{region.slug}/people/"))
    for words in (
        "Director of adult social services, Dudley",
        "Senior reader, Dudley",
        "Senior manager, Dudley review team",
        "Regional lead",
    ):
        assert words in shown


def test_the_list_shows_nobody_of_another_region(office, region):
    a_post(an_authority(region=a_region()), person=a_person("Somebody Else"))
    assert "Somebody Else" not in page_of(office.get(f"/settings/{region.slug}/people/"))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("name=dora", ["Dora"]),
        ("role=psw", ["Pat"]),
        ("role=lead", ["Amara Bell"]),
        ("access=invited", ["Pat"]),
        ("access=ended", ["Otto"]),
        ("access=active&role=dass", ["Dora"]),
        ("name=nobody", []),
        ("role=king&access=%00", ["Amara Bell", "Dora", "Otto", "Pat"]),
        ("page=9999&name=", ["Amara Bell", "Dora", "Otto", "Pat"]),
    ],
)
def test_the_list_can_be_filtered(office, region, asked, names):
    council = an_authority(region=region)
    a_post(council, person=a_person("Dora"))
    a_post(council, PostKind.PSW, a_person("Pat"))
    Person.objects.filter(name="Pat").update(joined_at=None)
    a_post(council, PostKind.OFFICER, a_person("Otto"), ends_on=today_in_london() - timedelta(days=1))
    answer = office.get(f"/settings/{region.slug}/people/?{asked}")
    assert [person.name for person in answer.context["page_obj"]] == names


def test_a_filter_that_finds_nobody_offers_the_way_back(office, region):
    assert "Show everybody" in page_of(office.get(f"/settings/{region.slug}/people/?name=nobody"))


def test_a_long_list_has_pages(office, region):
    council = an_authority(region=region)
    for _ in range(30):
        a_post(council, PostKind.OFFICER)
    answer = office.get(f"/settings/{region.slug}/people/?page=2")
    assert len(answer.context["page_obj"]) == 6
    assert "Page 2 of 2" in page_of(answer)


def make_busy(region, times):
    for _ in range(times):
        challenge = a_challenge(cycle=a_cycle(region))
        person = a_host_member(challenge, person=a_host_dass(challenge))
        a_host_member(challenge, HostRole.PSW, person)
        a_team_member(challenge)


def test_the_list_costs_the_same_with_one_and_with_many(office, region, django_assert_max_num_queries):
    make_busy(region, 1)
    office.get(f"/settings/{region.slug}/people/")
    with django_assert_max_num_queries(15) as one:
        office.get(f"/settings/{region.slug}/people/")
    make_busy(region, 3)
    with django_assert_max_num_queries(15) as many:
        office.get(f"/settings/{region.slug}/people/")
    assert len(one) == len(many)


# --- one person ------------------------------------------------------------------------------------------------------


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
    person = Person.objects.with_email("maya.grant@example.org")
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
        ({"council": ""}, "Select the council of the new job"),
        ({"post": "999999999999999999999"}, "the job they leave from the list"),
        ({"post": "x"}, "the job they leave from the list"),
        ({"starts_on-month": "13"}, "must be a real date"),
        ({"starts_on-year": "2019"}, "must start after the first day of the present one"),
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


def test_a_person_without_a_job_has_none_to_change(office, region):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_team_member(challenge)
    answer = office.get(f"/settings/{region.slug}/people/{person.slug}/job/", follow=True)
    assert "has no job at a council in this region" in page_of(answer)


def test_pages_about_one_person_stay_quick(office, region, django_assert_max_num_queries):
    make_busy(region, 3)
    person = a_post(an_authority(region=region))
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


# --- who has access to a challenge -----------------------------------------------------------------------------------


@pytest.fixture
def challenge(region):
    return a_challenge(host=an_authority("Dudley", region=region), cycle=a_cycle(region))


def test_the_page_says_who_has_access_and_why(office, challenge):
    a_host_dass(challenge, a_person("Dora Director"))
    a_host_member(challenge, HostRole.COORDINATOR, a_person("Carl Coordinator"))
    a_team_member(challenge, person=a_person("Tariq Team"))
    shown = page_of(office.get(f"/challenges/{challenge.slug}/people/"))
    today = f"{today_in_london().day} {today_in_london():%B %Y}"
    for words in (
        "Dora Director",
        "Director of adult social services at Dudley since 6 January 2020",
        f"Host coordinator for the peer challenge of Dudley since {today}",
        f"Senior manager on the review team for Dudley since {today}",
        "Regional lead in Example region since 6 January 2020",
    ):
        assert words in shown


def test_only_people_whom_the_host_named_can_be_taken_out_there(office, challenge):
    a_host_dass(challenge)
    a_team_member(challenge)
    named = a_host_member(challenge)
    shown = page_of(office.get(f"/challenges/{challenge.slug}/people/"))
    assert shown.count("Take out") == 1
    assert f"/challenges/{challenge.slug}/people/{named.slug}/" in shown


def test_the_page_says_from_which_step_a_colleague_sees_anything(office, challenge):
    a_host_member(challenge, HostRole.COLLEAGUE)
    assert "Sees nothing before the step “Prepare”" in page_of(office.get(f"/challenges/{challenge.slug}/people/"))


def test_the_page_says_whose_access_has_ended(office, challenge):
    person = a_host_member(challenge, person=a_person("Carl Coordinator"))
    person.host_places.update(ended_at=timezone.now())
    shown = page_of(office.get(f"/challenges/{challenge.slug}/people/"))
    assert "Who can no longer see it" in shown
    assert "Carl Coordinator: Host coordinator for the peer challenge of Dudley from" in shown


def test_the_page_costs_the_same_with_one_and_with_many(office, challenge, django_assert_max_num_queries):
    def add(times):
        for _ in range(times):
            a_host_member(challenge)
            a_team_member(challenge)

    add(1)
    office.get(f"/challenges/{challenge.slug}/people/")
    with django_assert_max_num_queries(15) as one:
        office.get(f"/challenges/{challenge.slug}/people/")
    add(3)
    with django_assert_max_num_queries(15) as many:
        office.get(f"/challenges/{challenge.slug}/people/")
    assert len(one) == len(many)


def host_form(**changes):
    return {"name": "Carl Coordinator", "email": "carl@example.org", "role": "coordinator"} | changes


def test_the_director_names_a_coordinator(sign_in, challenge):
    client = sign_in(a_host_dass(challenge))
    answer = client.post(f"/challenges/{challenge.slug}/people/new/", host_form(), follow=True)
    assert "Carl Coordinator is let in." in page_of(answer)
    assert challenge.host_members.get().role == HostRole.COORDINATOR
    assert Message.objects.get().context["standing"] == "Host coordinator for the peer challenge of Dudley"
    assert Entry.objects.get(verb="host_member.let_in").challenge_id == challenge.pk


def test_naming_somebody_twice_names_them_once(sign_in, challenge):
    client = sign_in(a_host_dass(challenge))
    for _ in range(2):
        assert client.post(f"/challenges/{challenge.slug}/people/new/", host_form()).status_code == 302
    assert challenge.host_members.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": "carl"}, "Enter an e-mail address in the right format"),
        ({"role": ""}, "what they will do"),
        ({"role": "team_lead"}, "what they will do from the list"),
    ],
)
def test_a_host_member_who_cannot_be_is_refused_beside_the_field(sign_in, challenge, changes, sentence):
    client = sign_in(a_host_dass(challenge))
    answer = client.post(f"/challenges/{challenge.slug}/people/new/", host_form(**changes))
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert not challenge.host_members.exists()


def test_the_director_takes_out_whom_they_named(sign_in, challenge):
    named = a_host_member(challenge, person=a_person("Carl Coordinator"))
    client = sign_in(a_host_dass(challenge))
    address = f"/challenges/{challenge.slug}/people/{named.slug}/"
    assert "Host coordinator" in page_of(client.get(address))
    assert "Carl Coordinator is taken out" in page_of(client.post(address, follow=True))
    assert "has no part in this challenge any more" in page_of(client.post(address, follow=True))
    assert not challenge.host_members.current().exists()
    named.refresh_from_db()
    assert not named.is_active


def test_nobody_but_people_of_the_host_has_a_page_to_take_them_out(office, challenge):
    for person in (a_team_member(challenge), a_host_dass(challenge), a_person()):
        assert office.get(f"/challenges/{challenge.slug}/people/{person.slug}/").status_code == 404


def test_old_proof_is_asked_for_again_before_access_changes(office, region, settings):
    settings.PROOF_IS_FRESH_FOR = timedelta(0)
    person = a_post(an_authority(region=region))
    address = f"/settings/{region.slug}/people/{person.slug}/removal/"
    answer = office.post(address, {"reason": "Left the council"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/")
    assert person.posts.current().exists()
