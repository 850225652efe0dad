"""The pages of the team: what each person sees there, and how forms answer."""

import pytest

from cycles.models import (
    AccessNeeds,
    Declaration,
    PostKind,
    Stage,
    TeamInvitation,
    TeamMember,
    TeamRole,
    Training,
    Waiver,
)
from peerchallenge.workdays import today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db
ANSWER_BY = {"reply_by-day": "1", "reply_by-month": "2", "reply_by-year": "2099"}


@pytest.fixture
def challenge():
    region = a.a_region("Lakeside", contact_phone="0121 496 0000")
    cycle = a.a_cycle(region, ends_on=today_in_london().replace(year=2098, day=1))
    return a.a_challenge(a.an_authority("Dunmere", region=region), cycle, Stage.PREPARING)


@pytest.fixture
def team_of(challenge):
    return f"/challenges/{challenge.slug}/team/"


@pytest.fixture
def as_office(challenge, sign_in):
    return sign_in(a.a_regional_lead(challenge.cycle.region, a.a_person("Amara Bell")))


def place(person):
    return TeamMember.objects.get(person=person)


def words(answer):
    return " ".join(answer.content.decode().split())


# --- the team --------------------------------------------------------------------------------------------------------


def test_the_team_page_says_who_is_on_it_and_whether_the_rule_is_met(as_office, challenge, team_of):
    a.a_team_member(challenge, TeamRole.POLITICIAN, a.a_person("Beth Rees"))
    shown = words(as_office.get(team_of))
    assert "Beth Rees" in shown
    assert "1 councillor with adult social care from another council" in shown
    assert 'Choose<span class="govuk-visually-hidden">: 1 team lead' in shown
    assert "May read on" in shown


def test_the_office_sees_who_was_asked_and_who_has_left(as_office, challenge, team_of):
    a.an_invitation_to_the_team(challenge, a.a_person("Hugh Prosser"), note="Please come")
    no = a.an_invitation_to_the_team(challenge, a.a_person("Dawn Pickering"))
    TeamInvitation.objects.filter(pk=no.pk).update(answer="no", answered_at=no.asked_at, reason="Away then")
    left = place(a.a_team_member(challenge, person=a.a_person("Lou Left")))
    TeamMember.objects.filter(pk=left.pk).update(ended_at=left.added_at, ended_reason="A clash")
    shown = words(as_office.get(team_of))
    for text in ("Hugh Prosser", "Please come", "Dawn Pickering", "Away then", "Lou Left", "A clash"):
        assert text in shown


@pytest.mark.parametrize("role", ["TL", "TM", "HD", "HC"])
def test_nobody_else_sees_that(role, challenge, team_of, sign_in):
    a.an_invitation_to_the_team(challenge, a.a_person("Hugh Prosser"))
    left = place(a.a_team_member(challenge, person=a.a_person("Lou Left")))
    TeamMember.objects.filter(pk=left.pk).update(ended_at=left.added_at, ended_reason="A clash")
    shown = words(sign_in(a.someone_in_role(role, challenge)).get(team_of))
    assert "Hugh Prosser" not in shown
    assert "Lou Left" not in shown


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("RL", "Waits for the regional lead"),
        ("TL", "Waits for the regional lead"),
        ("RC", "Not cleared yet"),
        ("HD", "Not cleared yet"),
        ("TM", ""),
        ("HC", ""),
    ],
)
def test_how_far_a_declaration_is_is_shown_only_to_those_who_may(role, sees, challenge, team_of, sign_in):
    """The host's director and the coordinator learn whether somebody may read on, not that they have an interest."""
    member = place(a.a_team_member(challenge, declared=False))
    Declaration.objects.create(member=member, has_interest=True, text="My cousin works there")
    shown = words(sign_in(a.someone_in_role(role, challenge)).get(team_of))
    states = {"Waits for the regional lead", "Not cleared yet", "Not said yet"}
    assert {state for state in states if state in shown} == ({sees} if sees else set())
    assert "cousin" not in shown


@pytest.mark.parametrize(
    ("role", "shares", "shown"),
    [
        ("TL", "share_with_lead", True),
        ("TL", "share_with_host", False),
        ("HC", "share_with_host", True),
        ("HC", "share_with_lead", False),
        ("HD", "share_with_host", False),
        ("TM", "share_with_lead", False),
    ],
)
def test_what_helps_is_shown_to_those_with_whom_it_is_shared(role, shares, shown, challenge, team_of, sign_in):
    member = place(a.a_team_member(challenge))
    AccessNeeds.objects.create(member=member, text="Large print", **{shares: True})
    page = words(sign_in(a.someone_in_role(role, challenge)).get(team_of))
    assert ("Large print" in page) is shown


def test_training_of_others_is_for_the_office(challenge, team_of, sign_in):
    person = a.a_team_member(challenge)
    day = today_in_london().replace(year=2024, month=3, day=5)
    Training.objects.create(region=challenge.cycle.region, person=person, name="Day", held_on=day, recorded_by=person)
    for role, shown in (("RL", True), ("HD", False), ("TL", False)):
        page = words(sign_in(a.someone_in_role(role, challenge)).get(team_of))
        assert ("5 March 2024" in page) is shown, role
        assert "Your last training" not in page
    own = words(sign_in(person).get(team_of))
    assert "5 March 2024" in own
    assert "Your last training" in own, "nobody must think that the others were not trained"


def test_why_a_line_was_waived_is_for_the_leads(challenge, team_of, sign_in):
    Waiver.objects.create(
        challenge=challenge, line="politician", reason="Elections are near", waived_by=challenge.cycle.opened_by
    )
    for role, shown in (("RL", True), ("TL", True), ("HD", False)):
        page = words(sign_in(a.someone_in_role(role, challenge)).get(f"{team_of}rule/"))
        assert ("Elections are near" in page) is shown, role
        assert "Waived" in page


# --- asking ----------------------------------------------------------------------------------------------------------


def test_the_office_asks_somebody_who_fits(as_office, challenge, team_of):
    council = a.an_authority(region=challenge.cycle.region)
    person = a.a_post(council, PostKind.CABINET_MEMBER, a.a_person("Beth Rees"))
    address = f"{team_of}new/?role=politician"
    assert "Beth Rees" in words(as_office.get(address))
    answer = as_office.post(address, {"person": person.slug, "note": "", **ANSWER_BY})
    assert answer.headers["Location"] == team_of
    assert TeamInvitation.objects.get().person == person


def test_a_person_who_does_not_fit_cannot_be_asked_by_a_forged_form(as_office, challenge, team_of):
    manager = a.a_post(a.an_authority(region=challenge.cycle.region), PostKind.SENIOR_MANAGER)
    answer = as_office.post(f"{team_of}new/?role=politician", {"person": manager.slug, **ANSWER_BY})
    assert answer.status_code == 200
    assert not TeamInvitation.objects.exists()


@pytest.mark.parametrize("role", ["", "?role=king"])
def test_without_a_role_one_is_chosen_first(role, as_office, team_of):
    shown = words(as_office.get(f"{team_of}new/{role}"))
    assert "?role=expert_by_experience" in shown


def test_somebody_of_the_host_cannot_be_asked_as_a_newcomer(as_office, challenge, team_of):
    a.a_host_dass(challenge, a.a_person("Dora Director", email="dora@example.org"))
    form = {"name": "Dora", "email": "DORA@example.org", "role": "politician", "home": "none", **ANSWER_BY}
    answer = as_office.post(f"{team_of}new/newcomer/", form)
    assert answer.status_code == 200
    assert "works for Dunmere. Nobody of the host council can be on its review team." in words(answer)


def test_somebody_of_another_region_is_asked(as_office, challenge, team_of):
    council = a.an_authority("Farland")
    form = {"name": "Nora", "email": "n@example.org", "role": "politician", "home": council.slug, **ANSWER_BY}
    assert as_office.post(f"{team_of}new/newcomer/", form).status_code == 302
    assert TeamInvitation.objects.get().home == council


def test_a_day_to_answer_by_that_has_passed_is_refused_beside_the_field(as_office, challenge, team_of):
    form = {"name": "Nora", "email": "n@example.org", "role": "politician", "home": "none"}
    past = {"reply_by-day": "1", "reply_by-month": "2", "reply_by-year": "2020"}
    shown = words(as_office.post(f"{team_of}new/newcomer/", {**form, **past}))
    assert "The day to answer by must be on or after" in shown
    assert not TeamInvitation.objects.exists()


# --- one member ------------------------------------------------------------------------------------------------------


def test_the_office_takes_somebody_off_the_team(as_office, challenge, team_of):
    person = a.a_team_member(challenge)
    assert "Take" in words(as_office.get(f"{team_of}{person.slug}/"))
    assert as_office.post(f"{team_of}{person.slug}/", {"reason": "A clash"}).headers["Location"] == team_of
    assert place(person).ended_reason == "A clash"
    assert as_office.get(f"{team_of}{person.slug}/").status_code == 404


def test_the_office_takes_a_question_back(as_office, challenge, team_of):
    asked = a.an_invitation_to_the_team(challenge)
    assert "Take the question back" in words(as_office.get(f"{team_of}{asked.person.slug}/"))
    as_office.post(f"{team_of}{asked.person.slug}/")
    asked.refresh_from_db()
    assert asked.answer == TeamInvitation.Answer.TAKEN_BACK


def test_somebody_who_is_not_on_the_team_has_no_page_there(as_office, challenge, team_of):
    stranger = a.a_team_member(a.a_challenge())
    assert as_office.get(f"{team_of}{stranger.slug}/").status_code == 404
    assert as_office.get(f"{team_of}{stranger.slug}/interest/").status_code == 404
