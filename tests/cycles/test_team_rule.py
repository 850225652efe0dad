"""The team rule: each line in words, met or not, waived with a reason, and what holds up the release of the pack."""

from datetime import timedelta

import pytest

from cycles.actions import team_rule as actions
from cycles.models import AccessNeeds, Authority, Cycle, Declaration, HostRole, TeamMember, TeamRole, Training
from cycles.refusals import Refused
from cycles.team_rule import rule_of, unmet_for_reading
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a.a_challenge(a.an_authority("Dunmere"))


@pytest.fixture
def lead(challenge):
    return a.a_regional_lead(challenge.cycle.region)


def line(challenge, code):
    return next(one for one in rule_of(challenge) if one.code == code)


def test_a_team_with_everybody_meets_the_rule(challenge):
    a.a_team_that_meets_the_rule(challenge)
    assert list(unmet_for_reading(challenge)) == []
    assert {one.code for one in rule_of(challenge) if not one.met} == {"needs", "trained"}, "which are advice"


def test_what_is_missing_is_said_in_sentences(challenge):
    a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)
    assert list(unmet_for_reading(challenge)) == [
        "The review team needs 1 team lead. It has none.",
        "The review team needs 1 councillor with adult social care from another council. It has none.",
        "The review team needs 2 senior managers from other councils. It has 1.",
        "The review team needs at least 1 expert by experience. It has none.",
        "The review team needs 2 visiting principal social workers, beside the host’s own. It has none.",
    ]


def test_an_empty_team_has_not_declared(challenge):
    assert "Nobody is on the review team yet." in list(unmet_for_reading(challenge))


def test_the_numbers_are_those_of_the_cycle(challenge):
    numbers = {"politicians": 2, "senior_managers": 0, "experts_by_experience": 3, "practice_reviewers": 1}
    Cycle.objects.update(**numbers)
    challenge.cycle.refresh_from_db()
    words = [one.words for one in rule_of(challenge)]
    assert words[:4] == [
        "1 team lead",
        "2 councillors with adult social care from other councils",
        "At least 3 experts by experience",
        "1 visiting principal social worker, beside the host’s own",
    ]


def test_a_line_names_who_fulfils_it_and_the_host_is_told_of_its_own_social_worker(challenge):
    person = a.a_team_member(challenge, TeamRole.PRACTICE_REVIEWER, a.a_person("Nasreen Ali"))
    assert line(challenge, "practice_reviewer").hint == ("The host has not named its own yet.")
    a.a_host_member(challenge, HostRole.PSW, a.a_person("Lynn Hart"))
    found = line(challenge, "practice_reviewer")
    home = TeamMember.objects.get(person=person).home
    assert (found.names, found.hint) == ((f"Nasreen Ali ({home})",), "The host’s own: Lynn Hart.")


def test_a_councillor_of_no_council_does_not_count(challenge):
    a.a_team_member(challenge, TeamRole.POLITICIAN, a.a_person("Beth Rees"))
    assert line(challenge, "politician").met
    TeamMember.objects.update(home=None)
    found = line(challenge, "politician")
    assert (found.met, found.hint) == (False, "No council is noted for Beth Rees.")


def test_a_member_whose_council_was_written_down_as_the_host_is_found(challenge):
    a.a_team_that_meets_the_rule(challenge)
    TeamMember.objects.filter(role=TeamRole.POLITICIAN).update(home=Authority.objects.get(short_name="Dunmere"))
    assert any("their own council" in sentence for sentence in unmet_for_reading(challenge))


def test_who_is_silent_or_waits_is_named(challenge):
    a.a_team_that_meets_the_rule(challenge)
    a.a_team_member(challenge, person=a.a_person("Silas Silent"), declared=False)
    waits = a.a_team_member(challenge, person=a.a_person("Wanda Waits"), declared=False)
    Declaration.objects.create(member=TeamMember.objects.get(person=waits), has_interest=True, text="A cousin")
    (sentence,) = unmet_for_reading(challenge)
    assert sentence == (
        "Silas Silent has not said yet whether they have an interest. "
        "The regional lead has not decided yet about the interest of Wanda Waits."
    )
    assert line(challenge, "declared").hint == "7 of 9"


def test_a_waived_line_holds_nobody_up_and_says_why(challenge, lead):
    a.a_team_that_meets_the_rule(challenge)
    TeamMember.objects.filter(role=TeamRole.POLITICIAN).delete()
    actions.waive_line(challenge, line="politician", reason="Elections are near", by=lead)
    assert list(unmet_for_reading(challenge)) == []
    found = line(challenge, "politician")
    assert (found.met, found.waived, found.waiver.reason) == (False, True, "Elections are near")
    assert "Elections are near" in Entry.objects.get(verb="team_rule.waived").as_event()["text"]


def test_a_waiver_taken_back_holds_up_again(challenge, lead):
    a.a_team_that_meets_the_rule(challenge)
    TeamMember.objects.filter(role=TeamRole.POLITICIAN).delete()
    actions.waive_line(challenge, line="politician", reason="Elections are near", by=lead)
    actions.take_back_waiver(challenge, line="politician", by=lead)
    assert len(list(unmet_for_reading(challenge))) == 1
    with pytest.raises(Refused, match="not waived any more"):
        actions.take_back_waiver(challenge, line="politician", by=lead)


def test_a_line_that_is_met_again_needs_no_waiver(challenge, lead):
    actions.waive_line(challenge, line="politician", reason="Elections are near", by=lead)
    a.a_team_member(challenge, TeamRole.POLITICIAN)
    found = line(challenge, "politician")
    assert (found.met, found.waived) == (True, False)


def test_the_rule_counts_who_has_said_what_helps_them(challenge):
    person = a.a_team_member(challenge)
    a.a_team_member(challenge)
    assert not line(challenge, "needs").met
    AccessNeeds.objects.create(member=TeamMember.objects.get(person=person))
    assert line(challenge, "needs").hint.startswith("1 of 2.")


@pytest.mark.parametrize("code", ["declared", "nobody_of_host", "needs", "trained", "no-such-line"])
def test_sides_interests_and_advice_cannot_be_waived(code, challenge, lead):
    a.a_team_member(challenge, declared=False)
    with pytest.raises(Refused, match="cannot be waived"):
        actions.waive_line(challenge, line=code, reason="Why not", by=lead)


def test_a_waiver_needs_a_reason_and_is_given_once(challenge, lead):
    with pytest.raises(Refused, match="Say why"):
        actions.waive_line(challenge, line="politician", reason=" ", by=lead)
    actions.waive_line(challenge, line="politician", reason="Elections", by=lead)
    with pytest.raises(Refused, match="Look at it again"):
        actions.waive_line(challenge, line="politician", reason="Elections", by=lead)


def test_training_counts_for_three_years_and_only_in_this_region(challenge, lead):
    person = a.a_team_member(challenge)
    region, today = challenge.cycle.region, today_in_london()
    assert not line(challenge, "trained").met
    actions.note_training(region, person, name="Day", held_on=today - timedelta(days=4 * 365), by=lead)
    elsewhere = a.a_region()
    Training.objects.create(region=elsewhere, person=person, name="Day", held_on=today, recorded_by=lead)
    assert not line(challenge, "trained").met
    actions.note_training(region, person, name="Day", held_on=today, by=lead)
    actions.note_training(region, person, name="Day", held_on=today, by=lead)
    assert line(challenge, "trained").met
    assert Entry.objects.filter(verb="training.noted").count() == 2, "twice the same is once"


def test_a_training_of_tomorrow_is_refused(challenge, lead):
    tomorrow = today_in_london() + timedelta(days=1)
    with pytest.raises(Refused, match="today or earlier"):
        actions.note_training(challenge.cycle.region, lead, name="Day", held_on=tomorrow, by=lead)
