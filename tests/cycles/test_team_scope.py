"""What the team will look at: the host's question and up to four lines, fixed by a milestone; the team adds tests."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from cycles.actions import scope
from cycles.models import LineOfEnquiry, PeerChallenge, Stage, TeamRole
from cycles.refusals import Refused
from cycles.scope import fixed_since
from peerchallenge.audit.revisions import Stale
from peerchallenge.workdays import LONDON, add_working_days, today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = (today_in_london() + timedelta(days=days) for days in (-1, 1))


@pytest.fixture
def challenge():
    region = a.a_region("Lakeside", contact_email="office@example.org")
    host = a.an_authority("Dunmere", region=region)
    return a.a_challenge(host, a.a_cycle(region), Stage.PREPARING, first_day=a.a_monday())


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


@pytest.fixture
def reviewer(challenge):
    return a.a_team_member(challenge)


def confirm_by(challenge, day, **facts):
    return a.a_milestone(challenge, day, "regional_lead", code="team-confirmed", **facts)


def write(challenge, by, text="Do people wait too long?"):
    return scope.write_line(challenge, text=text, because="Our figures differ", by=by)


def at_stage(challenge, stage, first_day=None):
    days = {"first_day": first_day, "last_day": add_working_days(first_day, 2)} if first_day else {}
    PeerChallenge.objects.update(stage=stage, **days)
    challenge.refresh_from_db()


def test_a_scope_saved_from_an_old_page_overwrites_nothing(challenge, director):
    scope.write_scope(challenge, focus="Waiting times", seen=1, by=director)
    with pytest.raises(Stale) as stale:
        scope.write_scope(challenge, focus="Carers", seen=1, by=director)
    challenge.refresh_from_db()
    assert (challenge.focus, stale.value.mine["focus"]) == ("Waiting times", "Carers")


def test_the_host_writes_up_to_four_lines(challenge, director):
    lines = [write(challenge, director) for _ in range(4)]
    with pytest.raises(Refused, match="There are 4 lines already"):
        write(challenge, director)
    scope.drop_line(lines[1], by=director)
    assert write(challenge, director).number == 5, "a number is not given to another line"


def test_a_line_changed_in_two_windows_keeps_both_texts(challenge, director):
    line = write(challenge, director)
    scope.change_line(line, text="First", seen=1, by=director)
    line.version = 1
    with pytest.raises(Stale) as stale:
        scope.change_line(line, text="Second", seen=1, by=director)
    assert (stale.value.theirs.text, stale.value.mine["text"]) == ("First", "Second")


def test_a_line_is_taken_out_once(challenge, director):
    line = write(challenge, director)
    scope.drop_line(line, by=director)
    with pytest.raises(Refused, match="taken this out already"):
        scope.drop_line(line, by=director)


def changes(challenge, by, line):
    return (
        lambda: write(challenge, by),
        lambda: scope.write_scope(challenge, focus="Another question", seen=challenge.version, by=by),
        lambda: scope.change_line(line, text="Another line", seen=1, by=by),
        lambda: scope.drop_line(line, by=by),
    )


def test_the_milestone_fixes_the_question_and_the_lines(challenge, director):
    line = write(challenge, director)
    milestone = confirm_by(challenge, TOMORROW)
    assert fixed_since(challenge) is None
    milestone.done_at, milestone.done_by = timezone.now(), director
    milestone.save()
    assert fixed_since(challenge) == today_in_london()
    for change in changes(challenge, director, line):
        with pytest.raises(Refused, match="The question and the lines are fixed"):
            change()


def test_its_day_fixes_them_too_once_there_are_lines(challenge, director):
    confirm_by(challenge, YESTERDAY)
    assert fixed_since(challenge) is None, "a host that is late can still write"
    write(challenge, director)
    assert fixed_since(challenge) == YESTERDAY
    with pytest.raises(Refused, match="fixed"):
        write(challenge, director)


def test_the_team_lead_can_help_with_a_line_that_is_fixed(challenge, director):
    line = write(challenge, director)
    confirm_by(challenge, YESTERDAY)
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    scope.change_line(line, text="Said more clearly", seen=1, by=lead)
    assert LineOfEnquiry.objects.get().text == "Said more clearly"


def test_the_team_adds_tests_once_it_has_the_pack_until_day_two_of_the_visit(challenge, reviewer, time_machine):
    tuesday = challenge.first_day + timedelta(days=7 + (1 - challenge.first_day.weekday()) % 7)

    def now_is(day):
        time_machine.move_to(datetime.combine(day, time(12), tzinfo=LONDON), tick=False)

    def add():
        return scope.add_test(challenge, text="Do weekends work?", because="Nobody wrote about it", by=reviewer)

    with pytest.raises(Refused, match="once it has the pack"):
        add()
    at_stage(challenge, Stage.READING)
    line = add()
    assert (line.source, line.code, line.because) == ("team", "test-1", "Nobody wrote about it")
    at_stage(challenge, Stage.ON_SITE, tuesday)
    now_is(tuesday + timedelta(days=1))
    add()
    now_is(tuesday + timedelta(days=2))
    for change in (add, lambda: scope.drop_line(line, by=reviewer)):
        with pytest.raises(Refused, match="until day 2 of the visit"):
            change()


def test_members_of_the_team_do_not_change_what_the_host_asks(challenge, director, reviewer):
    line = write(challenge, director)
    at_stage(challenge, Stage.READING)
    for change in changes(challenge, reviewer, line)[1:]:
        with pytest.raises(Refused, match="are the host’s"):
            change()


# --- on the pages ----------------------------------------------------------------------------------------------------


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_host_adds_changes_and_takes_out_a_line_in_the_browser(challenge, director, sign_in):
    client, here = sign_in(director), f"/challenges/{challenge.slug}/scope/"
    client.post(f"{here}new/", {"text": "Do people wait?", "because": "", "version": "0"})
    assert "Do people wait?" in words(client.get(here))
    client.post(f"{here}line-1/", {"text": "Do carers wait?", "because": "", "version": "1"})
    assert "Do carers wait?" in words(client.get(here))
    conflict = client.post(f"{here}line-1/", {"text": "Mine", "because": "", "version": "1"})
    assert conflict.status_code == 409
    client.post(f"{here}line-1/", {"take_out": "yes"})
    assert client.get(f"{here}line-1/").status_code == 404
    assert client.get(f"{here}nonsense/").status_code == 404


def test_a_text_over_the_limit_comes_back_whole(challenge, director, sign_in):
    long = "x" * 301
    answer = sign_in(director).post(f"/challenges/{challenge.slug}/scope/new/", {"text": long, "version": "0"})
    assert answer.status_code == 200
    assert "must be 300 characters or fewer" in words(answer)
    assert long in words(answer)


def test_a_fixed_scope_says_since_when_and_who_can_help(challenge, director, sign_in):
    write(challenge, director)
    confirm_by(challenge, YESTERDAY)
    shown = words(sign_in(director).get(f"/challenges/{challenge.slug}/scope/"))
    assert "were fixed on" in shown
    assert "office@example.org" in shown
    assert "<textarea" not in shown


def test_nobody_is_given_an_empty_form_once_it_is_fixed(challenge, director, sign_in):
    client, here = sign_in(director), f"/challenges/{challenge.slug}/scope/"
    write(challenge, director)
    confirm_by(challenge, YESTERDAY)
    for page in ("new/", "line-1/"):
        shown = client.get(f"{here}{page}", follow=True)
        assert shown.redirect_chain == [(here, 302)]
        assert "The question and the lines are fixed. The team lead" in words(shown)


def test_what_was_written_when_it_was_fixed_is_not_lost(challenge, director, sign_in):
    client, here = sign_in(director), f"/challenges/{challenge.slug}/scope/"
    write(challenge, director)
    confirm_by(challenge, YESTERDAY)
    shown = words(client.post(here, {"focus": "My long text", "version": challenge.version}))
    assert "The question and the lines are fixed" in shown
    assert "My long text" in shown


def test_the_team_sees_the_scope_and_adds_a_test_with_its_because(challenge, director, reviewer, sign_in):
    write(challenge, director)
    at_stage(challenge, Stage.READING)
    client, here = sign_in(reviewer), f"/challenges/{challenge.slug}/scope/"
    assert "Add a thing to test" in words(client.get(here))
    assert "Enter why you ask" in words(client.post(f"{here}new/", {"text": "Weekends?", "version": "0"}))
    client.post(f"{here}new/", {"text": "Weekends?", "because": "Nobody wrote about it", "version": "0"})
    assert "Because: Nobody wrote about it" in words(client.get(here))
