"""Findings of the team: resting on notes, weighed, agreed on, and never read by the host."""

import pytest
from django.urls import reverse

from cycles.models import Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from reviews import findings as read
from reviews.actions import findings as actions
from reviews.evidence import FOR, NOT_USED, strengths, unused
from reviews.models import Finding
from tests import builders as a

from .visit_builders import a_finding, a_note, a_recommendation, a_session

pytestmark = pytest.mark.django_db
TEXT = "People wait four months for a review."


@pytest.fixture
def session():
    return a_session(a.a_challenge(stage=Stage.ON_SITE, first_day=a.a_monday()))


@pytest.fixture
def challenge(session):
    return session.challenge


@pytest.fixture
def expert(challenge):
    return a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)


@pytest.fixture
def manager(challenge):
    return a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)


@pytest.fixture
def finding(challenge, expert):
    return a_finding(challenge, expert, text=TEXT)


def url(challenge, page="findings", *more):
    return reverse(page, args=[challenge.slug, *more])


def written(**fields):
    return {"kind": "consider", "text": TEXT, "detail": "", "version": "1"} | fields


def weighed(said, seen="not_used"):
    """What the page of evidence sends: how each note counted when it was opened, and how it should."""
    return {f"note-{note.key}": word for note, word in said.items()} | {f"was-{note.key}": seen for note in said}


def evidence_of(finding):
    return strengths([finding])[finding.pk]


def test_a_finding_is_made_of_a_note_and_rests_on_it(session, expert, sign_in):
    note = a_note(session, expert, text="I waited four months.")
    client, new = sign_in(expert), url(session.challenge, "finding-new") + f"?note={note.key}"
    page = client.get(new).content.decode()
    assert "I waited four months." in page
    answer = client.post(new, written())
    finding = Finding.objects.get()
    assert answer.url == url(session.challenge, "finding-evidence", "F01")
    assert [link.note for link in finding.evidence.all()] == [note]
    assert finding.written_by == expert


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"text": " "}, "Enter what you found"),
        ({"kind": ""}, "Select what it is"),
        ({"text": "x" * 301}, "300 characters or fewer"),
        ({"text": "NHS 943 476 5919 waits"}, "looks like"),
        ({"area": "999999"}, "Choose"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(fields, fault, challenge, expert, sign_in):
    answer = sign_in(expert).post(url(challenge, "finding-new"), written() | fields)
    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert not Finding.objects.exists()


def test_three_notes_of_two_kinds_from_two_groups_are_enough(session, expert, finding, sign_in):
    other = a_session(session.challenge)
    for where, kind in ((session, "heard"), (session, "heard"), (other, "seen")):
        finding.evidence.create(note=a_note(where, expert, source=kind))
    assert evidence_of(finding).is_enough
    page = sign_in(expert).get(url(session.challenge)).content.decode()
    assert "Enough evidence" in page
    assert "3 notes, 2 kinds, 2 groups" in page


@pytest.mark.parametrize(
    ("notes", "missing"),
    [
        ((), ["3 more notes", "2 more kinds", "2 more groups"]),
        (((0, "heard"), (1, "seen")), ["1 more note"]),
        (((0, "heard"), (0, "seen"), (0, "heard")), ["1 more group"]),
        (((0, "heard"), (1, "heard"), (1, "heard")), ["1 more kind"]),
    ],
)
def test_what_is_still_missing_is_said_in_words(notes, missing, session, expert, finding):
    sessions = (session, a_session(session.challenge))
    for place, kind in notes:
        finding.evidence.create(note=a_note(sessions[place], expert, source=kind))
    assert evidence_of(finding).missing == missing


def test_each_document_and_each_source_of_figures_is_a_group_of_its_own(session, expert, finding):
    for kind in ("data", "practice"):
        note = a_note(session, expert, source=kind)
        note.session = None
        note.save()
        finding.evidence.create(note=note)
    assert evidence_of(finding).groups == {"data", "practice"}


def test_a_note_that_its_author_takes_out_counts_no_more(session, expert, finding):
    note = a_note(session, expert)
    finding.evidence.create(note=note)
    note.taken_out_at = note.written_at
    note.save()
    assert evidence_of(finding).notes == 0


def test_notes_are_said_to_speak_for_it_or_against_it(session, expert, manager, finding, sign_in):
    pro, contra, kept = a_note(session, expert), a_note(session, manager), a_note(session, manager, shared=False)
    client, page = sign_in(expert), url(session.challenge, "finding-evidence", "F01")
    answer = client.post(page, weighed({pro: "for", contra: "against", kept: "for"}))
    assert answer.status_code == 302
    assert (evidence_of(finding).notes, evidence_of(finding).against) == (1, 1)
    assert "1 note speaks against it" in client.get(url(session.challenge)).content.decode()
    client.post(page, weighed({pro: "not_used"}, seen="for"))
    assert (evidence_of(finding).notes, evidence_of(finding).against) == (0, 1)


@pytest.mark.parametrize("sent", [{"note-nonsense": "for"}, {"note-": "for"}, {"note-x\x00": "for"}])
def test_what_names_no_note_changes_nothing(sent, challenge, expert, finding, sign_in):
    assert sign_in(expert).post(url(challenge, "finding-evidence", "F01"), sent).status_code == 302
    assert not finding.evidence.exists()


def test_a_note_of_another_challenge_or_one_kept_back_is_no_evidence(session, expert, manager, finding):
    elsewhere = a_session(a.a_challenge(stage=Stage.ON_SITE, first_day=a.a_monday()))
    for note in (a_note(elsewhere, expert), a_note(session, manager, shared=False)):
        with pytest.raises(Refused):
            actions.weigh_notes(finding, said={note: FOR}, seen={note: NOT_USED}, by=expert)


def test_what_one_member_did_not_touch_stays_as_another_chose_it(session, expert, manager, finding, sign_in):
    first, second = a_note(session, expert), a_note(session, expert)
    page = url(session.challenge, "finding-evidence", "F01")
    sign_in(manager).post(page, weighed({first: "for", second: "not_used"}))
    client = sign_in(expert)  # whose page is older: it shows neither as used
    client.post(page, weighed({first: "not_used", second: "for"}))
    assert evidence_of(finding).notes == 2
    answer = client.post(page, weighed({first: "against"}), follow=True)
    assert "Somebody else has just chosen otherwise" in answer.content.decode()
    assert (evidence_of(finding).notes, evidence_of(finding).against) == (2, 0)


def test_notes_that_no_finding_rests_on_are_counted_and_listed(session, expert, finding, sign_in):
    used, free = a_note(session, expert, text="Used by now"), a_note(session, expert, text="Free to use")
    finding.evidence.create(note=used)
    assert list(unused(session.challenge)) == [free]
    client = sign_in(expert)
    assert "1 shared note is not used yet" in client.get(url(session.challenge)).content.decode()
    page = client.get(url(session.challenge, "notes") + "?show=unused").content.decode()
    assert "Free to use" in page
    assert "Used by now" not in page


def test_members_agree_or_say_why_not_and_are_asked_again_when_it_changes(challenge, expert, manager, finding, sign_in):
    page = url(challenge, "finding", "F01")
    sign_in(manager).post(page, {"say": "1", "agrees": "yes", "version": "1"})
    assert "Enter what you would say instead" in (
        sign_in(expert).post(page, {"say": "1", "agrees": "no", "version": "1"}).content.decode()
    )
    sign_in(expert).post(page, {"say": "1", "agrees": "no", "reason": "It is three months", "version": "1"})
    (one,) = read.weighed(challenge, [finding])
    assert (one.agree, [opinion.reason for opinion in one.disagree]) == ([manager.name], ["It is three months"])

    actions.change_finding(finding, facts={"text": "People wait three months."}, seen=1, by=expert)
    (one,) = read.weighed(challenge, [finding])
    assert (one.agree, one.disagree) == ([], [])
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.say_opinion(finding, agrees=True, seen=1, by=manager)


def test_two_members_who_change_one_finding_are_shown_both_texts(challenge, expert, manager, finding, sign_in):
    page = url(challenge, "finding-change", "F01")
    assert sign_in(expert).post(page, written(text="From the expert")).status_code == 302
    answer = sign_in(manager).post(page, written(text="From the manager"))
    assert answer.status_code == 409
    assert "From the expert" in answer.content.decode()
    assert "From the manager" in answer.content.decode()


def test_a_finding_is_taken_out_and_put_back_with_all_it_rests_on(session, expert, finding, sign_in):
    finding.evidence.create(note=a_note(session, expert))
    client, page = sign_in(expert), url(session.challenge, "finding", "F01")
    client.post(page, {"take_out": "1"})
    assert TEXT not in client.get(url(session.challenge)).content.decode()
    assert "This finding is taken out" in client.get(page).content.decode()
    client.post(page, {"put_back": "1"})
    assert TEXT in client.get(url(session.challenge)).content.decode()
    assert evidence_of(finding).notes == 1


def test_only_the_team_lead_says_why_a_thin_finding_counts(challenge, expert, finding, sign_in):
    page = url(challenge, "finding-reason", "F01")
    assert sign_in(expert).get(page).status_code in (403, 404)
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    assert sign_in(lead).post(page, {"reason": "Two boards said the same"}).status_code == 302
    (one,) = read.weighed(challenge, [Finding.objects.get()])
    assert one.is_ready
    assert not one.evidence.is_enough


@pytest.mark.parametrize("role", ["RC", "HD", "HC", "HP", "HX", "PR", "OA", "SA"])
def test_nobody_outside_of_the_team_reads_a_finding(role, challenge, expert, finding, sign_in):
    a_recommendation(challenge, finding, text="Only the team knows")
    client = sign_in(a.someone_in_role(role, challenge))
    pages = [("findings",), ("finding", "F01"), ("finding-evidence", "F01"), ("recommendation", "R1"), ("activity",)]
    for page in pages:
        answer = client.get(url(challenge, *page))
        assert answer.status_code == 404 or page == ("activity",)
        assert TEXT not in answer.content.decode()
        assert "Only the team knows" not in answer.content.decode()


def test_the_regional_lead_reads_what_was_found_later_and_never_on_which_notes_it_rests(
    session, expert, finding, sign_in
):
    finding.evidence.create(note=a_note(session, expert, text="Said in a talk"))
    client = sign_in(a.someone_in_role("RL", session.challenge))
    assert client.get(url(session.challenge)).status_code == 403
    session.challenge.stage = Stage.DRAFTING
    session.challenge.save()
    page = client.get(url(session.challenge, "finding", "F01")).content.decode()
    assert TEXT in page
    assert "1 note" in page
    assert "Said in a talk" not in page
    assert client.get(url(session.challenge, "finding-evidence", "F01")).status_code == 404


@pytest.mark.parametrize("reference", ["F99", "nothing", "9" * 3000])
def test_a_finding_that_there_is_not_is_not_found(reference, challenge, expert, sign_in):
    client = sign_in(expert)
    assert client.get(url(challenge, "finding", reference)).status_code == 404
    assert client.get(url(challenge, "recommendation-new") + f"?from={reference}").status_code == 200


def test_the_trail_tells_that_a_finding_changed_and_never_by_whom(challenge, expert):
    made = actions.add_finding(challenge, facts={"kind": "strength", "text": TEXT}, by=expert)
    actions.change_finding(made, facts={"text": "Otherwise"}, seen=1, by=expert)
    entries = Entry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == ["finding.added", "finding.changed"]
    assert {entry.actor for entry in entries} == {None}


def test_forty_findings_on_six_hundred_notes_ask_no_more(session, expert, sign_in, django_assert_max_num_queries):
    notes = [a_note(session, expert) for _ in range(20)]
    for _ in range(40):
        finding = a_finding(session.challenge, expert, notes=notes)
        a_recommendation(session.challenge, finding)
    client = sign_in(expert)
    with django_assert_max_num_queries(15):
        assert client.get(url(session.challenge)).status_code == 200
