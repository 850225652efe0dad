"""Versions of a document: replaced, taken out, put back; two who answer at once; what the trail says."""

import pytest
from django.urls import reverse

from assessments.actions import documents as actions
from assessments.documents import asked_of
from assessments.models import Document, Way
from cycles.models import HostRole, PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from tests import builders as a
from tests.assessments.builders import a_document, a_preparing_challenge
from tests.assessments.handing_in import DATE, a_file, send_to, the_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def coordinator(challenge):
    return a.a_host_member(challenge)


@pytest.fixture
def send(sign_in, challenge, coordinator):
    """Send the form of a way for one line of the list, as the host coordinator."""
    client = sign_in(coordinator)
    return lambda *what, **files: send_to(client, challenge, *what, **files)


def test_a_newer_version_keeps_the_one_before(send, sign_in, challenge, coordinator):
    send("D04", "not_held", {"reason": "It is being written"})
    send("D04", "file", {**DATE, "names_a_person": "no"}, file=a_file())
    first, second = challenge.documents.filter(code="D04")
    assert (first.number, first.ended_by, first.taken_out) == (1, coordinator, False)
    assert first.ended_at == second.added_at
    assert (second.number, second.ended_at) == (2, None)
    page = sign_in(coordinator).get(reverse("document", args=[challenge.slug, "D04"])).content.decode()
    for words in ("Earlier versions", "It is being written", second.file.sha256, "Version 2, added by"):
        assert words in page


def test_an_extra_document_keeps_its_code_through_its_versions(send, challenge):
    document = a_document(challenge, title="What carers told us", code="X01")
    send("X01", "link", {"title": "What carers told us in May", "link": "https://www.example.org/"})
    newest = the_document(challenge, "X01")
    assert (newest.number, newest.title) == (2, "What carers told us in May")
    assert Document.objects.get(pk=document.pk).title == "What carers told us"


def test_a_version_that_was_a_mistake_is_taken_out_and_put_back(sign_in, challenge, coordinator):
    document, client = a_document(challenge, title="Extra", code="X01"), sign_in(coordinator)
    address = reverse("document", args=[challenge.slug, "X01"])
    page = client.post(address, {"take_out": "1"}, follow=True).content.decode()
    document.refresh_from_db()
    assert (document.taken_out, document.ended_by) == (True, coordinator)
    assert "Put it back" in page
    client.post(address, {"put_back": "1"})
    document.refresh_from_db()
    assert (document.taken_out, document.ended_at, document.ended_by) == (False, None, None)


def test_an_earlier_version_can_be_used_again_once_the_later_one_is_out(sign_in, challenge, coordinator):
    asked = asked_of(challenge).get(code="D04")
    first, second = a_document(challenge, asked), a_document(challenge, asked)
    actions.take_out(challenge, second, by=coordinator)
    assert not challenge.documents.current().exists()
    actions.put_back(challenge, first, by=coordinator)
    assert challenge.documents.current().get() == first
    second.refresh_from_db()
    actions.put_back(challenge, second, by=coordinator)  # beside the present one it is an earlier version again
    assert challenge.documents.current().get() == first
    second.refresh_from_db()
    assert not second.taken_out


def test_what_is_out_already_or_present_is_left_alone(challenge, coordinator):
    document = a_document(challenge, title="Extra")
    with pytest.raises(Refused):
        actions.put_back(challenge, document, by=coordinator)
    actions.take_out(challenge, document, by=coordinator)
    with pytest.raises(Refused):
        actions.take_out(challenge, document, by=coordinator)


@pytest.mark.parametrize("number", ["2", "zzz", "-1", "９", "9" * 40, ""])
def test_a_version_that_is_not_there_changes_nothing(sign_in, challenge, coordinator, number):
    a_document(challenge, title="Extra", code="X01")
    address = reverse("document", args=[challenge.slug, "X01"])
    assert sign_in(coordinator).post(address, {"take_out": number}).status_code == 302
    assert challenge.documents.current().exists()


def test_what_was_taken_out_is_seen_only_by_those_who_may_add(sign_in, challenge, coordinator):
    document = a_document(challenge, title="Extra", code="X01")
    actions.take_out(challenge, document, by=coordinator)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    address = reverse("document", args=[challenge.slug, "X01"])
    assert sign_in(a.a_team_member(challenge)).get(address).status_code == 404
    assert sign_in(coordinator).get(address).status_code == 200


# --- Colleagues, the trail, the stages -------------------------------------------------------------------------------


def test_a_colleague_does_not_replace_what_somebody_else_gave(sign_in, challenge, coordinator):
    a_document(challenge, asked_of(challenge).get(code="D04"), way=Way.NOT_HELD, reason="Secret words", by=coordinator)
    client = sign_in(a.a_host_member(challenge, HostRole.COLLEAGUE))
    address = reverse("document-answer", args=[challenge.slug, "D04"])
    here = reverse("document", args=[challenge.slug, "D04"])
    assert client.get(address).url == client.post(f"{address}?way=not_held", {"reason": "Mine"}).url == here
    page = client.get(here).content.decode()
    assert "Somebody else of your council has answered this" in page
    assert "Secret words" not in page
    assert challenge.documents.get().reason == "Secret words"


def test_a_colleague_who_comes_second_is_told_and_replaces_nothing(challenge, coordinator):
    asked, colleague = asked_of(challenge).get(code="D04"), a.a_host_member(challenge, HostRole.COLLEAGUE)
    a_document(challenge, asked, by=coordinator)  # while the colleague had the form open
    given = {"reason": "Mine"}
    with pytest.raises(Refused, match="has given this document in the meantime"):
        actions.hand_in(challenge, way=Way.NOT_HELD, given=given, requirement=asked, own_only=True, by=colleague)
    assert challenge.documents.get().number == 1


def test_two_who_answer_at_once_are_two_versions(challenge, coordinator):
    asked = asked_of(challenge).get(code="D04")
    for reason in ("One", "Two"):
        actions.hand_in(challenge, way=Way.NOT_HELD, given={"reason": reason}, requirement=asked, by=coordinator)
    assert list(challenge.documents.values_list("number", "reason")) == [(1, "One"), (2, "Two")]


def test_the_trail_names_the_line_and_never_the_words(send, sign_in, challenge, coordinator):
    send("D04", "not_held", {"reason": "Secret words"})
    send("D04", "link", {"link": "https://www.example.org/secret"})
    send("", "link", {"title": "Secret title", "link": "https://www.example.org/"})
    sign_in(coordinator).post(reverse("document", args=[challenge.slug, "X01"]), {"take_out": "1"})
    entries = Entry.objects.filter(challenge_id=challenge.pk).order_by("position")
    assert [entry.verb for entry in entries] == [
        "document.added",
        "document.replaced",
        "document.added",
        "document.taken_out",
    ]
    assert "D04 (Budget, savings plan and latest budget report)" in entries[0].sentence
    assert "ecret" not in str([entry.detail for entry in entries])


@pytest.mark.parametrize("stage", [Stage.READING, Stage.ON_SITE])
def test_the_host_may_add_until_the_visit_ends(send, challenge, stage):
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=stage)
    assert send("D04", "not_held", {"reason": "No"}).status_code == 302
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.DRAFTING)
    assert send("D05", "not_held", {"reason": "No"}).status_code == 403
