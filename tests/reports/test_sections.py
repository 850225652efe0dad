"""The team writes the report section by section, and the council reads nothing of it."""

import pytest
from django.urls import reverse

from cycles.models import PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.audit.revisions import Stale
from reports.actions import sections as actions
from reports.models import Part, ReportSection
from tests import builders as a
from tests.pages import body
from tests.reviews.visit_builders import a_finding

from .builders import SUMMARY, a_good_finding, a_section, a_visited_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_visited_challenge()


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def manager(challenge):
    return a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)


def url(challenge, page="report", *more):
    return reverse(page, args=[challenge.slug, *more])


def section_url(challenge, part=Part.SUMMARY):
    return url(challenge, "report-section", part)


def written(**fields):
    return {"text": SUMMARY, "version": "0"} | fields


def test_the_first_text_begins_the_report_and_the_trail_names_nobody(challenge, manager, sign_in):
    client = sign_in(manager)
    assert "Nobody yet" in body(client, url(challenge))
    answer = client.post(section_url(challenge), written(), follow=True)
    assert SUMMARY in answer.content.decode()
    row = ReportSection.objects.get()
    assert (row.report.challenge, row.part, row.version) == (challenge, Part.SUMMARY, 1)
    entry = Entry.objects.get(verb="report.written")
    assert entry.actor is None
    assert entry.detail == {"section": "Summary"}


def test_a_section_that_is_done_is_ticked_and_may_be_changed_all_the_same(challenge, manager, sign_in):
    client = sign_in(manager)
    answer = client.post(section_url(challenge), written(is_done="on"))
    assert answer.url == url(challenge)
    assert "Completed" in body(client, answer.url)
    client.post(section_url(challenge), written(text="Changed.", is_done="on", version="1"))
    assert ReportSection.objects.get().text == "Changed."


def test_looking_begins_nothing(challenge, manager, sign_in):
    client = sign_in(manager)
    for part in Part:
        assert client.get(section_url(challenge, part)).status_code == 200
    assert client.get(url(challenge, "report-preview")).status_code == 200
    assert not ReportSection.objects.exists()


@pytest.mark.parametrize("part", [Part.RESPONSE, Part.TEAM, Part.WORDS])
def test_what_is_made_or_written_by_the_council_takes_no_text(part, challenge, manager, sign_in):
    answer = sign_in(manager).post(section_url(challenge, part), written())
    assert answer.status_code == 403
    assert actions.NOT_WRITTEN in answer.content.decode()
    assert not ReportSection.objects.exists()


def test_who_saves_second_sees_both_texts(challenge, manager, sign_in):
    a_section(challenge, text="The old text.")
    other = a.a_team_member(challenge)
    actions.write_section(challenge, part=Part.SUMMARY, text="Theirs.", is_done=True, seen=1, by=other)
    client = sign_in(manager)
    answer = client.post(section_url(challenge), written(text="Mine.", version="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert str(other) in page
    client.post(section_url(challenge), written(text="Both.", version="2"))
    assert ReportSection.objects.get().text == "Both."


def test_two_who_begin_the_same_section_are_not_both_first(challenge, manager):
    actions.write_section(challenge, part=Part.SUMMARY, text="First.", is_done=False, seen=0, by=manager)
    with pytest.raises(Stale):
        actions.write_section(challenge, part=Part.SUMMARY, text="Second.", is_done=False, seen=0, by=manager)


@pytest.mark.parametrize(
    "text", ["Ask Harper Host.", "Call 0121 496 0000.", "We heard 3 carers.", "Two of the managers left."]
)
def test_what_may_tell_who_somebody_is_is_asked_about_once(text, challenge, manager, sign_in):
    a.a_host_member(challenge, person=a.a_person("Harper Host"))
    client = sign_in(manager)
    page = client.post(section_url(challenge), written(text=text)).content.decode()
    assert "This looks like" in page
    assert text in page
    assert not ReportSection.objects.exists()
    client.post(section_url(challenge), written(text=text, is_fine="on"))
    assert ReportSection.objects.get().text == text


def test_the_words_of_a_member_come_back_when_the_draft_has_gone_meanwhile(challenge, manager, sign_in):
    client = sign_in(manager)
    PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
    answer = client.post(section_url(challenge), written(text="Half a day of work."))
    assert answer.status_code == 403
    assert "Half a day of work." in answer.content.decode()


def test_what_is_saved_in_the_moment_the_draft_goes_is_refused_in_words(challenge, lead, monkeypatch, sign_in):
    client, write = sign_in(lead), actions.write_section

    def a_moment_later(challenge, **facts):
        PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
        write(challenge, **facts)

    monkeypatch.setattr(actions, "write_section", a_moment_later)
    page = client.post(section_url(challenge), written(text="Half a day of work.")).content.decode()
    assert actions.MOVED_ON.removesuffix(".") in page
    assert "Half a day of work." in page


def test_the_team_lead_names_who_writes_a_section(challenge, lead, manager, sign_in):
    client = sign_in(lead)
    client.post(section_url(challenge), {"name": "1", "writer": str(manager.pk)})
    assert ReportSection.objects.get().owner == manager
    assert str(manager) in body(client, url(challenge))
    assert Entry.objects.get(verb="report.writer_named").actor is None


def test_a_member_takes_a_section_and_gives_it_back(challenge, manager, sign_in):
    client = sign_in(manager)
    client.post(section_url(challenge), {"take": "1"})
    assert ReportSection.objects.get().owner == manager
    assert "You write this section" in body(client, section_url(challenge))
    client.post(section_url(challenge), {"give_back": "1"})
    assert ReportSection.objects.get().owner is None


def test_a_member_neither_takes_anothers_section_nor_names_anybody(challenge, manager, sign_in):
    other = a.a_team_member(challenge)
    a_section(challenge, owner=other)
    client = sign_in(manager)
    page = client.post(section_url(challenge), {"take": "1"}, follow=True).content.decode()
    assert "writes this section already" in page
    page = client.post(section_url(challenge), {"name": "1", "writer": str(manager.pk)}, follow=True).content.decode()
    assert "writes this section already" in page
    page = client.post(section_url(challenge), {"name": "1", "writer": str(other.pk)}, follow=True).content.decode()
    assert actions.ONLY_FOR_ONESELF.removesuffix(".") in page
    assert ReportSection.objects.get().owner == other


def test_a_section_shows_its_findings_and_says_which_are_left_out(challenge, manager, sign_in):
    a_good_finding(challenge, manager, text="People wait long for a review.")
    a_finding(challenge, manager, text="Nobody answers the phone.")
    page = body(sign_in(manager), section_url(challenge, Part.CONSIDER))
    above, _, below = page.partition("Left out of the report")
    assert "People wait long for a review." in above
    assert "Nobody answers the phone." not in above
    assert "Nobody answers the phone." in below


@pytest.mark.parametrize(("stage", "answer"), [(3, 403), (4, 200), (5, 200), (8, 200), (9, 403)])
def test_a_member_reads_the_workspace_from_the_end_of_the_visit_on(stage, answer, challenge, manager, sign_in):
    PeerChallenge.objects.update(stage=stage)
    assert sign_in(manager).get(section_url(challenge)).status_code == answer


@pytest.mark.parametrize("role", ["HD", "HC", "HP", "HX", "SO", "PR", "RC", "OA", "SA"])
def test_nobody_else_ever_reads_what_is_being_written(role, challenge, sign_in):
    client = sign_in(a.someone_in_role(role, challenge))
    for stage in Stage:
        PeerChallenge.objects.update(stage=stage)
        for path in (section_url(challenge), url(challenge, "report-preview")):
            assert client.get(path).status_code == 404


def test_who_has_not_declared_reads_nothing(challenge, sign_in):
    client = sign_in(a.a_team_member(challenge, declared=False))
    assert client.get(url(challenge)).status_code == 403
    assert client.get(section_url(challenge)).status_code == 403
