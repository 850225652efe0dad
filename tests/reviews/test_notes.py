"""Notes of the visit: quick to write, one's own until shared, and never for the host."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cycles.models import Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from reviews.actions import notes as actions
from reviews.actions import timetable
from reviews.models import Note
from tests import builders as a

from .visit_builders import a_note, a_session

pytestmark = pytest.mark.django_db
TEXT = "People wait four months for a review."


@pytest.fixture
def session():
    challenge = a.a_challenge(stage=Stage.ON_SITE, first_day=a.a_monday())
    return a_session(challenge)


@pytest.fixture
def challenge(session):
    return session.challenge


@pytest.fixture
def expert(challenge):
    return a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)


@pytest.fixture
def manager(challenge):
    return a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)


def url(challenge, page="notes", *more):
    return reverse(page, args=[challenge.slug, *more])


def written(session, **fields):
    """What the form of a note sends."""
    return {
        "key": str(uuid4()),
        "session": session.pk,
        "text": TEXT,
        "leaning": "consider",
        "source": "heard",
        "who_reads": "team",
        "version": "1",
    } | fields


def write(client, session, **fields):
    return client.post(url(session.challenge, "note-new"), written(session, **fields))


def test_a_note_is_written_and_the_next_is_of_the_same_session(session, expert, sign_in):
    client = sign_in(expert)
    page = client.get(url(session.challenge, "note-new") + "?session=S01").content.decode()
    assert f'value="{session.pk}" selected' in page
    answer = write(client, session, own_words="on")
    assert answer.url.endswith("/notes/new/?session=S01")
    note = Note.objects.get()
    assert (note.written_by, note.session, note.text, note.own_words) == (expert, session, TEXT, True)
    assert note.is_shared


@pytest.mark.parametrize("reference", ["S99", "X1", "9" * 5000])
def test_a_session_that_there_is_not_is_left_out(reference, session, expert, sign_in):
    client = sign_in(expert)
    for page in ("notes", "note-new"):
        assert client.get(url(session.challenge, page), {"session": reference}).status_code == 200


def test_the_same_page_sent_again_is_one_note(session, expert, sign_in):
    client, key = sign_in(expert), str(uuid4())
    for _ in range(3):
        assert write(client, session, key=key).status_code == 302
    assert Note.objects.count() == 1


def test_a_page_of_another_person_makes_no_note_of_mine(session, expert, manager):
    note = a_note(session, expert)
    with pytest.raises(Refused):
        actions.write_note(session.challenge, key=note.key, facts={}, share=True, by=manager)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"text": " "}, "Enter what you want to note"),
        ({"leaning": ""}, "Select what it is"),
        ({"source": ""}, "Select how you know"),
        ({"who_reads": ""}, "Select who can read it"),
        ({"text": "x" * 4001}, "4000 characters or fewer"),
        ({"session": "999999"}, "Choose"),
        ({"key": "no key"}, ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(fields, fault, session, expert, sign_in):
    answer = sign_in(expert).post(url(session.challenge, "note-new"), written(session) | fields)
    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["NHS 943 476 5919 waits", "Call 07700 900123", "Michael Grant said so"])
def test_what_may_tell_who_somebody_is_is_asked_about_and_can_be_answered(text, session, expert, sign_in):
    a.a_host_dass(session.challenge, a.a_person("Michael Grant"))
    client = sign_in(expert)
    page = write(client, session, text=text).content.decode()
    assert "This looks like" in page
    assert "this tells nobody who a person is" in page
    assert not Note.objects.exists()
    assert write(client, session, text=text, is_fine="on").status_code == 302
    assert Note.objects.get().text == text


def test_what_is_only_mine_is_read_by_nobody_else(session, expert, manager, sign_in):
    note = a_note(session, expert, text="For me alone", shared=False)
    assert "For me alone" in sign_in(expert).get(url(session.challenge)).content.decode()
    client = sign_in(manager)
    assert "For me alone" not in client.get(url(session.challenge)).content.decode()
    assert client.get(url(session.challenge, "note", note.key)).status_code == 404

    sign_in(expert).post(url(session.challenge, "note", note.key), {"share": "1"})
    assert "For me alone" in sign_in(manager).get(url(session.challenge)).content.decode()


def test_only_its_author_changes_a_note(session, expert, manager, sign_in):
    note = a_note(session, expert)
    page = sign_in(manager).post(url(session.challenge, "note", note.key), written(session, text="Mine"), follow=True)
    assert "Only the person who wrote a note can change it" in page.content.decode()
    note.refresh_from_db()
    assert note.text != "Mine"
    for act in (actions.share_note, actions.take_out_note, actions.put_back_note):
        with pytest.raises(Refused):
            act(note, by=manager)

    sign_in(expert).post(url(session.challenge, "note", note.key), written(session, text="Better said"))
    note.refresh_from_db()
    assert (note.text, note.version) == ("Better said", 2)


def test_two_windows_of_one_author_lose_nothing(session, expert, sign_in):
    note, client = a_note(session, expert), sign_in(expert)
    path = url(session.challenge, "note", note.key)
    assert client.post(path, written(session, text="From the first window")).status_code == 302
    answer = client.post(path, written(session, text="From the second window"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first window" in page
    assert "From the second window" in page
    assert client.post(path, written(session, text="Both", version="2")).status_code == 302


def test_a_note_is_taken_out_and_put_back(session, expert, manager, sign_in):
    note, client = a_note(session, expert), sign_in(expert)
    path = url(session.challenge, "note", note.key)
    client.post(path, {"take_out": "1"})
    assert TEXT not in sign_in(manager).get(url(session.challenge)).content.decode()
    client = sign_in(expert)
    assert "This note is taken out" in client.get(path).content.decode()
    client.post(path, {"put_back": "1"})
    assert Note.objects.there().get() == note


def test_a_note_of_a_session_that_was_taken_out_meanwhile_stays_and_can_still_be_changed(session, expert, sign_in):
    note = a_note(session, expert)
    timetable.take_out_session(session, by=expert)
    client = sign_in(expert)
    assert note.text in client.get(url(session.challenge)).content.decode()
    answer = client.post(url(session.challenge, "note", note.key), written(session, text="Said again"))
    assert answer.status_code == 302
    late = write(client, session)
    assert late.status_code == 200, "the session is not in the list any more; the words are still there"
    assert TEXT in late.content.decode()


@pytest.mark.parametrize("role", ["RL", "HD", "HC", "HP", "HX", "PR", "OA", "SA"])
def test_nobody_but_the_team_of_the_visit_reads_a_note(role, session, expert, sign_in):
    note = a_note(session, expert, text="Only for the team")
    client = sign_in(a.someone_in_role(role, session.challenge))
    for path in (url(session.challenge), url(session.challenge, "note", note.key), url(session.challenge, "activity")):
        answer = client.get(path)
        assert "Only for the team" not in answer.content.decode()
        assert answer.status_code in (200, 403, 404)
    assert client.get(url(session.challenge)).status_code == 404


def test_the_regional_coordinator_knows_how_many_and_no_word(session, expert, sign_in):
    a_note(session, expert, text="Only for the team")
    page = sign_in(a.a_coordinator_of_region(session.challenge.cycle.region)).get(url(session.challenge))
    assert "1 note, of 1 session" in page.content.decode()
    assert "Only for the team" not in page.content.decode()


def test_from_the_accuracy_check_on_notes_are_read_and_not_written(session, expert, sign_in):
    note = a_note(session, expert)
    session.challenge.stage = Stage.ACCURACY_CHECK
    session.challenge.save()
    client = sign_in(expert)
    assert client.get(url(session.challenge, "note", note.key)).status_code == 200
    assert client.post(url(session.challenge, "note", note.key), {"take_out": "1"}).status_code == 403
    assert write(client, session).status_code == 403


def test_the_trail_tells_that_a_note_was_written_and_never_by_whom(session, expert):
    facts = {"session": session, "source": "heard", "leaning": "note", "text": TEXT}
    note = actions.write_note(session.challenge, key=uuid4(), facts=facts, share=False, by=expert)
    actions.share_note(note, by=expert)
    entries = Entry.objects.all()
    assert [entry.verb for entry in entries.order_by("pk")] == ["note.written", "note.shared"]
    assert {entry.actor for entry in entries} == {None}


def test_six_hundred_notes_ask_no_more_than_six(session, expert, sign_in, django_assert_max_num_queries):
    Note.objects.bulk_create(
        Note(challenge=session.challenge, session=session, written_by=expert, key=uuid4(), source="heard", text=TEXT)
        for _ in range(600)
    )
    client = sign_in(expert)
    with django_assert_max_num_queries(12):
        assert client.get(url(session.challenge)).status_code == 200
